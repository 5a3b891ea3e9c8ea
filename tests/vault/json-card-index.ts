import { fromBytes, toBytes } from '#vault/json-bytes.ts'
import type { BaseEntry, CardBlob, CardIndexMaker } from '#vault/vault.ts'

/** An index that holds the entries as JSON, a blob a scope. */
export function jsonCardIndex(): CardIndexMaker {
  const newest = new Map<string, BaseEntry>()
  return {
    type: 'customer',
    tier: 2,
    add(entries) {
      for (const entry of entries) newest.set(entry.id, entry)
    },
    blobs() {
      const byScope = new Map<string, BaseEntry[]>()
      for (const entry of newest.values()) {
        if ('out' in entry) continue
        byScope.set(entry.scope, [...(byScope.get(entry.scope) ?? []), entry])
      }
      return Promise.resolve(
        [...byScope].map(([scope, entries]) => ({ scope, bytes: toBytes(entries) })),
      )
    },
  }
}

/** The entries that such an index holds. */
export function entriesOf(blobs: readonly CardBlob[]): BaseEntry[] {
  return blobs.flatMap(({ bytes }) => fromBytes(bytes) as BaseEntry[])
}
