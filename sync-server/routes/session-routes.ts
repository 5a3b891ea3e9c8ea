import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { SessionInfo, SignInRequest } from '#shared/protocol/session-message.ts'
import { readDeviceCookie } from '#server/device-cookie.ts'
import { endSession } from '#server/end-session.ts'
import { answerSession, issueSession } from '#server/issue-session.ts'
import { verifyPassword } from '#server/passwords.ts'
import { problem, tooManyRequests } from '#server/problem.ts'
import { clearSessionCookie, readSessionToken, refuseClearText } from '#server/session-cookie.ts'
import { sessionInfo } from '#server/session-info.ts'
import { signInTries } from '#server/sign-in-tries.ts'
import { floodLimit } from '#server/flood-limit.ts'
import { hashToken, newToken, requireSession } from '#server/sessions.ts'
import type { StaffAccount } from '#server/store/staff-table.ts'
import type { RouteContext } from './route-context.ts'

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
      const former = readDeviceCookie(request)
      const { found, owner } = await store.read(async ({ staff, devices }) => ({
        found: await staff.byStaffNo(staffNo),
        owner: former && (await devices.byId(former))?.staffId,
      }))
      const isKnown = found !== undefined && owner === found.account.id
      const tries = signInTries({
        staffNo,
        address: request.ip,
        knownDevice: isKnown ? former : undefined,
      })
      const checked = await failureDelay.check(
        tries,
        async () => (await verifyPassword(password, found?.passwordHash)) && isActive(found),
      )
      if (!checked.right && checked.waitMs > 0) throw tooManyRequests(checked.waitMs)
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
        const start = { account: present.account, device, epoch, vaultKept, token }
        return issueSession(transaction, request, start, now)
      })
      if (info === undefined) throw problem('wrong-password')
      answerSession(request, reply, { token, device })
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

function isActive(found: { account: StaffAccount } | undefined): boolean {
  return found?.account.active === true
}
