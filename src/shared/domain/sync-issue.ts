import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { OutcomeReason } from '#shared/protocol/outcome.ts'

/**
 * OP4: what a person must look at, in the author's own scope, with everything that was typed.
 * The server makes it; its id is derived from the operation, so a repeated push makes none twice.
 */
export const SyncIssue = z.strictObject({
  outcome: z.enum(['conflict', 'proposal', 'rejected', 'gone', 'quarantined', 'deferred']),
  reason: z.optional(OutcomeReason),
  recordType: z.string(),
  recordId: z.string(),
  /** The operation as it was sent. */
  operation: z.record(z.string(), z.unknown()),
  /** One entry for each field in conflict; absent values are `null`. */
  fields: z.array(
    z.strictObject({
      field: z.string(),
      base: z.unknown(),
      mine: z.unknown(),
      theirs: z.unknown(),
      theirsAt: z.optional(z.number()),
      theirsBy: z.optional(z.string()),
    }),
  ),
  /** Instant in ms at which the author made the change. */
  madeAt: z.number(),
  device: z.string(),
  /** SR2: who typed it, where it lies with the colleague who owns the customer now and decides. */
  typedBy: z.optional(z.uuid()),
  /** `taken` and `dropped` are for what a colleague typed: the server then runs the operation, or leaves it. */
  resolution: z.optional(z.enum(['kept-theirs', 'took-mine', 'dismissed', 'taken', 'dropped'])),
  /** SR2: for whoever typed it, what the new owner made of it, and who that was. */
  became: z.optional(z.enum(['taken', 'dropped'])),
  becameBy: z.optional(z.uuid()),
})
export type SyncIssue = z.infer<typeof SyncIssue>

export const syncIssuePolicies: MergePolicies<SyncIssue> = {
  outcome: 'server',
  reason: 'server',
  recordType: 'server',
  recordId: 'server',
  operation: 'server',
  fields: 'server',
  madeAt: 'server',
  device: 'server',
  typedBy: 'server',
  resolution: 'latest',
  became: 'server',
  becameBy: 'server',
}
