import * as z from 'zod/mini'
import { Scope } from './scope.ts'

/** PL1: how far a device is, per scope and tier: `positions['branch:…']['2'] = seq`. */
export const Cursor = z.strictObject({
  serverEpoch: z.uuid(),
  positions: z.record(z.string(), z.record(z.string(), z.number())),
})
export type Cursor = z.infer<typeof Cursor>

/** `POST /sync/pull`. `cursor` null asks for everything. The last three are what the device has to report (CL7). */
export const PullRequest = z.strictObject({
  device: z.uuid(),
  epoch: z.uuid(),
  cursor: z.nullable(Cursor),
  lastLocalN: z.number(),
  unsyncedCount: z.number(),
  oldestUnsyncedAt: z.nullable(z.number()),
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
})
export type PullCheckpoint = z.infer<typeof PullCheckpoint>

/** First line of the answer: how much is to come, for the progress of a first sync (PL2). */
export const PullStart = z.strictObject({ kind: z.literal('start'), records: z.number() })
export type PullStart = z.infer<typeof PullStart>
