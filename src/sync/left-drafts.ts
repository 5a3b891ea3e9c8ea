import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { PageRow } from '#vault/pages.ts'
import type { Vault } from '#vault/vault.ts'
import { namesOfRecord, subjectsOfDraft } from './draft-subjects.ts'

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
  /** By scope, the names: what was said last counts, and a pull that broke off may have said otherwise. */
  const left = new Map<string, Set<string>>()
  const came = new Map<string, Set<string>>()
  return {
    note(scope, rows) {
      for (const row of rows) {
        const [record, now, before] = 'body' in row ? [row.body, came, left] : [row, left, came]
        for (const name of namesOfRecord(record)) {
          now.set(scope, (now.get(scope) ?? new Set()).add(name))
          before.get(scope)?.delete(name)
        }
      }
    },
    async drafts({ replica, vault }) {
      if (left.size === 0) return []
      const isInAnother = (name: string): boolean =>
        replica
          .scopes()
          .filter((scope) => left.get(scope)?.has(name) !== true)
          .some((scope) =>
            replica.places(scope).some((place) => namesOfRecord(place).includes(name)),
          )
      const isGone = (name: string): boolean =>
        isIn(left, name) && !isIn(came, name) && !isInAnother(name)
      return (await vault.drafts.known()).filter((key) => subjectsOfDraft(key).some(isGone))
    },
    forget() {
      left.clear()
      came.clear()
    },
  }
}

function isIn(scopes: ReadonlyMap<string, ReadonlySet<string>>, name: string): boolean {
  return [...scopes.values()].some((names) => names.has(name))
}
