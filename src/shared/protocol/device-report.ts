import * as z from 'zod/mini'

const count = z.number().check(z.int(), z.nonnegative())

/** CL7: what a device says of its outbox with every push and pull. */
export const DeviceReport = z.strictObject({
  /** The highest `n` that it gave out in this epoch. */
  lastLocalN: count,
  /** Operations that no checkpoint has confirmed. */
  unsyncedCount: count,
  /** Instant (ms, clock of the device) of the oldest of them. */
  oldestUnsyncedAt: z.nullable(z.number().check(z.int())),
})
export type DeviceReport = z.infer<typeof DeviceReport>
