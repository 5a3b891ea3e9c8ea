import type { RecordOf } from '#shared/domain/record-types.ts'
import type { Operation } from '#shared/protocol/operation.ts'
import { recordTypes, type PlacedRecord, type RecordType } from '#shared/protocol/record.ts'
import type { BaseEntry } from '#vault/vault.ts'
import type { PackedCards } from './cards/packed-cards.ts'
import { createIndexes } from './indexes.ts'
import { allKey, emptyLists } from './lists.ts'
import { createMergesInMemory, type MergesInMemory } from './merges-in-memory.ts'
import { createOneBirthday } from './one-birthday.ts'
import { createOverlay, replay, type Overlay } from './overlay.ts'
import { fitsSchema } from './parse-record.ts'
import { createRecordsInMemory, type RecordsInMemory } from './records-in-memory.ts'
import type { IndexName } from './replica.ts'

/** A record that does not fit its schema: kept, and shown as damaged instead of not at all. */
interface UnreadableRecord {
  type: string
  id: string
}

/** Base plus pending operations, with everything that is derived from both kept for as long as it holds. */
export interface ShownRecords
  extends
    Pick<RecordsInMemory, 'scopes' | 'checksum' | 'places'>,
    Pick<Overlay, 'pending' | 'mark' | 'settle' | 'unsettle'>,
    Pick<MergesInMemory, 'keptId' | 'mergedInto'> {
  mergedCards: () => ReadonlyMap<string, string>
  take: (entries: readonly BaseEntry[]) => void
  /** VA2: the cards of the index, before any entry. */
  takePacked: (blobs: readonly PackedCards[]) => void
  /** What the index brought, null without one: what is said of a card since then outranks it. */
  packedCards: () => readonly PackedCards[] | null
  dropScope: (scope: string) => void
  /** Whether one of them was new. */
  addOperations: (operations: readonly Operation[]) => boolean
  dropOperations: (through: number) => void
  /** A record without its pending operations, as the server last said it. */
  base: (type: string, id: string) => PlacedRecord | undefined
  /** A record with its pending operations, not parsed, naming customers as it was written. */
  stored: (type: string, id: string) => PlacedRecord | undefined
  record<Type extends RecordType>(type: Type, id: string): RecordOf<Type> | undefined
  all<Type extends RecordType>(type: Type): readonly RecordOf<Type>[]
  by<Type extends RecordType>(index: IndexName, type: Type, key: string): readonly RecordOf<Type>[]
  revision: (type: string) => number
  /** The customer cards that changed after a revision of theirs. */
  cardsChangedSince: (revision: number) => string[]
  isPending: (type: string, id: string) => boolean
  unreadable: () => readonly UnreadableRecord[]
}

/** Starts empty. */
export function createShownRecords(): ShownRecords {
  const verdicts = new WeakMap<PlacedRecord, boolean>()
  const base = createRecordsInMemory((record, fits) => {
    // A card that was damaged when it was packed is looked at again, and reported.
    if (fits) verdicts.set(record, true)
  })
  const overlay = createOverlay()
  const indexes = createIndexes()
  const merges = createMergesInMemory((id) => stored('customer', id))
  /** Results of `replay`, for the records that have operations; undefined for one that its operations cannot make. */
  const replayed = new Map<string, Map<string, PlacedRecord | undefined>>()
  const revisions = new Map<string, number>()
  /** By id, the last one last: at which revision a card changed. */
  const changedCards = new Map<string, number>()
  let packedCards: readonly PackedCards[] | null = null
  const lists = emptyLists()
  const withOneBirthday = createOneBirthday()
  let damaged: readonly UnreadableRecord[] = []

  function stored(type: string, id: string): PlacedRecord | undefined {
    const own = replayed.get(type)
    return own?.has(id) === true ? own.get(id) : base.get(type, id)
  }

  /** Every change of what is shown passes here: it keeps indexes, lists and revisions right. */
  function change(type: string, id: string, act: () => boolean): void {
    const before = stored(type, id)
    if (!act()) return
    renewReplay(type, id)
    const after = stored(type, id)
    if (before === after) return
    raiseRevision(type)
    if (type === 'customer') {
      noteChangedCard(id)
      merges.note(id, after)
    }
    const moved = indexes.move(type, id, before, after)
    if (isKnownType(type)) {
      lists[type].delete(allKey)
      for (const { key } of moved) lists[type].delete(merges.keptId(key))
    }
    damaged = damaged.filter((record) => record.type !== type || record.id !== id)
  }

  /** ME8: after a merge, or when one was undone, records name other customers, and lists hold other ones. */
  function settleMerges(): void {
    const changed = merges.settle()
    if (changed.size === 0) return
    for (const type of recordTypes) {
      raiseRevision(type)
      lists[type].clear()
    }
    for (const id of changed) noteChangedCard(id)
  }

  function noteChangedCard(id: string): void {
    changedCards.delete(id)
    changedCards.set(id, revisions.get('customer') ?? 0)
  }

  function raiseRevision(type: string): void {
    revisions.set(type, (revisions.get(type) ?? 0) + 1)
  }

  function renewReplay(type: string, id: string): void {
    const pending = overlay.of(type, id)
    if (pending.length === 0) {
      replayed.get(type)?.delete(id)
      return
    }
    const record = replay(
      base.get(type, id),
      pending.map(({ operation }) => operation),
    )
    const own = replayed.get(type)
    if (own === undefined) replayed.set(type, new Map([[id, record]]))
    else own.set(id, record)
  }

  function renewRecordsOf(operations: readonly Operation[]): void {
    for (const { recordType, recordId } of operations) change(recordType, recordId, () => true)
  }

  /** Looked at once for each stored object; a record that does not fit is remembered as damaged. */
  function readable<Type extends RecordType>(
    type: Type,
    record: PlacedRecord,
  ): record is PlacedRecord & RecordOf<Type> {
    const known = verdicts.get(record)
    if (known !== undefined) return known
    const fits = fitsSchema(type, record)
    verdicts.set(record, fits)
    if (!fits) damaged = [...damaged, { type, id: record.id }]
    return fits
  }

  /** Whose card and profile are shown under another customer. */
  function isMergedAway(type: string, id: string): boolean {
    return (type === 'customer' || type === 'profile') && merges.keptId(id) !== id
  }

  /** A record as screens see it; a profile says whose it is by its id, so it goes on naming that one. */
  function shown<Type extends RecordType>(
    record: PlacedRecord & RecordOf<Type>,
  ): PlacedRecord & RecordOf<Type> {
    // Ids take the place of ids: what fitted its schema does so still.
    return record.type === 'profile' ? record : (merges.renamed(record) as typeof record)
  }

  function list<Type extends RecordType>(
    type: Type,
    key: string,
    records: () => Iterable<PlacedRecord | undefined>,
  ): readonly RecordOf<Type>[] {
    const known = lists[type].get(key)
    if (known !== undefined) return known
    const made: RecordOf<Type>[] = []
    for (const record of records()) {
      if (record === undefined || record.archivedAt !== undefined) continue
      if (readable(type, record) && !isMergedAway(type, record.id)) made.push(shown(record))
    }
    const settled = type === 'important-date' ? withOneBirthday(made) : made
    lists[type].set(key, settled)
    return settled
  }

  function listOf<Type extends RecordType>(
    index: IndexName,
    type: Type,
    customerId: string,
  ): readonly RecordOf<Type>[] {
    const keptId = merges.keptId(customerId)
    return list(type, keptId, () => {
      const ids = [keptId, ...merges.mergedInto(keptId)].flatMap((id) => indexes.ids(index, id))
      return [...new Set(ids)].map((id) => stored(type, id))
    })
  }

  /** Invariant 4: a date as the list of its customer has it; undefined for one that is in none, and for any other record. */
  function settledDate<Type extends RecordType>(
    type: Type,
    { id, data }: PlacedRecord,
  ): RecordOf<Type> | undefined {
    const { customerId, celebrate } = data
    if (type !== 'important-date' || celebrate !== true || typeof customerId !== 'string') {
      return undefined
    }
    return listOf('important-date.customer', type, customerId).find((date) => date.id === id)
  }

  function* storedOfType(type: string): Iterable<PlacedRecord | undefined> {
    const records = base.ofType(type)
    const own = replayed.get(type)
    for (const [id, record] of records) yield own?.has(id) === true ? own.get(id) : record
    for (const [id, record] of own ?? []) if (!records.has(id)) yield record
  }

  return {
    scopes: base.scopes,
    checksum: base.checksum,
    places: base.places,
    base: base.get,
    pending: overlay.pending,
    mark: overlay.mark,
    settle: overlay.settle,
    unsettle: overlay.unsettle,
    take(entries) {
      for (const entry of entries) change(entry.type, entry.id, () => base.take(entry))
    },
    takePacked(blobs) {
      base.takePacked(blobs)
      packedCards = blobs
      for (const { ids, merged } of blobs)
        for (const slot of merged) merges.noteMerged(ids.at(slot))
      raiseRevision('customer')
      lists.customer.delete(allKey)
      // What is pending was laid over nothing until now.
      const pending = overlay.pending().map(({ operation }) => operation)
      renewRecordsOf(pending.filter(({ recordType }) => recordType === 'customer'))
    },
    packedCards: () => packedCards,
    dropScope(scope) {
      // I4: rows of a scope that this person holds no longer leave the memory too.
      for (const { type, id, seq } of base.places(scope)) {
        change(type, id, () => base.take({ out: true, scope, type, id, seq }))
      }
    },
    addOperations(operations) {
      const fresh = overlay.add(operations)
      renewRecordsOf(fresh)
      return fresh.length > 0
    },
    dropOperations(through) {
      renewRecordsOf(overlay.dropThrough(through))
    },
    stored,
    record(type, id) {
      settleMerges()
      const record = stored(type, id)
      if (record === undefined || !readable(type, record)) return undefined
      return settledDate(type, record) ?? shown(record)
    },
    all(type) {
      settleMerges()
      return list(type, allKey, () => storedOfType(type))
    },
    by(index, type, key) {
      settleMerges()
      return listOf(index, type, key)
    },
    keptId(id) {
      settleMerges()
      return merges.keptId(id)
    },
    mergedCards() {
      settleMerges()
      return merges.all()
    },
    mergedInto(keptId) {
      settleMerges()
      return merges.mergedInto(keptId)
    },
    revision(type) {
      settleMerges()
      return revisions.get(type) ?? 0
    },
    cardsChangedSince(revision) {
      settleMerges()
      const changed: string[] = []
      for (const [id, at] of changedCards) if (at > revision) changed.push(id)
      return changed
    },
    // SE7: a look leaves the record as it was.
    isPending: (type, id) =>
      overlay.of(type, id).some(({ operation }) => operation.kind !== 'look'),
    unreadable: () => damaged,
  }
}

const knownTypes: ReadonlySet<string> = new Set(recordTypes)

function isKnownType(type: string): type is RecordType {
  return knownTypes.has(type)
}
