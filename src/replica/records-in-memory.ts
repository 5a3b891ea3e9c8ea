import { addToChecksum, removeFromChecksum, rowChecksum } from '#shared/protocol/checksum.ts'
import type { ScopeChecksum } from '#shared/protocol/pull-message.ts'
import type { PlacedRecord } from '#shared/protocol/record.ts'
import type { BaseEntry } from '#vault/vault.ts'
import type { PackedCards } from './cards/packed-cards.ts'
import { createPackedRecords } from './cards/packed-records.ts'
import type { RecordPlace } from './replica-feed.ts'

/** CL1: what the server said, a map per type. Types of a newer server are kept as well (PL4). */
export interface RecordsInMemory {
  get: (type: string, id: string) => PlacedRecord | undefined
  ofType: (type: string) => ReadonlyMap<string, PlacedRecord>
  /** VA2: cards that are unpacked one by one when somebody asks; of an empty memory only. */
  takePacked: (blobs: readonly PackedCards[]) => void
  /** Takes an entry unless it is older than what is here; whether something changed. */
  take: (entry: BaseEntry) => boolean
  scopes: () => string[]
  checksum: (scope: string) => ScopeChecksum
  places: (scope: string) => RecordPlace[]
}

const nothing: ReadonlyMap<string, PlacedRecord> = new Map()

/**
 * Starts empty. The checksum of each scope is kept up to date with every entry (PL3). `onUnpacked` is told of each card
 * that came out of the index, and whether it was found to fit its schema when it went in.
 */
export function createRecordsInMemory(
  onUnpacked: (record: PlacedRecord, fits: boolean) => void = () => undefined,
): RecordsInMemory {
  const types = new Map<string, Map<string, PlacedRecord>>()
  const packed = createPackedRecords((record, fits) => {
    recordsOf(record.type).set(record.id, record)
    onUnpacked(record, fits)
  })
  const sums = new Map<string, ScopeChecksum>()

  function put(record: PlacedRecord, before: PlacedRecord | undefined): void {
    if (before !== undefined) count(before, -1)
    recordsOf(record.type).set(record.id, record)
    count(record, 1)
  }

  function recordsOf(type: string): Map<string, PlacedRecord> {
    const known = types.get(type)
    if (known !== undefined) return known
    const made = new Map<string, PlacedRecord>()
    types.set(type, made)
    return made
  }

  function find(type: string, id: string): PlacedRecord | undefined {
    return types.get(type)?.get(id) ?? packed.unpack(type, id)
  }

  function count({ scope, type, id, seq }: PlacedRecord, by: 1 | -1): void {
    addToSum(scope, by, by === 1 ? addToChecksum : removeFromChecksum, rowChecksum(type, id, seq))
  }

  function addToSum(
    scope: string,
    count: number,
    change: typeof addToChecksum,
    checksum: number,
  ): void {
    const sum = sums.get(scope) ?? { count: 0, checksum: 0 }
    sum.checksum = change(sum.checksum, checksum)
    sum.count += count
    if (sum.count === 0) sums.delete(scope)
    else sums.set(scope, sum)
  }

  return {
    get: find,
    ofType(type) {
      packed.unpackAll(type)
      return types.get(type) ?? nothing
    },
    takePacked(blobs) {
      packed.add(blobs)
      for (const { scope, count, checksum } of blobs)
        addToSum(scope, count, addToChecksum, checksum)
    },
    take(entry) {
      const before = find(entry.type, entry.id)
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
      const places: RecordPlace[] = packed.places(scope)
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
