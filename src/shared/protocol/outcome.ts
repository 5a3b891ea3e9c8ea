import * as z from 'zod/mini'

/** OP4. The first three need no person; each of the others becomes a sync issue for the author. */
export const OutcomeKind = z.enum([
  'applied',
  'merged',
  'noop',
  'conflict',
  'proposal',
  'rejected',
  'gone',
  'quarantined',
  'deferred',
])
export type OutcomeKind = z.infer<typeof OutcomeKind>

/** Why an operation was not simply applied; the screen translates the code. */
export const OutcomeReason = z.enum([
  'same-field-changed',
  'same-sentence-changed',
  'number-changed-on-both-sides',
  'transition-not-legal',
  'record-not-found',
  'record-erased',
  'not-allowed',
  'foreign-author',
  'unknown-field',
  'server-owned-field',
  'invalid-value',
  'archived-restored',
  'handed-over',
  'newer-schema',
  'internal-error',
])
export type OutcomeReason = z.infer<typeof OutcomeReason>

/** The answer to one operation. `details` name fields and codes, never values of a person. */
export const OperationResult = z.strictObject({
  n: z.number(),
  outcome: OutcomeKind,
  reason: z.optional(OutcomeReason),
  details: z.optional(z.array(z.string())),
})
export type OperationResult = z.infer<typeof OperationResult>
