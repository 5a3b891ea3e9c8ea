import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { EpochRequest, EpochResponse } from '#shared/protocol/epoch-message.ts'
import { tooManyRequests } from '#server/problem.ts'
import { requireSession } from '#server/sessions.ts'
import { startEpoch } from '#server/start-epoch.ts'
import type { RouteContext } from './route-context.ts'

export function epochRoute(app: FastifyInstance, { services, budgets }: RouteContext): void {
  const { store, clock } = services
  app.withTypeProvider<ZodTypeProvider>().post(
    '/sync/epoch',
    {
      schema: {
        summary: 'This device counts its operations anew, from 1',
        description:
          '`former` ends and `next` begins; what the device still has is pushed again under new numbers, and the ids of operations keep it from being done twice. The same request again answers the `lastN` of `next`. 409 `/problems/stale-epoch`: `former` or `next` is an epoch that is over. 403 `/problems/other-device`: not the device of this session.',
        security: [{ session: [] }],
        body: EpochRequest,
        response: { 200: EpochResponse },
      },
    },
    async (request, reply) => {
      const now = clock()
      const answer = await store.write(now, async (transaction) => {
        const session = await requireSession(request, transaction, now)
        const waitMs = budgets.push.enter(session.device)
        if (waitMs > 0) throw tooManyRequests(waitMs)
        return startEpoch(transaction, session, request.body, now)
      })
      // Returned and not thrown inside: the audit row of a refusal is stored, too.
      if (!answer.ok) throw answer.problem
      reply.header('cache-control', 'no-store')
      return answer.response
    },
  )
}
