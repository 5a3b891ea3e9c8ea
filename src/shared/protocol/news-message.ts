import * as z from 'zod/mini'
import { DeviceReport } from './device-report.ts'
import { Cursor } from './pull-message.ts'

/** PL5: so long (ms) is the answer held at most: as long as an idle device lets pass between two pulls. */
export const longestNewsMs = 5 * 60_000

/**
 * `POST /sync/news`: a pull that is answered once there is something. `cursor` is that of the last checkpoint; who has
 * none pulls. `waitMs` asks for a shorter wait than the longest.
 */
export const NewsRequest = z.strictObject({
  device: z.uuid(),
  epoch: z.uuid(),
  cursor: Cursor,
  ...DeviceReport.shape,
  /** PU4: the schema version of the client; absent is 1. */
  schemaVersion: z.optional(z.number()),
  waitMs: z.optional(z.number().check(z.int(), z.minimum(0), z.maximum(longestNewsMs))),
})
export type NewsRequest = z.infer<typeof NewsRequest>
