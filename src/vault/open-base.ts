import { piecesSince } from './card-index.ts'
import type { VaultDatabase } from './database.ts'
import { listRows, type CardIndexEntry, type Manifest } from './manifest.ts'
import { placeRows } from './pages.ts'
import { openPieces, type OpenedPiece } from './pieces.ts'
import type { Sealer } from './seal.ts'
import type { BaseEntry } from './vault.ts'

/** An index of cards that was read, and what it makes needless to hand over. */
export interface ReadIndex {
  cards: CardIndexEntry
  /** Newer pieces whose cards were handed over after it. */
  known: Set<number>
  /** Pieces that hold cards alone, all of which were handed over. */
  covered: Set<number>
}

/** What was opened already, over several passes. */
export interface OpenedBase {
  numbers: Set<number>
  index: ReadIndex | null
}

interface Pass {
  /** Pieces that this leaves out or completes; none if left out. */
  opened?: OpenedBase
  /** Only pieces from this revision on. */
  since?: number
  onEntries: (entries: BaseEntry[], tier: number) => void
}

/** Opens pieces tier by tier, pages before rows; answers the numbers of those that are missing or do not open. */
export async function openBase(
  database: VaultDatabase,
  sealer: Sealer,
  manifest: Manifest,
  { opened = { numbers: new Set(), index: null }, since = 0, onEntries }: Pass,
): Promise<number[]> {
  const { numbers, index } = opened
  const wanted = ({ number, revision }: Piece) =>
    revision >= since && !numbers.has(number) && index?.covered.has(number) !== true
  const lost: number[] = []
  for (const { tier, pages, rows } of piecesByTier(manifest, wanted)) {
    const revisions = new Map([...pages, ...rows].map(({ number, revision }) => [number, revision]))
    const entriesOf = (piece: OpenedPiece): BaseEntry[] => {
      numbers.add(piece.number)
      const entries = placeRows(piece.page.scope, piece.rows)
      const inIndex =
        index !== null &&
        tier === index.cards.tier &&
        (index.known.has(piece.number) || (revisions.get(piece.number) ?? 0) < index.cards.through)
      return inIndex ? entries.filter(({ type }) => type !== index.cards.type) : entries
    }
    const lostPages = await openPieces(database, sealer, 'pages', pages.map(numberOf), (piece) =>
      onEntries(entriesOf(piece), tier),
    )
    const changed: BaseEntry[] = []
    const lostRows = await openPieces(database, sealer, 'rows', rows.map(numberOf), (piece) => {
      for (const entry of entriesOf(piece)) changed.push(entry)
    })
    if (changed.length > 0) onEntries(changed, tier)
    lost.push(...lostPages, ...lostRows)
  }
  return lost
}

/**
 * VA2: hands over the cards that outrank those of the index. A piece that does not open is met again, and reported, by
 * the pass over everything.
 */
export async function openCardsSince(
  database: VaultDatabase,
  sealer: Sealer,
  manifest: Manifest,
  { cards, known, covered }: ReadIndex,
  onEntries: (entries: BaseEntry[], tier: number) => void,
): Promise<void> {
  const { pages, rows } = piecesSince(manifest, cards)
  const handOver = (piece: OpenedPiece) => {
    const entries = placeRows(piece.page.scope, piece.rows)
    const own = entries.filter(({ type }) => type === cards.type)
    known.add(piece.number)
    if (own.length === entries.length) covered.add(piece.number)
    onEntries(own, cards.tier)
  }
  await openPieces(database, sealer, 'pages', pages, handOver)
  await openPieces(database, sealer, 'rows', rows, handOver)
}

interface Piece {
  number: number
  revision: number
  tier: number
}

/** PL2: smallest tier first, so that today's work and the cards are there early. */
function piecesByTier(
  manifest: Manifest,
  wanted: (piece: Piece) => boolean,
): { tier: number; pages: Piece[]; rows: Piece[] }[] {
  const pages = manifest.pages.filter(wanted)
  const rows = listRows(manifest)
    .map(({ number, tier }) => ({ number, revision: number, tier }))
    .filter(wanted)
  const tiers = [...new Set([...pages, ...rows].map((piece) => piece.tier))].toSorted(
    (a, b) => a - b,
  )
  return tiers.map((tier) => ({ tier, pages: piecesOf(pages, tier), rows: piecesOf(rows, tier) }))
}

function piecesOf(pieces: Piece[], tier: number): Piece[] {
  return pieces.filter((piece) => piece.tier === tier).toSorted((a, b) => a.number - b.number)
}

function numberOf({ number }: Piece): number {
  return number
}
