import type { Receipt } from '#shared/protocol/pull-message.ts'
import type { Manifest } from './manifest.ts'
import type { PullBatch, Standing } from './vault.ts'

/**
 * SR1: the scopes of a batch that really go. An answer from before a change of membership that is known here already, as
 * another tab or a slow network may still bring one, takes nothing away.
 */
export function revokedBy(
  before: Manifest,
  { revokedScopes, membership, cursor }: PullBatch,
): string[] {
  const known = before.membership
  const isOld =
    known !== undefined &&
    membership !== undefined &&
    known.serverEpoch === cursor.serverEpoch &&
    membership < known.count
  return isOld ? [] : revokedScopes
}

/** What a batch leaves to be remembered of membership and receipts. */
export function afterRevokes(
  before: Manifest,
  batch: PullBatch,
  revoked: readonly string[],
): Pick<Manifest, 'membership' | 'receipts'> {
  const { membership = null, receipts = [], carriedReceipts = [], cursor } = batch
  const { serverEpoch } = cursor
  const known = before.membership?.serverEpoch === serverEpoch ? before.membership.count : 0
  const kept = without(before.receipts ?? [], carriedReceipts)
  const fresh = receipts.filter(({ scope }) => revoked.includes(scope))
  const next =
    membership === null ? before.membership : { serverEpoch, count: Math.max(known, membership) }
  return {
    ...(next !== undefined && { membership: next }),
    receipts: [...kept, ...fresh],
  }
}

/** What a manifest remembers of earlier checkpoints. */
export function standingOf({
  cursor,
  droppedThrough,
  membership,
  receipts = [],
}: Manifest): Standing {
  const isOfCursor = membership !== undefined && membership.serverEpoch === cursor?.serverEpoch
  return {
    confirmedThrough: droppedThrough,
    membership: isOfCursor ? membership.count : null,
    receipts,
  }
}

function without(receipts: readonly Receipt[], gone: readonly Receipt[]): Receipt[] {
  const left = [...receipts]
  for (const { scope, rows, checksum } of gone) {
    const at = left.findIndex(
      (receipt) =>
        receipt.scope === scope && receipt.rows === rows && receipt.checksum === checksum,
    )
    if (at >= 0) left.splice(at, 1)
  }
  return left
}
