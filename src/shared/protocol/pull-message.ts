import * as z from 'zod/mini'
import { DeviceReport } from './device-report.ts'
import { Scope } from './scope.ts'

/** PL1: how far a device is, per scope and tier: `positions['branch:…']['2'] = seq`. */
export const Cursor = z.strictObject({
  serverEpoch: z.uuid(),
  positions: z.record(z.string(), z.record(z.string(), z.number())),
})
export type Cursor = z.infer<typeof Cursor>

/** SR1: what a device took away because it is no longer this person's: how many rows, and their checksum. */
export const Receipt = z.strictObject({
  scope: Scope,
  rows: z.number().check(z.int(), z.nonnegative()),
  checksum: z.number().check(z.int(), z.nonnegative()),
})
export type Receipt = z.infer<typeof Receipt>

/** A row by its type and id. */
const RowName = z.tuple([z.string(), z.string()])

/** PL4: the most rows one pull may ask for by name; the rest comes with the next one. */
export const mostRowsByName = 2000

/**
 * `POST /sync/pull`. `cursor` null asks for everything. What a device has to report (CL7) is in the same object.
 * `compare` names scopes whose rows it wants listed, `fetch` rows that it lacks or has in another state (PL4).
 */
export const PullRequest = z.strictObject({
  device: z.uuid(),
  epoch: z.uuid(),
  cursor: z.nullable(Cursor),
  ...DeviceReport.shape,
  /** PU4: the schema version of the client; absent is 1. */
  schemaVersion: z.optional(z.number()),
  compare: z.optional(z.array(Scope).check(z.maxLength(200))),
  fetch: z.optional(
    z.array(z.strictObject({ scope: Scope, rows: z.array(RowName) })).check(z.maxLength(200)),
  ),
  receipts: z.optional(z.array(Receipt).check(z.maxLength(200))),
})
export type PullRequest = z.infer<typeof PullRequest>

/**
 * One line of the answer (NDJSON, at most 256 KB): records of one scope and tier in ascending seq.
 * A row is `[seq, body]`; the body is a `RecordBody`. `outs` are records that left the scope (SC4).
 * `through` is the position to write into the cursor once this page is stored (I6).
 */
export const PullPage = z.strictObject({
  kind: z.literal('page'),
  scope: Scope,
  tier: z.number(),
  through: z.number(),
  records: z.array(z.unknown()),
  outs: z.optional(z.array(z.tuple([z.number(), z.string(), z.string()]))),
})
export type PullPage = z.infer<typeof PullPage>

/**
 * PL4, GC1: rows of a scope as `[type, id, seq]`, after the pages. All lines of one scope together name every row of it
 * that this person may read in this snapshot: what is not named is not there, what has another seq is to be fetched. Sent
 * for the scopes asked for, and for those whose cursor lies below the floor. A scope without rows has one empty line.
 */
export const PullIndex = z.strictObject({
  kind: z.literal('index'),
  scope: Scope,
  rows: z.array(z.tuple([z.string(), z.string(), z.number()])),
})
export type PullIndex = z.infer<typeof PullIndex>

/** Count and checksum of the rows that this person may read in one scope (PL3; see `checksum.ts`). */
export const ScopeChecksum = z.strictObject({ count: z.number(), checksum: z.number() })
export type ScopeChecksum = z.infer<typeof ScopeChecksum>

/** PL3: the last line. `scopes` are the present grants: what is not named here is no longer this person's. */
export const PullCheckpoint = z.strictObject({
  kind: z.literal('checkpoint'),
  cursor: Cursor,
  lastN: z.number(),
  serverTime: z.number(),
  scopes: z.record(z.string(), ScopeChecksum),
  /** SR1: grows whenever who may see what changes; an answer with a lower one than before takes nothing away. */
  membership: z.optional(z.number()),
})
export type PullCheckpoint = z.infer<typeof PullCheckpoint>

/** First line of the answer: how much is to come, for the progress of a first sync (PL2). */
export const PullStart = z.strictObject({ kind: z.literal('start'), records: z.number() })
export type PullStart = z.infer<typeof PullStart>
