import type { FastifyRequest } from 'fastify'
import { problem } from './problem.ts'
import { requireSession, type Session } from './sessions.ts'
import type { Reader, Transaction } from './store/store.ts'

/** SC5: the session of an administrator; throws the problem `not-allowed` for everybody else. */
export async function requireAdministrator(
  request: FastifyRequest,
  reader: Reader | Transaction,
  now: number,
): Promise<Session> {
  const session = await requireSession(request, reader, now)
  if (session.account.role !== 'admin') throw problem('not-allowed')
  return session
}
