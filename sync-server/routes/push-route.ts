import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { PushRequest, PushResponse } from '#shared/protocol/push-message.ts'
import { acceptPush } from '#server/accept-push.ts'
import { requireSession } from '#server/sessions.ts'
import type { RouteContext } from './route-context.ts'

export function pushRoute(app: FastifyInstance, { services }: RouteContext): void {
  const { store, clock } = services
  app.withTypeProvider<ZodTypeProvider>().post(
    '/sync/push',
    {
      schema: {
        summary: 'Take operations of this device, in the order of their numbers',
        description:
          'Numbers up to `lastN` get the stored result. After a gap nothing more is run: send again from `lastN` + 1. 409 `/problems/operation-changed`: another operation was accepted under a number. 409 `/problems/stale-epoch`: the device started again since; what was sent is kept for review. 413: halve the batch. An operation is done with only when its result was received.',
        security: [{ session: [] }],
        body: PushRequest,
        response: { 200: PushResponse },
      },
    },
    async (request, reply) => {
      const receivedAt = clock()
      const answer = await store.write(receivedAt, async (transaction) => {
        const session = await requireSession(request, transaction, receivedAt)
        return acceptPush(transaction, session, request.body, {
          receivedAt,
          onBug: (error) => request.log.error({ err: error }, 'operation failed'),
        })
      })
      if (!answer.ok) throw answer.problem
      reply.header('cache-control', 'no-store')
      return answer.response
    },
  )
}
