import * as z from 'zod/mini'
import { SharedFields } from './body-columns.ts'

/**
 * Who can read a blob. Raised whenever something else is put into one: its columns, the tokens of the search, the
 * checksum, or the schema that a card was found to fit. A blob of another maker is ignored and made anew.
 */
export const cardBlobMaker = 'cards 3'

/** How many cards a blob holds at most. */
export const cardsPerBlob = 5000

/**
 * What a blob says before its columns. The blobs of one scope go together: the numbers of their tokens and places count
 * on from one to the next. Slots are places
 * in the columns of this one.
 */
export const BlobHead = z.strictObject({
  maker: z.literal(cardBlobMaker),
  count: z.number(),
  /** Length of the longest id. */
  idWidth: z.number(),
  /** PL3: checksum of the cards. */
  checksum: z.number(),
  /** Cards that no search finds: archived ones, and those below. */
  hidden: z.array(z.number()),
  /** Cards that say they are merged into another one (ME8). */
  merged: z.array(z.number()),
  /** Cards that do not fit their schema: kept, and to be met as damaged. */
  damaged: z.array(z.number()),
  bodies: SharedFields,
})
export type BlobHead = z.infer<typeof BlobHead>

/** The columns of a blob, in the order of its sections; `head` is JSON of `BlobHead`. */
export const blobColumns = [
  'head',
  /** See `packIds`. */
  'ids',
  /** Large numbers. */
  'seqs',
  /** See `BodyColumns`. */
  'codes',
  /** A JSON text a card, end to end; whole numbers: where each ends. */
  'rows',
  'rowEnds',
  /** JSON: the tokens that the blobs before do not have, each as its text and its readings. */
  'dictionary',
  /** See `SegmentColumns`; places count on from the blob before. Whole numbers, texts of UTF-16 units, text. */
  'tokens',
  'slotTokens',
  'starts',
  'startSlots',
  'initials',
  'startCharacters',
  'startLetters',
  'innerCharacters',
  'innerLetters',
  'tails',
  /** Large numbers: the last contact as an instant in ms when the blob was made, 0 for none. */
  'contacts',
] as const
export type BlobColumn = (typeof blobColumns)[number]
