import { sealedBytes, type VaultDatabase } from './database.ts'
import { listRows, withoutCards, type CardIndexEntry, type Manifest } from './manifest.ts'
import { openPieces, type OpenedPiece } from './pieces.ts'
import { placeRows } from './pages.ts'
import { removedNumbers, type BaseChange } from './pull-plan.ts'
import type { Sealer } from './seal.ts'
import type { CardBlob, CardIndexMaker } from './vault.ts'

/** An index that so many rows outrank is made anew; a page that does so is reason enough. */
const mostRowsSince = 200

/** VA3: the blobs of an index, each opened at its own place; `null` unless every one of them opens. */
export async function openCardBlobs(
  database: VaultDatabase,
  sealer: Sealer,
  { blobs }: CardIndexEntry,
): Promise<CardBlob[] | null> {
  const stored = await database.pages.bulkGet(blobs.map(({ number }) => number))
  const opened = await Promise.all(
    blobs.map(async ({ number, scope }, index) => {
      const blob = await sealer.open('cards', number, sealedBytes(stored[index]?.sealed))
      return blob.ok ? { scope, bytes: blob.value } : null
    }),
  )
  const whole = opened.filter((blob) => blob !== null)
  return whole.length === blobs.length ? whole : null
}

/** Numbers of pages and of rows that hold what an index does not know yet. */
export function piecesSince(
  manifest: Manifest,
  { tier, through }: Pick<CardIndexEntry, 'tier' | 'through'>,
): { pages: number[]; rows: number[] } {
  const pages = manifest.pages.filter((page) => page.tier === tier && page.revision >= through)
  const rows = listRows(manifest).filter((row) => row.tier === tier && row.number >= through)
  return { pages: ascending(pages), rows: ascending(rows) }
}

/** Whether making an index is worth the work: there is none, or much is newer than the one there is. */
export function isIndexDue(manifest: Manifest, { tier }: CardIndexMaker): boolean {
  // A first sync that is still under way, or was broken off, has more to bring.
  if (!manifest.settled) return false
  if (manifest.cards === undefined) {
    const { pages, rows } = piecesSince(manifest, { tier, through: 0 })
    return pages.length + rows.length > 0
  }
  const { pages, rows } = piecesSince(manifest, manifest.cards)
  return pages.length > 0 || rows.length > mostRowsSince
}

/**
 * Hands every record of the maker's type to it, in the order of a load. Answers the pieces that hold nothing else, or
 * `null` when one did not open: the next load takes care of it (VA3).
 */
export async function feedMaker(
  database: VaultDatabase,
  sealer: Sealer,
  manifest: Manifest,
  maker: CardIndexMaker,
): Promise<number[] | null> {
  const { pages, rows } = piecesSince(manifest, { tier: maker.tier, through: 0 })
  const covers: number[] = []
  const feed = ({ number, page, rows }: OpenedPiece) => {
    const entries = placeRows(page.scope, rows)
    const own = entries.filter((entry) => entry.type === maker.type)
    if (own.length === entries.length) covers.push(number)
    maker.add(own)
  }
  const lostPages = await openPieces(database, sealer, 'pages', pages, feed)
  const lostRows = await openPieces(database, sealer, 'rows', rows, feed)
  return lostPages.length + lostRows.length === 0 ? covers : null
}

/** Puts a new index in the place of the one there was; each blob gets a number that none had before (VA3). */
export function planCardIndex(
  before: Manifest,
  { type, tier }: CardIndexMaker,
  covers: number[],
  blobs: CardBlob[],
): BaseChange {
  const placed = blobs.map((blob, index) => ({ ...blob, number: before.next + index }))
  const manifest: Manifest = {
    ...before,
    next: before.next + blobs.length,
    cards: {
      type,
      tier,
      through: before.next,
      covers,
      blobs: placed.map(({ number, scope }) => ({ number, scope })),
    },
  }
  return {
    manifest,
    pages: [],
    rows: [],
    cards: placed.map(({ number, bytes }) => ({ number, bytes })),
    deleted: removedNumbers(before, manifest),
  }
}

/** Takes an index away that is of no use, unless another one has taken its place. */
export function planWithoutCards(manifest: Manifest, useless: CardIndexEntry): BaseChange | null {
  if (manifest.cards?.through !== useless.through) return null
  const left = withoutCards(manifest)
  return { manifest: left, pages: [], rows: [], deleted: removedNumbers(manifest, left) }
}

function ascending(pieces: { number: number }[]): number[] {
  return pieces.map(({ number }) => number).toSorted((a, b) => a - b)
}
