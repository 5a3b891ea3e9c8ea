import type { SessionProblem } from '#features/session/session-problem.ts'
import type { ApiError } from '#sync/api.ts'

/** What an answer of the server means to the person; `wrong` is what a refused secret is called here. */
export function sessionProblem(
  error: ApiError,
  wrong: 'wrong-password' | 'wrong-unlock' | 'wrong-code',
): SessionProblem {
  if (error.type === 'unreachable') return { type: 'unreachable' }
  if (error.type === 'signed-out') return { type: wrong }
  if (error.type !== 'problem') return { type: 'server-trouble' }
  if (error.status === 429) {
    return { type: 'too-many-tries', seconds: Math.ceil((error.retryAfterMs ?? 1000) / 1000) }
  }
  return error.status === 401 || error.status === 403 ? { type: wrong } : { type: 'server-trouble' }
}
