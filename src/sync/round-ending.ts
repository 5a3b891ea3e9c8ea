import type { Result } from '#shared/domain/result.ts'
import { isOtherDevice, type RoundError } from './round.ts'
import type { Verdict } from './status.ts'

/** `device-failed`: this device could not read or store; what it was has been reported. */
export type RoundEnding = Result<
  { retryAfterMs: number | null },
  RoundError | { type: 'device-failed' }
>

/** What the end of a round means for the person. */
export function verdictOf(ending: RoundEnding): Verdict {
  if (ending.ok) return 'reached'
  const { error } = ending
  if (error.type === 'problem' && isOtherDevice(error)) return 'signed-out'
  if (isOutOfStep(error)) return 'out-of-step'
  const { type } = error
  const named = type === 'unreachable' || type === 'signed-out' || type === 'wrong-server'
  return named ? type : 'server-error'
}

/**
 * PU1, GC2: this device and the server count differently: a restored server, or a copied or rolled-back profile.
 * Trying again does not help, and nothing here may be dropped: a person has to know.
 */
function isOutOfStep(error: RoundError | { type: 'device-failed' }): boolean {
  if (error.type === 'gap') return true
  const types = ['/problems/operation-changed', '/problems/stale-epoch']
  return error.type === 'problem' && types.includes(error.problem.type)
}
