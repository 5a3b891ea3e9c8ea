import type {
  SearchableCard,
  SearchSegment,
  SegmentColumns,
} from '#replica/search/search-segment.ts'
import { createTokenTable, type TokenTable } from '#replica/search/token-table.ts'
import type { PackedCards } from './packed-cards.ts'

type CardOf = (id: string, lastContactAt: number | undefined) => SearchableCard | undefined

/**
 * Segments for the search out of blobs, one a scope: within a scope the blobs follow each other by last contact, as
 * the slots of a segment do. `cardOf` says what the search is to know of a card that is still as it was packed.
 */
export function packedSegments(blobs: readonly PackedCards[], cardOf: CardOf): SearchSegment[] {
  const scopes = new Set(blobs.map(({ scope }) => scope))
  return [...scopes].map((scope) => {
    const parts = blobs.filter((blob) => blob.scope === scope)
    const cards = cardsOf(parts, cardOf)
    const gone = new Uint8Array(cards.length)
    for (const slot of cards.hidden) gone[slot] = 1
    return {
      ...joinedColumns(parts.map(({ columns }) => columns())),
      cards,
      gone,
      table: tableOf(parts),
    }
  })
}

function cardsOf(
  parts: readonly PackedCards[],
  cardOf: CardOf,
): SearchSegment['cards'] & { hidden: number[] } {
  const offsets: number[] = []
  let length = 0
  for (const { count } of parts) {
    offsets.push(length)
    length += count
  }
  const offsetOf = (index: number) => offsets[index] ?? 0
  const indexOf = (slot: number) => offsets.findLastIndex((offset) => offset <= slot)
  const idAt = (slot: number): string => {
    const index = indexOf(slot)
    return parts[index]?.ids.at(slot - offsetOf(index)) ?? ''
  }
  const contactAt = (slot: number): number => {
    const index = indexOf(slot)
    return parts[index]?.contacts[slot - offsetOf(index)] ?? 0
  }
  // A card is taken out for it, so only where two hits are alike in all else, and once.
  const closeness = new Map<number, number>()
  const closenessAt = (slot: number): number => {
    const known = closeness.get(slot)
    if (known !== undefined) return known
    const found = cardOf(idAt(slot), undefined)?.closeness ?? 0
    closeness.set(slot, found)
    return found
  }
  return {
    length,
    hidden: parts.flatMap(({ hidden }, index) => hidden.map((slot) => slot + offsetOf(index))),
    at: (slot) => cardOf(idAt(slot), contactAt(slot) || undefined),
    idAt,
    contactAt,
    closenessAt,
    slotOf(id) {
      for (const [index, part] of parts.entries()) {
        const place = part.ids.slotOf(id)
        if (place !== undefined) return offsetOf(index) + place
      }
      return undefined
    },
  }
}

/** Gives every token the number that it had when the blobs were packed. */
function tableOf(parts: readonly PackedCards[]): TokenTable {
  const table = createTokenTable()
  let number = table.size
  for (const { dictionary } of parts) {
    for (const [text = '', ...readings] of dictionary()) {
      if (table.idOf(text, readings) !== number) throw new Error('A token changed its number.')
      number += 1
    }
  }
  return table
}

function joinedColumns(parts: readonly SegmentColumns[]): SegmentColumns {
  const numbers = (name: 'tokens' | 'slotTokens' | 'starts' | 'startSlots') =>
    endToEnd(parts.map((part) => part[name]))
  const text = (name: Exclude<keyof SegmentColumns, Parameters<typeof numbers>[0]>) =>
    parts.map((part) => part[name]).join('')
  return {
    tokens: numbers('tokens'),
    slotTokens: numbers('slotTokens'),
    starts: numbers('starts'),
    startSlots: numbers('startSlots'),
    initials: text('initials'),
    startCharacters: text('startCharacters'),
    startLetters: text('startLetters'),
    innerCharacters: text('innerCharacters'),
    innerLetters: text('innerLetters'),
    tails: text('tails'),
  }
}

function endToEnd(columns: readonly Uint32Array[]): Uint32Array {
  const joined = new Uint32Array(columns.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const column of columns) {
    joined.set(column, at)
    at += column.length
  }
  return joined
}
