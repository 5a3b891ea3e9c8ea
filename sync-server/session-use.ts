import type { FastifyRequest } from 'fastify'
import type { StoredToken, TokenVerdict } from './session-token.ts'

/** What a request showed as its session. */
export interface SessionUse {
  tokenHash: string
  token: StoredToken
  verdict: TokenVerdict
  /** SE2: the token is to be replaced however young it is. */
  renew?: boolean
}

const beginnings = new WeakMap<FastifyRequest, number>()
const uses = new WeakMap<FastifyRequest, SessionUse>()

/** The head of the request arrived at this instant (ms). */
export function noteBeginning(request: FastifyRequest, now: number): void {
  beginnings.set(request, now)
}

/** When the request began; `now` (ms) for one that nobody noted. */
export function beganAt(request: FastifyRequest, now: number): number {
  return beginnings.get(request) ?? now
}

export function noteUse(request: FastifyRequest, use: SessionUse): void {
  uses.set(request, { ...uses.get(request), ...use })
}

/** SE2: the answer to this request brings a new token, such as after a change of the password. */
export function renewSession(request: FastifyRequest): void {
  const use = uses.get(request)
  if (use !== undefined) use.renew = true
}

export function useOf(request: FastifyRequest): SessionUse | undefined {
  return uses.get(request)
}
