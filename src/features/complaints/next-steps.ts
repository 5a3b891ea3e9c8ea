import { isFinal, type ComplaintState } from '#shared/domain/complaint-fold.ts'
import type { ComplaintRights } from './complaint-access.ts'

export type ComplaintStep = 'accept' | 'progress' | 'close' | 'note' | 'withdraw'

/** In which order a complaint is worked on: the first one allowed is the next step. */
const order: Record<ComplaintState['state'], readonly ComplaintStep[]> = {
  registered: ['accept', 'progress', 'close'],
  accepted: ['progress', 'close'],
  in_progress: ['close', 'progress'],
  closed: ['note'],
  withdrawn: ['note'],
}

/** Product principle 4: one primary step, and what else may be done, in the order of the work. */
export function nextSteps(
  state: ComplaintState['state'],
  rights: ComplaintRights,
): { primary: ComplaintStep | null; others: ComplaintStep[] } {
  const allowed = order[state].filter((step) => rights[step])
  // Nothing is owed any more: a later remark is possible, not urged.
  if (isFinal(state)) return { primary: null, others: allowed }
  const [primary = null, ...others] = allowed
  return { primary, others }
}
