import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { Instant } from './instant.ts'

/**
 * CL7: a device came back empty, and changes that it had reported never arrived. The server makes one for the person
 * whose device it was and one for each lead of the branch, each in the own staff scope.
 */
export const LossReport = z.strictObject({
  /** Whose device it was. */
  staffId: z.uuid(),
  device: z.uuid(),
  /** Changes that were reported as unsent and never came. */
  missing: z.number(),
  /** Instant (ms) at which the oldest of them was made, as far as the device said. */
  oldestAt: z.optional(Instant),
  /** Instant (ms) of the last report of the device. */
  reportedAt: Instant,
  /** The person has read it. */
  seen: z.optional(z.boolean()),
})
export type LossReport = z.infer<typeof LossReport>

export const lossReportPolicies: MergePolicies<LossReport> = {
  staffId: 'server',
  device: 'server',
  missing: 'server',
  oldestAt: 'server',
  reportedAt: 'server',
  seen: 'latest',
}
