import type { OutcomeKind, OutcomeReason } from '#shared/protocol/outcome.ts'

/** A change that our own rules do not allow, named by what it was meant for. */
export interface RefusedChange {
  type: 'refused'
  recordType: string
  recordId: string
  outcome: OutcomeKind
  reason: OutcomeReason | null
}

/** Thrown by `commit` before anything is stored. The text holds no value of a person. */
export class ChangeRefused extends Error {
  readonly refused: RefusedChange

  constructor(refused: RefusedChange) {
    super(`Change of ${refused.recordType} refused: ${refused.reason ?? refused.outcome}`)
    this.name = 'ChangeRefused'
    this.refused = refused
  }
}
