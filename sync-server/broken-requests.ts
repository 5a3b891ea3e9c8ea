import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendProblem } from './answer-problems.ts'
import { type HttpProblem, problem } from './problem.ts'

/** SE4: where no hook runs that would set the others; nothing here is a page. */
const bareHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/**
 * SE3, SE5: what is no request (no HTTP, two lengths, headers without end, a body that does not come) is answered as a problem
 * document too, and the connection is closed: what follows on it may be meant for somebody else.
 */
export function answerNoRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (socket.writable) socket.write(rawAnswer(brokenAs(error.code)))
  socket.destroy(error)
}

/** SE3: an address that cannot be read, or an id that is too long; what was asked for is not said again. */
export function answerBadAddress(
  _error: Error,
  _request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  return sendProblem(reply.headers(bareHeaders), problem('not-found'))
}

function brokenAs(code: string | undefined): HttpProblem {
  if (code === 'HPE_HEADER_OVERFLOW') return problem('headers-too-large')
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? problem('too-slow') : problem('malformed')
}

function rawAnswer({ problem }: HttpProblem): string {
  const body = JSON.stringify(problem)
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries(bareHeaders).map(([name, value]) => `${name}: ${value}`),
    'cache-control: no-store',
    'connection: close',
    '',
    body,
  ].join('\r\n')
}
