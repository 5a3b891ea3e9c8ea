import { ok } from '#shared/domain/result.ts'
import { type ChangeAnswer, rejected } from './change-effect.ts'
import type { RecordType, Stamp } from './record.ts'
import type { RecordDraft } from './record-draft.ts'

/**
 * SR2: a proposed hand-over is accepted or returned, once. The same decision again changes nothing; the other one after
 * it is refused, because customers have moved or were left where they are.
 */
export function applyDecision(
  { type, draft, stamp }: { type: RecordType; draft: RecordDraft; stamp: Stamp },
  decision: { state: 'accepted' } | { state: 'returned'; reason: string },
): ChangeAnswer {
  if (type !== 'handover') return rejected('invalid-value', ['kind'])
  const present = draft.value('state')
  if (present === decision.state) return ok([{ effect: 'unchanged' }])
  // A proposal that was taken back is archived; nobody accepts what is no longer offered.
  if (present !== null || draft.isArchived()) return rejected('transition-not-legal', ['state'])
  draft.set('state', decision.state, stamp)
  draft.set('decidedBy', stamp.by, stamp)
  draft.set('decidedAt', stamp.at, stamp)
  if (decision.state === 'returned') draft.set('returnReason', decision.reason, stamp)
  return ok([{ effect: 'applied' }])
}
