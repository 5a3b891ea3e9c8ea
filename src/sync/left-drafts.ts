import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { PageRow } from '#vault/pages.ts'
import type { Vault } from '#vault/vault.ts'
import { idsInKey } from './revoked-scopes.ts'

/** What pulls say of records that leave a scope, and of those that come. */
export interface LeavingRecords {
  note: (scope: string, rows: readonly PageRow[]) => void
  /** Keys of the drafts that name a record which left its scope and is in no other one here. */
  drafts: (parts: {
    replica: Pick<ReplicaFeed, 'scopes' | 'places'>
    vault: Pick<Vault, 'drafts'>
  }) => Promise<string[]>
  /** The drafts are gone. */
  forget: () => void
}

/**
 * SR1, SR2: a record that was handed over leaves this device, and with it the forms that were left open about it, though
 * its scope is still held. Asked before the rows of the last batch are in the replica.
 */
export function createLeavingRecords(): LeavingRecords {
  /** By scope, the ids: what was said last counts, and a pull that broke off may have said otherwise. */
  const left = new Map<string, Set<string>>()
  const came = new Map<string, Set<string>>()
  return {
    note(scope, rows) {
      for (const row of rows) {
        const [id, now, before] = 'body' in row ? [row.body.id, came, left] : [row.id, left, came]
        now.set(scope, (now.get(scope) ?? new Set()).add(id))
        before.get(scope)?.delete(id)
      }
    },
    async drafts({ replica, vault }) {
      if (left.size === 0) return []
      const isInAnother = (id: string): boolean =>
        replica
          .scopes()
          .filter((scope) => left.get(scope)?.has(id) !== true)
          .some((scope) => replica.places(scope).some((place) => place.id === id))
      const isGone = (id: string): boolean => isIn(left, id) && !isIn(came, id) && !isInAnother(id)
      return (await vault.drafts.known()).filter((key) => idsInKey(key).some(isGone))
    },
    forget() {
      left.clear()
      came.clear()
    },
  }
}

function isIn(scopes: ReadonlyMap<string, ReadonlySet<string>>, id: string): boolean {
  return [...scopes.values()].some((ids) => ids.has(id))
}
