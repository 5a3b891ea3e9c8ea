import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import type { RouteContext } from './route-context.ts'

const Health = z.strictObject({ status: z.literal('ok') })

/** `/healthz`: the process answers. `/readyz`: the database answers too; 503 or 500 when it does not. */
export function healthRoutes(app: FastifyInstance, { services }: RouteContext): void {
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.get(
    '/healthz',
    { schema: { summary: 'Whether the process answers', response: { 200: Health } } },
    async () => ({ status: 'ok' as const }),
  )
  typed.get(
    '/readyz',
    { schema: { summary: 'Whether the database answers', response: { 200: Health } } },
    async () => {
      await services.store.read(({ meta }) => meta.get())
      return { status: 'ok' as const }
    },
  )
}
