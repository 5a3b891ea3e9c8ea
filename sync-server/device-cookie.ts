import type { FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod/mini'
import { cookieOptions, cookieName } from './session-cookie.ts'

/** CL7: 400 days, the longest that browsers keep a cookie. */
const keptSeconds = 400 * 24 * 60 * 60
const name = 'branchbook-device'

/** CL7: the device id that signed in last from this browser; undefined for none, or for what was never ours. */
export function readDeviceCookie(request: FastifyRequest): string | undefined {
  return z.uuid().safeParse(request.cookies[cookieName(request, name)]).data
}

/** CL7: outlives the storage of the page, so that the server notices when that was lost. It opens nothing. */
export function setDeviceCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  device: string,
): void {
  reply.setCookie(cookieName(request, name), device, cookieOptions(request, keptSeconds))
}

/** SR3: the device was wiped: that its storage is empty is no loss. */
export function clearDeviceCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(cookieName(request, name), cookieOptions(request, 0))
}
