import type { Result } from '#shared/domain/result.ts'
import { isQuotaError } from '#vault/storage-trouble.ts'
import { NoRoomError } from '#vault/vault-errors.ts'
import { isOtherDevice, type RoundError } from './round.ts'
import type { Verdict } from './status.ts'

/** What kept this device from storing. `no-room`: VA4; `device-failed`: anything else, which has been reported. */
type DeviceProblem = { type: 'device-failed' } | { type: 'no-room' }

/** How one contact ended. */
export type RoundEnding = Result<{ retryAfterMs: number | null }, RoundError | DeviceProblem>

/** VA4: what it means that something here could not be read or stored. */
export function deviceProblemOf(error: unknown): DeviceProblem {
  const isFull = error instanceof NoRoomError || isQuotaError(error)
  return { type: isFull ? 'no-room' : 'device-failed' }
}

/** What the end of a round means for the person. */
export function verdictOf(ending: RoundEnding): Verdict {
  if (ending.ok) return 'reached'
  const { error } = ending
  if (error.type === 'problem' && isOtherDevice(error)) return 'signed-out'
  // PU4: this app is too old to understand what it would pull; what was written here has gone out all the same.
  if (isProblem(error, ['upgrade-required'])) return 'upgrade-required'
  if (isOutOfStep(error)) return 'out-of-step'
  const { type } = error
  if (type === 'unreachable' || type === 'device-failed' || type === 'no-room') return type
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
function isOutOfStep(error: RoundError | DeviceProblem): boolean {
  return error.type === 'gap' || isProblem(error, ['operation-changed', 'stale-epoch'])
}

function isProblem(error: RoundError | DeviceProblem, names: string[]): boolean {
  if (error.type !== 'problem') return false
  return names.some((name) => error.problem.type === `/problems/${name}`)
}
