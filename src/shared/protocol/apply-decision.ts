import { ok } from '#shared/domain/result.ts'
import { type ChangeAnswer, rejected } from './change-effect.ts'
import type { RecordType, Stamp } from './record.ts'
import type { RecordDraft } from './record-draft.ts'

/**
 * SR2: a proposed hand-over is accepted or returned, once. The same decision again changes nothing, and the reason that somebody
 * gives for a second return is kept in the history (I5); the other decision after it is refused, because customers have
 * moved or were left where they are.
 */
export function applyDecision(
  { type, draft, stamp }: { type: RecordType; draft: RecordDraft; stamp: Stamp },
  decision: { state: 'accepted' } | { state: 'returned'; reason: string },
): ChangeAnswer {
  if (type !== 'handover') return rejected('invalid-value', ['kind'])
  const present = draft.value('state')
  if (present === decision.state) return ok([{ effect: keepReason(draft, decision, stamp) }])
  // A proposal that was taken back is archived; nobody accepts what is no longer offered.
  if (present !== null || draft.isArchived()) return rejected('transition-not-legal', ['state'])
  draft.set('state', decision.state, stamp)
  draft.set('decidedBy', stamp.by, stamp)
  draft.set('decidedAt', stamp.at, stamp)
  if (decision.state === 'returned') draft.set('returnReason', decision.reason, stamp)
  return ok([{ effect: 'applied' }])
}

function keepReason(
  draft: RecordDraft,
  decision: { state: 'accepted' } | { state: 'returned'; reason: string },
  stamp: Stamp,
): 'unchanged' | 'merged' {
  if (decision.state === 'accepted') return 'unchanged'
  const { reason } = decision
  const isKnown =
    draft.value('returnReason') === reason || draft.isRemembered('returnReason', reason, stamp)
  if (isKnown) return 'unchanged'
  draft.remember('returnReason', reason, stamp, 'lost')
  return 'merged'
}
