import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { IdentityKeyAnswer } from '#shared/protocol/identity-message.ts'
import { isPortfolio } from '#shared/protocol/scope.ts'
import { giveIdentityKey } from '#server/identity-key.ts'
import { problem } from '#server/problem.ts'
import { requireSession } from '#server/sessions.ts'
import type { RouteContext } from './route-context.ts'

/** SE3: what nobody asked for is refused. */
const Nothing = z.strictObject({})

/** R17: identity numbers stay on the device where they are typed; all devices mark them with one key. */
export function identityRoute(app: FastifyInstance, { services }: RouteContext): void {
  const { store, clock } = services
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/identity-key',
    {
      schema: {
        summary: 'The key by which a device marks the identity numbers that are typed on it',
        description:
          'The same each time and for everybody. Only for who sees profiles: a relationship manager or a lead.',
        security: [{ session: [] }],
        body: Nothing,
        response: { 200: IdentityKeyAnswer },
      },
    },
    async (request, reply) => {
      const now = clock()
      reply.header('cache-control', 'no-store')
      return store.write(now, async (transaction) => {
        const { grants } = await requireSession(request, transaction, now)
        // SC5: a profile is seen by who holds its portfolio, and by nobody else.
        if (![...grants.scopes].some(isPortfolio)) throw problem('not-allowed')
        return giveIdentityKey(transaction, services)
      })
    },
  )
}
