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
  // PU4: this app is too old to understand what it would pull; what was written here has gone out all the same.
  if (isProblem(error, ['upgrade-required'])) return 'upgrade-required'
  if (isOutOfStep(error)) return 'out-of-step'
  const { type } = error
  if (type === 'unreachable' || type === 'device-failed') return type
  return type === 'signed-out' || type === 'wrong-server' || type === 'busy' ? type : 'server-error'
}

/** How long (ms) the server wants to be left alone (PU3, SE5); null when it did not say. */
export function pauseAsked(ending: RoundEnding): number | null {
  if (ending.ok) return ending.value.retryAfterMs
  return ending.error.type === 'busy' ? ending.error.retryAfterMs : null
}

/**
 * PU1, GC2: this device and the server count differently, and counting anew did not help. Nothing here may be dropped: a
 * person has to know.
 */
function isOutOfStep(error: RoundError | { type: 'device-failed' }): boolean {
  return error.type === 'gap' || isProblem(error, ['operation-changed', 'stale-epoch'])
}

function isProblem(error: RoundError | { type: 'device-failed' }, names: string[]): boolean {
  if (error.type !== 'problem') return false
  return names.some((name) => error.problem.type === `/problems/${name}`)
}
