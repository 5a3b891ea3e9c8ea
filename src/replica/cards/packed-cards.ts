import type { PlacedRecord } from '#shared/protocol/record.ts'
import type { CardBlob } from '#vault/vault.ts'
import type { SegmentColumns } from '#replica/search/search-segment.ts'
import { createUnpacker } from './body-columns.ts'
import { BlobHead, blobColumns, type BlobColumn } from './card-blob.ts'
import { readIds, type IdColumn } from './id-column.ts'
import { largeNumbers, splitSections, wholeNumbers } from './sections.ts'

/** The customer cards of one blob, each unpacked when somebody asks for it. */
export interface PackedCards {
  readonly scope: string
  readonly count: number
  /** PL3 */
  readonly checksum: number
  /** Slots that no search finds. */
  readonly hidden: readonly number[]
  /** Slots of cards that say they are merged into another one. */
  readonly merged: readonly number[]
  readonly ids: IdColumn
  readonly seqs: Float64Array
  readonly contacts: Float64Array
  /** A new object each time. */
  record: (slot: number) => PlacedRecord
  /** False for a card that was found damaged. */
  fits: (slot: number) => boolean
  /** What was made for the search; places count on from the blob before. */
  columns: () => SegmentColumns
  /** The tokens that the blobs before do not have, each as its text and its readings. */
  dictionary: () => readonly (readonly string[])[]
}

/** Reads an opened blob: `null` when it is of another maker. What is not needed at once is read when it is. */
export function readCardBlob({ scope, bytes }: CardBlob): PackedCards | null {
  const sections = splitSections(bytes, blobColumns.length)
  if (sections === null) return null
  const column = (name: BlobColumn): Bytes =>
    sections[blobColumns.indexOf(name)] ?? new Uint8Array()
  const head = BlobHead.safeParse(parsed(column('head')))
  if (!head.success) return null
  const { count, checksum, hidden, merged, damaged, bodies } = head.data
  const ids = readIds(textOf(column('ids')), head.data.idWidth)
  const rows = column('rows')
  const rowEnds = wholeNumbers(column('rowEnds'))
  const row = (slot: number) => textOf(rows.subarray(rowEnds[slot - 1] ?? 0, rowEnds[slot]))
  const unpack = once(() => createUnpacker(bodies, column('codes'), count))
  const damagedSlots = new Set(damaged)
  const seqs = largeNumbers(column('seqs'))
  return {
    scope,
    count,
    checksum,
    hidden,
    merged,
    ids,
    seqs,
    contacts: largeNumbers(column('contacts')),
    record(slot) {
      const place = { type: 'customer', id: ids.at(slot), scope }
      return Object.assign(unpack()(slot, row(slot)), {
        ...place,
        seq: seqs[slot] ?? 0,
      })
    },
    fits: (slot) => !damagedSlots.has(slot),
    columns: () => ({
      tokens: wholeNumbers(column('tokens')),
      slotTokens: wholeNumbers(column('slotTokens')),
      starts: wholeNumbers(column('starts')),
      startSlots: wholeNumbers(column('startSlots')),
      initials: unitsOf(column('initials')),
      startCharacters: unitsOf(column('startCharacters')),
      startLetters: unitsOf(column('startLetters')),
      innerCharacters: unitsOf(column('innerCharacters')),
      innerLetters: unitsOf(column('innerLetters')),
      tails: textOf(column('tails')),
    }),
    dictionary: () => listOf(parsed(column('dictionary')), (token) => listOf(token, String)),
  }
}

type Bytes = Uint8Array<ArrayBuffer>

/** Sealed by ourselves, so its form is known; a schema over all of it would take longer than the rest of the unlock. */
function listOf<Item>(value: unknown, item: (value: unknown) => Item): Item[] {
  return Array.isArray(value) ? value.map(item) : []
}

function parsed(bytes: Bytes): unknown {
  return JSON.parse(textOf(bytes))
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const unitDecoder = new TextDecoder('utf-16le', { ignoreBOM: true })

function textOf(bytes: Bytes): string {
  return decoder.decode(bytes)
}

function unitsOf(bytes: Bytes): string {
  return unitDecoder.decode(bytes)
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => (made ??= { value: make() }).value
}
