import { addToChecksum, removeFromChecksum, rowChecksum } from '#shared/protocol/checksum.ts'
import type { ScopeChecksum } from '#shared/protocol/pull-message.ts'
import type { PlacedRecord } from '#shared/protocol/record.ts'
import type { BaseEntry } from '#vault/vault.ts'
import type { RecordPlace } from './replica-feed.ts'

/** CL1: what the server said, a map per type. Types of a newer server are kept as well (PL4). */
export interface RecordsInMemory {
  get: (type: string, id: string) => PlacedRecord | undefined
  ofType: (type: string) => ReadonlyMap<string, PlacedRecord>
  /** Takes an entry unless it is older than what is here; whether something changed. */
  take: (entry: BaseEntry) => boolean
  scopes: () => string[]
  checksum: (scope: string) => ScopeChecksum
  places: (scope: string) => RecordPlace[]
}

const nothing: ReadonlyMap<string, PlacedRecord> = new Map()

/** Starts empty. The checksum of each scope is kept up to date with every entry (PL3). */
export function createRecordsInMemory(): RecordsInMemory {
  const types = new Map<string, Map<string, PlacedRecord>>()
  const sums = new Map<string, ScopeChecksum>()

  function put(record: PlacedRecord, before: PlacedRecord | undefined): void {
    if (before !== undefined) count(before, -1)
    const records = types.get(record.type)
    if (records === undefined) types.set(record.type, new Map([[record.id, record]]))
    else records.set(record.id, record)
    count(record, 1)
  }

  function count({ scope, type, id, seq }: PlacedRecord, by: 1 | -1): void {
    const sum = sums.get(scope) ?? { count: 0, checksum: 0 }
    const change = by === 1 ? addToChecksum : removeFromChecksum
    sum.checksum = change(sum.checksum, rowChecksum(type, id, seq))
    sum.count += by
    if (sum.count === 0) sums.delete(scope)
    else sums.set(scope, sum)
  }

  return {
    get: (type, id) => types.get(type)?.get(id),
    ofType: (type) => types.get(type) ?? nothing,
    take(entry) {
      const before = types.get(entry.type)?.get(entry.id)
      // A seq orders changes within one scope only: the record may have moved to another one since (SR2).
      if (before?.scope === entry.scope && before.seq > entry.seq) return false
      if (!('out' in entry)) {
        put(entry, before)
        return true
      }
      if (before?.scope !== entry.scope) return false
      count(before, -1)
      types.get(entry.type)?.delete(entry.id)
      return true
    },
    scopes: () => [...sums.keys()],
    checksum: (scope) => ({ ...(sums.get(scope) ?? { count: 0, checksum: 0 }) }),
    places(scope) {
      const places: RecordPlace[] = []
      for (const records of types.values()) {
        for (const record of records.values()) {
          if (record.scope !== scope) continue
          places.push({ type: record.type, id: record.id, seq: record.seq })
        }
      }
      return places
    },
  }
}
