import type { FastifyReply, FastifyRequest } from 'fastify'
import { problem } from './problem.ts'

const sessionName = 'branchbook'

/** A cookie with this prefix is only taken from https, and only for this very host. */
export function cookieName(request: FastifyRequest, name: string): string {
  return isSecure(request) ? `__Host-${name}` : name
}

/** No script reads it, no other site's page sends it; `maxAge` in seconds. */
export function cookieOptions(request: FastifyRequest, maxAge: number) {
  const secure = isSecure(request)
  return { path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge } as const
}

/** The token of the request's cookie, if it brought one. */
export function readSessionToken(request: FastifyRequest): string | undefined {
  return request.cookies[cookieName(request, sessionName)]
}

/** SE2: plain http from elsewhere is refused: password and token would travel in the clear. */
export function refuseClearText(request: FastifyRequest): void {
  if (!isSecure(request) && !isLocal(request)) throw problem('needs-https')
}

/** Sets the cookie of a session, for `maxAge` seconds. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  maxAge: number,
): void {
  reply.setCookie(cookieName(request, sessionName), token, cookieOptions(request, maxAge))
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(cookieName(request, sessionName), cookieOptions(request, 0))
}

function isSecure(request: FastifyRequest): boolean {
  return request.protocol === 'https'
}

function isLocal(request: FastifyRequest): boolean {
  return ['localhost', '127.0.0.1', '[::1]', '::1'].includes(request.hostname)
}
