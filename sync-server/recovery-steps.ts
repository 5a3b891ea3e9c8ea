import type { RecoveryState } from '#shared/protocol/recovery-message.ts'
import type { StaffAccount } from './store/staff-table.ts'
import type { StoredRecovery } from './store/recovery-table.ts'

const dayMs = 24 * 60 * 60_000

/**
 * KE5: how long (ms) a recovery waits for its next step. A device may be a tablet in a drawer over a holiday; what was agreed
 * is to be done on the same day, while both are there.
 */
export const recoveryWaits = {
  asked: 7 * dayMs,
  requested: 7 * dayMs,
  approved: dayMs,
  answered: 7 * dayMs,
} as const

export type RecoveryStep = 'request' | 'approve' | 'refuse' | 'open'

/** Where it stands at an instant (ms): what nobody went on with is over; a rescue begins anew (SR3). */
export function recoveryStateAt(recovery: StoredRecovery, now: number): RecoveryState {
  const { state, expiresAt, rescued } = recovery
  const isLate = state in recoveryWaits && expiresAt <= now
  if (!isLate) return state
  return rescued === null ? 'expired' : 'asked'
}

/** What a refusal makes of it: a device may ask again; what was rescued can do nothing but wait for others (SR3). */
export function refused({ rescued }: StoredRecovery): Partial<StoredRecovery> {
  if (rescued === null) return { state: 'refused' }
  return { state: 'asked', reason: null, requestedBy: null, approvedBy: null }
}

/** Whether this step is the next one in this state, whoever may take it. */
export function isDue(step: RecoveryStep, state: RecoveryState): boolean {
  switch (state) {
    case 'asked':
      return step === 'request' || step === 'refuse'
    case 'requested':
      return step === 'approve' || step === 'refuse'
    case 'approved':
      return step === 'open' || step === 'refuse'
    default:
      return false
  }
}

/**
 * KE5: what an administrator may do with a recovery. Two different ones are needed, and neither is the person whose vault it
 * is: nobody opens a vault alone, not even the own one.
 */
export function stepsFor(
  administrator: StaffAccount,
  owner: StaffAccount,
  recovery: StoredRecovery,
  now: number,
): RecoveryStep[] {
  if (administrator.id === owner.id) return []
  const { requestedBy, approvedBy, rescued } = recovery
  switch (recoveryStateAt(recovery, now)) {
    case 'asked':
      return rescued === null ? ['request', 'refuse'] : ['request']
    case 'requested':
      return requestedBy === administrator.id ? ['refuse'] : ['approve', 'refuse']
    case 'approved':
      return [requestedBy, approvedBy].includes(administrator.id) ? ['open', 'refuse'] : ['refuse']
    default:
      return []
  }
}
