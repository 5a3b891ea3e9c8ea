import type { FastifyReply, FastifyRequest } from 'fastify'
import { problem } from './problem.ts'

/** A cookie of this form is only taken from https, and only for this very host. */
const secureName = '__Host-branchbook'
const localName = 'branchbook'

/** The token of the request's cookie, if it brought one. */
export function readSessionToken(request: FastifyRequest): string | undefined {
  return request.cookies[isSecure(request) ? secureName : localName]
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
  const secure = isSecure(request)
  reply.setCookie(secure ? secureName : localName, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure,
    maxAge,
  })
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  const secure = isSecure(request)
  reply.clearCookie(secure ? secureName : localName, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure,
  })
}

function isSecure(request: FastifyRequest): boolean {
  return request.protocol === 'https'
}

function isLocal(request: FastifyRequest): boolean {
  return ['localhost', '127.0.0.1', '[::1]', '::1'].includes(request.hostname)
}
