import * as z from 'zod/mini'

/**
 * GC2: `POST /sync/epoch`. A device whose numbers and the server's do not go together any more (a restored backup, a gap)
 * counts anew from 1: `former` is the epoch that ends, `next` the one that begins. The same request again answers the same.
 */
export const EpochRequest = z.strictObject({
  device: z.uuid(),
  former: z.uuid(),
  next: z.uuid(),
})
export type EpochRequest = z.infer<typeof EpochRequest>

export const EpochResponse = z.strictObject({ lastN: z.number() })
export type EpochResponse = z.infer<typeof EpochResponse>
