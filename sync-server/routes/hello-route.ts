import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { Hello } from '#shared/protocol/session-message.ts'
import { schemaVersion } from '#shared/protocol/version.ts'
import { pushLimits } from '#server/answer-problems.ts'
import type { RouteContext } from './route-context.ts'

export function helloRoute(app: FastifyInstance, { services }: RouteContext): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/hello',
    {
      schema: {
        summary: 'What a page may know before anybody signed in',
        response: { 200: Hello },
      },
    },
    async (_request, reply) => {
      const { meta, ready } = await services.store.read(async (reader) => ({
        meta: await reader.meta.get(),
        ready: await reader.staff.any(),
      }))
      reply.header('cache-control', 'no-store')
      return {
        product: 'branchbook' as const,
        ...meta,
        setup: ready ? ('ready' as const) : ('empty' as const),
        schemaVersion,
        serverTime: services.clock(),
        limits: pushLimits,
      }
    },
  )
}
