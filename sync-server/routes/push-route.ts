import { setImmediate } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { PushRequest, PushResponse } from '#shared/protocol/push-message.ts'
import { buggify } from '#shared/faults/buggify.ts'
import { acceptPush } from '#server/accept-push.ts'
import { createPushCrowd } from '#server/push-crowd.ts'
import { tooManyRequests } from '#server/problem.ts'
import { requireSession } from '#server/sessions.ts'
import type { RouteContext } from './route-context.ts'

export function pushRoute(app: FastifyInstance, { services, budgets, waits }: RouteContext): void {
  const { store, clock } = services
  const crowd = createPushCrowd(services)
  app.withTypeProvider<ZodTypeProvider>().post(
    '/sync/push',
    {
      schema: {
        summary: 'Take operations of this device, in the order of their numbers',
        description:
          'Numbers up to `lastN` get the stored result. After a gap nothing more is run: send again from `lastN` + 1. 409 `/problems/operation-changed`: another operation was accepted under a number. 409 `/problems/stale-epoch`: the device started again since; what was sent is kept for review. 413: halve the batch. `retryAfterMs`: many wait; come again after so many ms. 429: this device sent far more than people do; `retry-after` says when to come again. An operation is done with only when its result was received.',
        security: [{ session: [] }],
        body: PushRequest,
        response: { 200: PushResponse },
      },
    },
    async (request, reply) => {
      const receivedAt = clock()
      const { value: answer, retryAfterMs } = await crowd.enter(() =>
        store.write(receivedAt, async (transaction) => {
          const session = await requireSession(request, transaction, receivedAt)
          const waitMs = budgets.push.enter(session.device)
          if (waitMs > 0) throw tooManyRequests(waitMs)
          budgets.push.spend(session.device, request.body.operations.length)
          waits.letOthersFirst(session.device)
          const accepted = await acceptPush(transaction, session, request.body, {
            receivedAt,
            onBug: (error) => request.log.error({ err: error }, 'operation failed'),
          })
          await buggify('push-done', session.device)
          return accepted
        }),
      )
      // PL5: colleagues who wait for it are answered first; who wrote has it on the screen.
      await setImmediate()
      await buggify('push-committed', request.body.device)
      if (!answer.ok) throw answer.problem
      reply.header('cache-control', 'no-store')
      return retryAfterMs === undefined ? answer.response : { ...answer.response, retryAfterMs }
    },
  )
}
