import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { PageRow } from '#vault/pages.ts'
import type { Vault } from '#vault/vault.ts'
import { idsInKey } from './revoked-scopes.ts'

/** What a pull says of records that leave a scope, and of those that come. */
export interface LeavingRecords {
  note: (scope: string, rows: readonly PageRow[]) => void
  /** Keys of the drafts that name a record which left its scope and is in no other one here. */
  drafts: (parts: {
    replica: Pick<ReplicaFeed, 'scopes' | 'places'>
    vault: Pick<Vault, 'drafts'>
  }) => Promise<string[]>
}

/**
 * SR1, SR2: a record that was handed over leaves this device, and with it the forms that were left open about it, though
 * its scope is still held. Asked before the rows of the last batch are in the replica.
 */
export function createLeavingRecords(): LeavingRecords {
  const left = new Map<string, Set<string>>()
  const came = new Set<string>()
  return {
    note(scope, rows) {
      for (const row of rows) {
        if ('body' in row) came.add(row.body.id)
        else left.set(scope, (left.get(scope) ?? new Set()).add(row.id))
      }
    },
    async drafts({ replica, vault }) {
      if (left.size === 0) return []
      const isInAnother = (id: string): boolean =>
        replica
          .scopes()
          .filter((scope) => left.get(scope)?.has(id) !== true)
          .some((scope) => replica.places(scope).some((place) => place.id === id))
      const isGone = (id: string): boolean =>
        [...left.values()].some((ids) => ids.has(id)) && !came.has(id) && !isInAnother(id)
      return (await vault.drafts.keys()).filter((key) => idsInKey(key).some(isGone))
    },
  }
}
