import { fail, type Result } from '#shared/domain/result.ts'
import type { OutcomeReason } from './outcome.ts'

/** ME3: one field on which two edits do not go together; absent values are `null`. */
export interface FieldConflict {
  /** `field` or `field.key`. */
  field: string
  /** What the author of the operation saw before the change. */
  base: unknown
  /** What the author wants. */
  mine: unknown
  /** What the record has and keeps. */
  theirs: unknown
  theirsAt: number
  theirsBy: string
}

/** What became of one part of an operation; `merged` includes an older edit that is kept in the history. */
export type ChangeEffect =
  | { effect: 'unchanged' | 'applied' | 'merged' }
  | { effect: 'conflict'; reason: OutcomeReason; conflict: FieldConflict }

/** An operation that changes nothing, for a reason that a person must see. */
export interface Refusal {
  type: 'refused'
  outcome: 'rejected' | 'proposal'
  reason: OutcomeReason
  /** Fields and codes, never values of a person. */
  details: string[]
}

export type ChangeAnswer = Result<ChangeEffect[], Refusal>

/** The operation is not taken; its author keeps what was typed in a sync issue (OP4). */
export function rejected(reason: OutcomeReason, details: string[]): { ok: false; error: Refusal } {
  return fail({ type: 'refused', outcome: 'rejected', reason, details })
}
