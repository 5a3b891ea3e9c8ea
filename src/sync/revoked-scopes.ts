import type { PullCheckpoint, Receipt } from '#shared/protocol/pull-message.ts'
import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { Vault } from '#vault/vault.ts'
import { namesOfRecord, subjectsOfDraft } from './draft-subjects.ts'

/** What goes from a device when scopes are taken away. */
export interface Revocation {
  revokedScopes: string[]
  receipts: Receipt[]
  dropDrafts: string[]
}

/**
 * SR1: of the scopes that are `here`, those that the checkpoint does not name go, with their rows and with the drafts
 * that name a record which is in no scope that stays. A receipt says what went.
 */
export async function revocationBy(
  { scopes }: Pick<PullCheckpoint, 'scopes'>,
  here: ReadonlySet<string>,
  { replica, vault }: { replica: ReplicaFeed; vault: Pick<Vault, 'drafts'> },
): Promise<Revocation> {
  const revokedScopes = [...here].filter((scope) => scopes[scope] === undefined)
  if (revokedScopes.length === 0) return { revokedScopes, receipts: [], dropDrafts: [] }
  const receipts = revokedScopes.map((scope) => {
    const { count, checksum } = replica.checksum(scope)
    return { scope, rows: count, checksum }
  })
  const leaving = namesIn(replica, revokedScopes)
  const staying = namesIn(
    replica,
    replica.scopes().filter((scope) => !revokedScopes.includes(scope)),
  )
  const keys = leaving.size === 0 ? [] : await vault.drafts.known()
  const dropDrafts = keys.filter((key) =>
    subjectsOfDraft(key).some((name) => leaving.has(name) && !staying.has(name)),
  )
  return { revokedScopes, receipts, dropDrafts }
}

function namesIn(replica: ReplicaFeed, scopes: readonly string[]): Set<string> {
  return new Set(scopes.flatMap((scope) => replica.places(scope).flatMap(namesOfRecord)))
}
