import { Cursor, Receipt } from '#shared/protocol/pull-message.ts'
import * as z from 'zod/mini'

const count = z.number().check(z.int(), z.nonnegative())

/** A sealed page of the base: where it belongs and how many rows it holds. */
const PageEntry = z.strictObject({
  number: count,
  /** Number of the newest piece whose content is inside; equal to `number` unless folded. */
  revision: count,
  scope: z.string(),
  tier: z.number(),
  count,
  folded: z.boolean(),
})

/** A sealed row: its number and its tier. */
const RowEntry = z.tuple([count, z.number()])

/** VA2: the index of all records of one type, in sealed blobs of one scope each. */
const CardIndexEntry = z.strictObject({
  type: z.string(),
  /** Where pieces with records of this type lie. */
  tier: z.number(),
  /** What pieces of this tier below this number say of the type is inside; what newer ones say outranks the index. */
  through: count,
  /** Pieces that hold nothing but what is inside: nobody needs to open them to read the records. */
  covers: z.array(count),
  blobs: z.array(z.strictObject({ number: count, scope: z.string() })),
})
export type CardIndexEntry = z.infer<typeof CardIndexEntry>

/**
 * VA3: the sealed list of everything that the base of this vault consists of. A piece that is
 * not listed is ignored, one that is listed and missing or of another place is damage. Numbers
 * are given out once and never again, so an old piece cannot stand in for a new one.
 */
export const Manifest = z.strictObject({
  cursor: z.nullable(Cursor),
  /** The number that the next page or row gets. */
  next: count,
  pages: z.array(PageEntry),
  /** By scope and `type|id`. A row is always newer than every page that holds its record (VA2). */
  rows: z.record(z.string(), z.record(z.string(), RowEntry)),
  /** Scopes that went, and whose position was forgotten, each with the number taken at that moment. */
  removed: z.record(z.string(), count),
  forgotten: z.record(z.string(), count),
  /** PL3: operations up to this `n` left the outbox. */
  droppedThrough: count,
  /** A checkpoint was stored: from here on small pulls become rows. */
  settled: z.boolean(),
  /** SR1: the highest membership that a checkpoint named, and in which history of the server. */
  membership: z.optional(z.strictObject({ serverEpoch: z.uuid(), count })),
  /** SR1: of scopes that went, until a pull has carried them. */
  receipts: z.optional(z.array(Receipt)),
  /** VA2: absent until one was made, and whenever it could be wrong. */
  cards: z.optional(CardIndexEntry),
})
export type Manifest = z.infer<typeof Manifest>

/** The manifest of a vault that has not pulled yet. */
export const emptyManifest: Manifest = {
  cursor: null,
  next: 1,
  pages: [],
  rows: {},
  removed: {},
  forgotten: {},
  droppedThrough: 0,
  settled: false,
}

/** Number of rows outside of pages. */
export function countRows(manifest: Manifest): number {
  return Object.values(manifest.rows).reduce((sum, rows) => sum + Object.keys(rows).length, 0)
}

/** All row entries with their scope. */
export function listRows(
  manifest: Manifest,
): { number: number; tier: number; scope: string; record: string }[] {
  return Object.entries(manifest.rows).flatMap(([scope, rows]) =>
    Object.entries(rows).map(([record, [number, tier]]) => ({ number, tier, scope, record })),
  )
}

/** The manifest without the pieces of these numbers. */
export function withoutPieces(manifest: Manifest, numbers: ReadonlySet<number>): Manifest {
  if (numbers.size === 0) return manifest
  const rows: Manifest['rows'] = {}
  for (const { number, tier, scope, record } of listRows(manifest)) {
    if (!numbers.has(number)) (rows[scope] ??= {})[record] = [number, tier]
  }
  const { cards } = manifest
  return {
    ...manifest,
    rows,
    pages: manifest.pages.filter((page) => !numbers.has(page.number)),
    ...(cards && {
      cards: { ...cards, blobs: cards.blobs.filter((blob) => !numbers.has(blob.number)) },
    }),
  }
}

/** The manifest without its index of cards: the pages say everything. */
export function withoutCards(manifest: Manifest): Manifest {
  const { cards: _, ...left } = manifest
  return left
}

/** A cursor without the positions of these scopes: the next pull brings them whole. */
export function withoutPositions(cursor: Cursor | null, scopes: readonly string[]): Cursor | null {
  if (cursor === null) return null
  const positions = Object.entries(cursor.positions).filter(([scope]) => !scopes.includes(scope))
  return { ...cursor, positions: Object.fromEntries(positions) }
}
