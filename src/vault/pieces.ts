import type { PullPage } from '#shared/protocol/pull-message.ts'
import { sealedBytes, type PieceRow, type VaultDatabase } from './database.ts'
import { parsePage, type PageRow } from './pages.ts'
import type { Sealer } from './seal.ts'

export interface OpenedPiece {
  number: number
  page: PullPage
  rows: PageRow[]
}

/** How many are read, opened and parsed at a time: a page is up to 256 KB, a row below 1 KB as a rule. */
const chunkLength = { pages: 16, rows: 500 } as const
const firstChunkLength = 2

/**
 * Opens sealed pages or rows in the order given and hands over each; answers the numbers that
 * are missing or do not open (VA3). The next chunk is read while this one is decrypted in
 * parallel; no cursors.
 */
export async function openPieces(
  database: VaultDatabase,
  sealer: Sealer,
  table: 'pages' | 'rows',
  numbers: number[],
  onPiece: (piece: OpenedPiece) => void,
): Promise<number[]> {
  const lost: number[] = []
  // PL2: a small chunk first tells early that a tier has begun, so that nobody waits for more than the tiers before it.
  const chunks = [
    numbers.slice(0, firstChunkLength),
    ...chunksOf(numbers.slice(firstChunkLength), chunkLength[table]),
  ]
  let reading = readPieces(database, table, chunks[0] ?? [])
  for (const [index, chunk] of chunks.entries()) {
    const stored = await reading
    const opening = chunk.map((number) => openPiece(sealer, table, number, stored.get(number)))
    reading = readPieces(database, table, chunks[index + 1] ?? [])
    const [opened] = await Promise.all([Promise.all(opening), reading])
    for (const [position, piece] of opened.entries()) {
      if (piece !== null) onPiece(piece)
      else lost.push(chunk[position] ?? 0)
    }
  }
  return lost
}

async function openPiece(
  sealer: Sealer,
  table: 'pages' | 'rows',
  number: number,
  stored: PieceRow | undefined,
): Promise<OpenedPiece | null> {
  if (stored === undefined) return null
  const opened = await sealer.open(table, number, sealedBytes(stored.sealed))
  if (!opened.ok) return null
  const parsed = parsePage(opened.value)
  return parsed === null ? null : { number, ...parsed }
}

/**
 * Pages: a `get` each in one transaction (measured in Chromium: `getAll` takes as long for values
 * of 200 KB and three times as long for 60 KB). Rows: one `getAll` where they lie close together.
 */
async function readPieces(
  database: VaultDatabase,
  table: 'pages' | 'rows',
  numbers: number[],
): Promise<Map<number, PieceRow>> {
  const [first, last] = [numbers[0], numbers.at(-1)]
  if (first === undefined || last === undefined) return new Map()
  const close = table === 'rows' && last - first < 2 * numbers.length
  const rows = close
    ? await database.rows.where('number').between(first, last, true, true).toArray()
    : await database[table].bulkGet(numbers)
  return new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.number, row]])))
}

function chunksOf<Item>(items: Item[], length: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / length) }, (_, index) =>
    items.slice(index * length, (index + 1) * length),
  )
}
