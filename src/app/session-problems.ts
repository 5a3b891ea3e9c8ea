import type { ChangeProblem } from '#features/settings/change-password-sheet.tsx'
import type { SessionProblem, TooManyTries } from '#features/session/session-problem.ts'
import type { ApiError } from '#sync/api.ts'
import type { PasskeyProblem } from '#vault/passkey-ceremony.ts'
import type { PinProblem } from '#vault/pin-lock.ts'
import type { UnlockProblem } from '#vault/unlock-problem.ts'

/** What an answer of the server means to the person; `wrong` is what a refused secret is called here. */
export function sessionProblem(
  error: ApiError,
  wrong: 'wrong-password' | 'wrong-unlock' | 'wrong-code',
): SessionProblem {
  if (error.type === 'unreachable') return { type: 'unreachable' }
  if (error.type === 'signed-out') return { type: wrong }
  if (error.type === 'busy') return tooManyTries(error.retryAfterMs)
  if (error.type !== 'problem') return { type: 'server-trouble' }
  if (isToWipe(error)) return { type: 'device-to-wipe' }
  return error.status === 401 || error.status === 403 ? { type: wrong } : { type: 'server-trouble' }
}

/** SR3: this device was reported as lost. */
export function isToWipe(error: ApiError): boolean {
  return error.type === 'problem' && error.problem.type === '/problems/device-to-wipe'
}

function tooManyTries(retryAfterMs: number | null): TooManyTries {
  return { type: 'too-many-tries', seconds: Math.max(1, Math.ceil((retryAfterMs ?? 1000) / 1000)) }
}

/** What it means that a vault did not open. */
export function unlockProblem(type: UnlockProblem['type'] | 'wrong-passkey'): SessionProblem {
  if (type === 'wrong-password') return { type: 'wrong-unlock' }
  if (type === 'wrong-passkey') return { type: 'passkey', why: 'wrong' }
  if (type === 'no-password') return { type: 'passkey', why: 'no-password' }
  // CL6: one of the windows is older than the app that was used here last.
  if (type === 'newer-schema' || type === 'in-use') return { type: 'other-version' }
  if (type === 'silent') return { type: 'silent-storage' }
  return { type: type === 'broken' ? 'broken-vault' : 'no-vault' }
}

/** KE4: what it means that a PIN did not open. */
export function pinProblem(problem: PinProblem): SessionProblem {
  return problem.type === 'spent' ? { type: 'pin-spent' } : problem
}

/** KE3: what it means that a passkey gave nothing. */
export function passkeyProblem({ type }: PasskeyProblem): SessionProblem {
  return { type: 'passkey', why: type }
}

/** What it means that a password was not changed. */
export function passwordProblem(error: ApiError): ChangeProblem {
  if (error.type === 'unreachable') return 'unreachable'
  if (error.type === 'busy') return tooManyTries(error.retryAfterMs)
  const isWrong = error.type === 'problem' && (error.status === 401 || error.status === 403)
  return isWrong ? 'wrong-current' : 'server-trouble'
}
