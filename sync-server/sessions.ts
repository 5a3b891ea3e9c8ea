import { createHash } from 'node:crypto'
import type { Grants } from '#shared/domain/grants.ts'
import type { FastifyRequest } from 'fastify'
import type { StaffAccount } from './store/staff-table.ts'
import type { Reader, Transaction } from './store/store.ts'
import { problem } from './problem.ts'
import type { Services } from './services.ts'
import { readSessionToken } from './session-cookie.ts'
import { judgeToken } from './session-token.ts'
import { beganAt, noteUse } from './session-use.ts'
import { grantsOfAccount } from './account-grants.ts'

/** 30 days; a device that stays away longer asks for the password once. */
export const sessionLength = 30 * 24 * 60 * 60_000

/** Who asks, from which device, and what this person may see and do. */
export interface Session {
  account: StaffAccount
  device: string
  grants: Grants
  tokenHash: string
}

/** Who does something, in a session or in an operation that runs later. */
export type Actor = Omit<Session, 'tokenHash'>

/** SE2: 256 bits that mean nothing; the database only holds their hash. */
export function newToken({ randomBytes }: Services): string {
  return Buffer.from(randomBytes(32)).toString('base64url')
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/**
 * SC5: the session and its grants as they are in this very snapshot or transaction.
 * Throws the problem `not-signed-in` when the token is unknown, too old or spent (SE2), or the colleague has left.
 */
export async function requireSession(
  request: FastifyRequest,
  { sessions, staff }: Pick<Reader, 'sessions' | 'staff'> | Pick<Transaction, 'sessions' | 'staff'>,
  now: number,
): Promise<Session> {
  const token = readSessionToken(request)
  if (token === undefined) throw problem('not-signed-in')
  const tokenHash = hashToken(token)
  const stored = await sessions.find(tokenHash, now)
  const account = stored && (await staff.byId(stored.staffId))
  if (stored === undefined || account === undefined || !account.active) {
    throw problem('not-signed-in')
  }
  // What follows from it is stored apart, in `rotate-sessions.ts`: this transaction may be undone.
  const verdict = judgeToken(stored, beganAt(request, now))
  noteUse(request, { tokenHash, token: stored, verdict })
  if (verdict === 'reused') throw problem('not-signed-in')
  nameInLog(request, { staff: account.id, device: stored.device })
  const grants = await grantsOfAccount(account, staff)
  return { account, device: stored.device, grants, tokenHash }
}

const named = new WeakSet<FastifyRequest>()

/** I8: once for each request; a stream of events asks for its session every few seconds, all day long. */
function nameInLog(request: FastifyRequest, ids: { staff: string; device: string }): void {
  if (named.has(request)) return
  named.add(request)
  request.log = request.log.child(ids)
}
