import * as z from 'zod/mini'
import { DeviceReport } from './device-report.ts'
import { OperationResult } from './outcome.ts'

/** PU3: the most operations one request may carry. */
export const maximumOperationsPerPush = 500
/** PU3: the most bytes one request body may have. */
export const maximumPushBytes = 512 * 1024
/** I7: so long (ms) may a full push take; at 64 kbit/s it is 64 s. The server must not give up before the device. */
export const longestPushMs = 75_000

/**
 * `POST /sync/push`. Operations are parsed one by one (PU2), so that one that is malformed
 * gets its own outcome and the next one runs. `sentAt` (ms, clock of the device) measures its offset (ME2).
 */
export const PushRequest = z.strictObject({
  report: z.optional(DeviceReport),
  device: z.uuid(),
  epoch: z.uuid(),
  sentAt: z.number(),
  operations: z.array(z.looseObject({ n: z.number().check(z.int(), z.positive()) })),
})
export type PushRequest = z.infer<typeof PushRequest>

/** PU1: `lastN` is the last operation of this device epoch whose effect is stored. */
export const PushResponse = z.strictObject({
  lastN: z.number(),
  results: z.array(OperationResult),
  serverTime: z.number(),
  retryAfterMs: z.optional(z.number()),
})
export type PushResponse = z.infer<typeof PushResponse>
