import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SessionInfo } from '#shared/protocol/session-message.ts'
import { grantsOfAccount } from './account-grants.ts'
import { readDeviceCookie, setDeviceCookie } from './device-cookie.ts'
import { registerDevice } from './register-device.ts'
import { readSessionToken, setSessionCookie } from './session-cookie.ts'
import { sessionInfo } from './session-info.ts'
import { offerLastsMs } from './session-token.ts'
import { hashToken, sessionLength } from './sessions.ts'
import type { StaffAccount } from './store/staff-table.ts'
import type { Transaction } from './store/store.ts'
import { readUserAgent } from './user-agent.ts'

/** For whom and what a session begins. */
export interface SessionStart {
  account: StaffAccount
  device: string
  epoch: string
  /** CL7: a vault of this person lies on the device. */
  vaultKept: boolean | undefined
  token: string
  /** How the person has shown who it is, for the audit; left out for the password. */
  by?: 'passkey'
}

/** SE1, SE2: somebody has shown who it is: notes the device, and begins its session. */
export async function issueSession(
  transaction: Transaction,
  request: FastifyRequest,
  { account, device, epoch, vaultKept, token, by }: SessionStart,
  now: number,
): Promise<SessionInfo> {
  const former = readDeviceCookie(request)
  const kind = readUserAgent(request.headers['user-agent'])
  await registerDevice(transaction, account, { device, epoch, former, vaultKept, kind }, now)
  await transaction.sessions.dropExpired(now)
  await transaction.sessions.dropOffers(device, now - offerLastsMs)
  // SE2: the session that the device has goes on until this one is used: this answer may be lost, too.
  const parent = await shownToken(request, transaction, device, now)
  const session = { staffId: account.id, device, expiresAt: now + sessionLength, parent }
  await transaction.sessions.add(hashToken(token), session, now)
  transaction.audit.add({
    at: now,
    what: 'sign-in',
    staffId: account.id,
    device,
    ...(by !== undefined && { code: by }),
  })
  const grants = await grantsOfAccount(account, transaction.staff)
  return sessionInfo({ account, grants }, transaction, now)
}

/** Only a session that is stored takes the place of the one that the browser has. */
export function answerSession(
  request: FastifyRequest,
  reply: FastifyReply,
  { token, device }: { token: string; device: string },
): void {
  setSessionCookie(request, reply, token, sessionLength / 1000)
  setDeviceCookie(request, reply, device)
  reply.header('cache-control', 'no-store')
}

/** The token that this device has shown with its sign-in, when it is its own. */
async function shownToken(
  request: FastifyRequest,
  { sessions }: Pick<Transaction, 'sessions'>,
  device: string,
  now: number,
): Promise<string | null> {
  const token = readSessionToken(request)
  if (token === undefined) return null
  const shown = await sessions.find(hashToken(token), now)
  return shown?.device === device ? hashToken(token) : null
}
