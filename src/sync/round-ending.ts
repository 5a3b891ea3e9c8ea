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
  const { type } = error
  const named = type === 'unreachable' || type === 'signed-out' || type === 'wrong-server'
  return named ? type : 'server-error'
}
