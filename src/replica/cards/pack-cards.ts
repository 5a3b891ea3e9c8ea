import type { RecordOf } from '#shared/domain/record-types.ts'
import { noSearchKeys } from '#shared/domain/search-keys.ts'
import { addToChecksum, rowChecksum } from '#shared/protocol/checksum.ts'
import type { PlacedRecord } from '#shared/protocol/record.ts'
import { createPauses } from '#replica/next-task.ts'
import { fitsSchema } from '#replica/parse-record.ts'
import { buildColumns, type SearchableCard } from '#replica/search/search-segment.ts'
import { createTokenTable } from '#replica/search/token-table.ts'
import { packBodies, type BodyColumns } from './body-columns.ts'
import { blobColumns, cardBlobMaker, type BlobColumn, type BlobHead } from './card-blob.ts'
import { packIds } from './id-column.ts'
import { bytesOf, joinSections } from './sections.ts'

/** Some ten microseconds each. */
const cardsBetweenPauses = 50

/** A card, whether or not it fits its schema, with the instant in ms of the last contact. */
export interface CardToPack {
  record: PlacedRecord
  lastContactAt: number | undefined
}

/** Packs the cards of one scope, blob after blob. */
export function createCardPacker(): {
  /** The bytes of the next blob, its slots in the order given; 5,000 cards take some 300 ms, with pauses between. */
  pack: (cards: readonly CardToPack[]) => Promise<Uint8Array<ArrayBuffer>>
} {
  const table = createTokenTable()
  let slotsBefore = 0
  let tokensBefore = 0
  let known = table.size
  return {
    async pack(cards) {
      const pause = createPauses()
      const { head, ids, searchable, bodies } = await look(cards, pause)
      await pause()
      const columns = buildColumns(searchable, table)
      const dictionary: string[][] = []
      for (; known < table.size; known += 1) {
        dictionary.push([table.textOf(known), ...table.readingsOf(known)])
      }
      await pause()
      const records = cards.map(({ record }) => record)
      const rows = textBytes(bodies.rows.join(''))
      await pause()
      const rowEnds = bytesOf(endsOf(bodies.rows))
      await pause()
      const sections: Record<BlobColumn, Uint8Array> = {
        head: textBytes(JSON.stringify(head)),
        ids: textBytes(ids),
        seqs: bytesOf(Float64Array.from(records, ({ seq }) => seq)),
        codes: bodies.codes,
        rows,
        rowEnds,
        dictionary: textBytes(JSON.stringify(dictionary)),
        tokens: bytesOf(columns.tokens),
        slotTokens: bytesOf(columns.slotTokens.map((place) => place + tokensBefore)),
        starts: bytesOf(columns.starts.map((place) => place + tokensBefore)),
        startSlots: bytesOf(columns.startSlots.map((slot) => slot + slotsBefore)),
        initials: unitBytes(columns.initials),
        startCharacters: unitBytes(columns.startCharacters),
        startLetters: unitBytes(columns.startLetters),
        innerCharacters: unitBytes(columns.innerCharacters),
        innerLetters: unitBytes(columns.innerLetters),
        tails: textBytes(columns.tails),
        contacts: bytesOf(Float64Array.from(cards, ({ lastContactAt }) => lastContactAt ?? 0)),
      }
      slotsBefore += cards.length
      tokensBefore += columns.tokens.length
      await pause()
      return joinSections(blobColumns.map((column) => sections[column]))
    },
  }
}

async function look(
  cards: readonly CardToPack[],
  pause: () => Promise<void>,
): Promise<{
  head: BlobHead
  ids: string
  searchable: SearchableCard[]
  bodies: BodyColumns
}> {
  const records = cards.map(({ record }) => record)
  const damaged: number[] = []
  const hidden: number[] = []
  const merged: number[] = []
  const searchable: SearchableCard[] = []
  for (const [slot, { record, lastContactAt }] of cards.entries()) {
    if (slot % cardsBetweenPauses === 0) await pause()
    const fits = fitsSchema('customer', record)
    if (!fits) damaged.push(slot)
    if (record.data['mergedInto'] !== undefined) merged.push(slot)
    if (!fits || record.archivedAt !== undefined) hidden.push(slot)
    searchable.push(fits ? searchableCard(record, lastContactAt) : unnamed(record.id))
  }
  const bodies = await packBodies(records, pause)
  const ids = packIds(records.map(({ id }) => id))
  const head: BlobHead = {
    maker: cardBlobMaker,
    count: records.length,
    idWidth: ids.width,
    checksum: records.reduce(
      (sum, { type, id, seq }) => addToChecksum(sum, rowChecksum(type, id, seq)),
      0,
    ),
    hidden,
    merged,
    damaged,
    bodies: bodies.shared,
  }
  return { head, ids: ids.text, searchable, bodies }
}

/** What search needs of a card. */
export function searchableCard(
  { id, data }: RecordOf<'customer'>,
  lastContactAt: number | undefined,
  closeness?: number,
): SearchableCard {
  const { name, aliases, searchKeys, phoneTail } = data
  return { id, name, aliases, searchKeys, phoneTail, lastContactAt, closeness }
}

function unnamed(id: string): SearchableCard {
  return { id, name: '', aliases: [], searchKeys: noSearchKeys }
}

/** Where each text ends when they lie end to end, in bytes. */
function endsOf(texts: readonly string[]): Uint32Array {
  const ends = new Uint32Array(texts.length)
  let at = 0
  for (const [index, text] of texts.entries()) {
    at += utf8Length(text)
    ends[index] = at
  }
  return ends
}

/** How many bytes a text takes in UTF-8; half of a pair that stands alone is written as a mark of three bytes. */
function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

function textBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function unitBytes(text: string): Uint8Array {
  return bytesOf(Uint16Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)))
}
