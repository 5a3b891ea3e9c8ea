import type { PullCheckpoint, Receipt } from '#shared/protocol/pull-message.ts'
import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { Vault } from '#vault/vault.ts'

/** What goes from a device when scopes are taken away. */
export interface Revocation {
  revokedScopes: string[]
  receipts: Receipt[]
  dropDrafts: string[]
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

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
  const leaving = idsOf(replica, revokedScopes)
  const staying = idsOf(
    replica,
    replica.scopes().filter((scope) => !revokedScopes.includes(scope)),
  )
  const keys = leaving.size === 0 ? [] : await vault.drafts.known()
  const dropDrafts = keys.filter((key) =>
    idsInKey(key).some((id) => leaving.has(id) && !staying.has(id)),
  )
  return { revokedScopes, receipts, dropDrafts }
}

/** The records that a draft is about. */
export function idsInKey(key: string): string[] {
  return key.match(uuid) ?? []
}

function idsOf(replica: ReplicaFeed, scopes: readonly string[]): Set<string> {
  return new Set(scopes.flatMap((scope) => replica.places(scope).map(({ id }) => id)))
}
