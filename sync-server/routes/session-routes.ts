import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { SessionInfo, SignInRequest } from '#shared/protocol/session-message.ts'
import { grantsOfAccount } from '#server/account-grants.ts'
import { readDeviceCookie, setDeviceCookie } from '#server/device-cookie.ts'
import { endSession } from '#server/end-session.ts'
import { verifyPassword } from '#server/passwords.ts'
import { problem } from '#server/problem.ts'
import { registerDevice } from '#server/register-device.ts'
import {
  clearSessionCookie,
  readSessionToken,
  refuseClearText,
  setSessionCookie,
} from '#server/session-cookie.ts'
import { sessionInfo } from '#server/session-info.ts'
import { offerLastsMs } from '#server/session-token.ts'
import { hashToken, newToken, requireSession, sessionLength } from '#server/sessions.ts'
import type { StaffAccount } from '#server/store/staff-table.ts'
import type { Transaction } from '#server/store/store.ts'
import { readUserAgent } from '#server/user-agent.ts'
import type { RouteContext } from './route-context.ts'

/** Hundreds of colleagues behind one address may sign in at 08:30; Argon2 for more would starve the rest. */
const floodLimit = { max: 600, timeWindow: 60_000 }

export function sessionRoutes(
  app: FastifyInstance,
  { services, failureDelay }: RouteContext,
): void {
  const { store, clock } = services
  const typed = app.withTypeProvider<ZodTypeProvider>()

  typed.post(
    '/api/sign-in',
    {
      config: { rateLimit: floodLimit },
      schema: {
        summary: 'Sign in with staff number and password; the answer sets the session cookie',
        description:
          'A new `epoch` on a known `device`, or a new `device` in a browser whose device cookie names another one of the same person, means that the storage was lost: if changes had been reported and never came, the person and the leads get a `loss-report`.',
        body: SignInRequest,
        response: { 200: SessionInfo },
      },
    },
    async (request, reply) => {
      const { staffNo, password, device, epoch, vaultKept } = request.body
      // SE1: per account and address, so that nobody can lock a colleague out from elsewhere.
      const key = `${staffNo}|${request.ip}`
      const found = await store.read(({ staff }) => staff.byStaffNo(staffNo))
      const checked = await failureDelay.check(
        key,
        async () => (await verifyPassword(password, found?.passwordHash)) && isActive(found),
      )
      if (!checked.right && checked.waitMs > 0) throw tooManyTries(checked.waitMs)
      const now = clock()
      const staffId = found?.account.id ?? null
      const refusal = { at: now, what: 'sign-in-refused', staffId, device }
      if (!checked.right || found === undefined) {
        await store.write(now, async ({ audit }) => audit.add(refusal))
        throw problem('wrong-password')
      }
      const token = newToken(services)
      // Before anything is stored.
      refuseClearText(request)
      const info = await store.write(now, async (transaction) => {
        // SC5: checking a password takes its time; meanwhile a colleague may have left, or changed the password.
        const present = await transaction.staff.byStaffNo(staffNo)
        if (!isActive(present) || present?.passwordHash !== found.passwordHash) {
          transaction.audit.add(refusal)
          return undefined
        }
        const { account } = present
        const former = readDeviceCookie(request)
        const kind = readUserAgent(request.headers['user-agent'])
        await registerDevice(transaction, account, { device, epoch, former, vaultKept, kind }, now)
        await transaction.sessions.dropExpired(now)
        await transaction.sessions.dropOffers(device, now - offerLastsMs)
        // SE2: the session that the device has goes on until this one is used: this answer may be lost, too.
        const parent = await shownToken(request, transaction, device, now)
        const session = { staffId: account.id, device, expiresAt: now + sessionLength, parent }
        await transaction.sessions.add(hashToken(token), session, now)
        transaction.audit.add({ at: now, what: 'sign-in', staffId: account.id, device })
        const grants = await grantsOfAccount(account, transaction.staff)
        return sessionInfo({ account, grants }, transaction, now)
      })
      if (info === undefined) throw problem('wrong-password')
      // Only a session that is stored takes the place of the one that the browser has.
      setSessionCookie(request, reply, token, sessionLength / 1000)
      setDeviceCookie(request, reply, device)
      reply.header('cache-control', 'no-store')
      return info
    },
  )

  typed.post(
    '/api/sign-out',
    {
      schema: {
        summary: 'End the session of this cookie; without one nothing happens',
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const token = readSessionToken(request)
      if (token !== undefined) {
        const now = clock()
        await store.write(now, async (transaction) => {
          const ended = await transaction.sessions.find(hashToken(token), now)
          if (ended === undefined) return
          await endSession(transaction, ended)
          const { staffId, device } = ended
          transaction.audit.add({ at: now, what: 'sign-out', staffId, device })
        })
      }
      clearSessionCookie(request, reply)
      return reply.code(204).send(null)
    },
  )

  typed.get(
    '/api/session',
    {
      schema: {
        summary: 'Who is signed in',
        security: [{ session: [] }],
        response: { 200: SessionInfo },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return store.read(async (reader) => {
        const session = await requireSession(request, reader, clock())
        return sessionInfo(session, reader, clock())
      })
    },
  )
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

function isActive(found: { account: StaffAccount } | undefined): boolean {
  return found?.account.active === true
}

function tooManyTries(waitMs: number) {
  const seconds = Math.ceil(waitMs / 1000)
  return problem('too-many-requests', { retryAfterMs: waitMs }, { 'retry-after': String(seconds) })
}
