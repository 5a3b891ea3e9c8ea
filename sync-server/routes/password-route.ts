import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { ChangePasswordRequest } from '#shared/protocol/session-message.ts'
import { staffScope } from '#shared/protocol/scope.ts'
import { hashPassword, verifyPassword } from '#server/passwords.ts'
import { problem, tooManyRequests } from '#server/problem.ts'
import { renewSession } from '#server/session-use.ts'
import { ownDelay } from '#server/sign-in-tries.ts'
import { requireSession } from '#server/sessions.ts'
import type { RouteContext } from './route-context.ts'

export function passwordRoute(
  app: FastifyInstance,
  { services, failureDelay }: RouteContext,
): void {
  const { store, clock } = services
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/password',
    {
      schema: {
        summary: 'Change the own password; every other session of this person ends',
        security: [{ session: [] }],
        body: ChangePasswordRequest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { current, next } = request.body
      const { session, passwordHash } = await store.read(async (reader) => {
        const session = await requireSession(request, reader, clock())
        const found = await reader.staff.byStaffNo(session.account.staffNo)
        return { session, passwordHash: found?.passwordHash }
      })
      const { account, device } = session
      const own = { name: `password|${account.id}`, delay: ownDelay }
      const checked = await failureDelay.check({ own }, () => verifyPassword(current, passwordHash))
      if (!checked.right && checked.waitMs > 0) throw tooManyRequests(checked.waitMs)
      if (!checked.right) {
        // 403 and not 401: the session is good, and a device would take 401 for the end of it.
        throw problem('not-allowed', { fields: [{ field: 'current', code: 'wrong' }] })
      }
      const hash = await hashPassword(next, services.randomBytes)
      const now = clock()
      await store.write(now, async ({ staff, sessions, records, audit }) => {
        await staff.setPassword(account.id, hash)
        await sessions.endOthers(account.id, device)
        // PL5: their live streams close at once.
        records.poke([staffScope(account.id)])
        audit.add({ at: now, what: 'password-changed', staffId: account.id, device })
      })
      // SE2: somebody may have a copy of this device's token, and be the reason for the change.
      renewSession(request)
      return reply.code(204).send(null)
    },
  )
}
