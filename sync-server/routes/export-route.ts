import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { ExportNotice } from '#shared/protocol/export-message.ts'
import { problem } from '#server/problem.ts'
import { requireSession } from '#server/sessions.ts'
import type { RouteContext } from './route-context.ts'

/**
 * SE7: notes that somebody takes customers out in full. The table is made on the device, of what it holds; it asks here
 * first, and without this row it makes none. Which customers they are, say the looks that follow.
 */
export function exportRoute(app: FastifyInstance, { services }: RouteContext): void {
  const { store, clock } = services
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/exports',
    {
      schema: {
        summary: 'Note that customers are exported with what is masked on the screens',
        description: 'For who holds a portfolio, `rm` and `lead`; 403 for the others.',
        security: [{ session: [] }],
        body: ExportNotice,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { format, customers } = request.body
      const at = clock()
      await store.write(at, async (transaction) => {
        const { account, device } = await requireSession(request, transaction, at)
        if (account.role !== 'rm' && account.role !== 'lead') throw problem('not-allowed')
        const code = `customers=${customers} ${format}`
        transaction.audit.add({
          at,
          what: 'customers-exported',
          staffId: account.id,
          device,
          code,
        })
      })
      return reply.code(204).send(null)
    },
  )
}
