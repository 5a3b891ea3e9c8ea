import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { ExportNotice, MaskedExports } from '#shared/protocol/export-message.ts'
import { claimedTime } from '#server/claimed-time.ts'
import { problem } from '#server/problem.ts'
import { requireSession, type Session } from '#server/sessions.ts'
import type { Transaction } from '#server/store/store.ts'
import type { RouteContext } from './route-context.ts'

/**
 * SE7: notes that somebody takes customers out. The table is made on the device, of what it holds. In full it asks here first,
 * and without this row it makes none; which customers they are, say the looks that follow. Masked it is told afterwards, because
 * it works without a network.
 */
export function exportRoute(app: FastifyInstance, { services }: RouteContext): void {
  const { store, clock } = services
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.post(
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
      const at = clock()
      await store.write(at, async (transaction) => {
        const { account, device } = await requireExporter(request, transaction, at)
        transaction.audit.add({
          at,
          what: 'customers-exported',
          staffId: account.id,
          device,
          code: codeOf(request.body),
        })
      })
      return reply.code(204).send(null)
    },
  )

  typed.post(
    '/api/exports/masked',
    {
      schema: {
        summary: 'Note exports of customers in which that stayed masked, after they were made',
        description:
          'One row for each id, however often it is told, with the time of the device (corrected, never in the future) beside that of its arrival. For who holds a portfolio, `rm` and `lead`; 403 for the others.',
        security: [{ session: [] }],
        body: MaskedExports,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const receivedAt = clock()
      const { sentAt, exports } = request.body
      const arrival = { receivedAt, clockOffset: receivedAt - sentAt }
      await store.write(receivedAt, async (transaction) => {
        const { account, device } = await requireExporter(request, transaction, receivedAt)
        for (const made of exports) {
          if (!(await transaction.maskedExports.keep(account.id, made.id))) continue
          transaction.audit.add({
            at: receivedAt,
            what: 'customers-exported-masked',
            staffId: account.id,
            device,
            operationId: made.id,
            code: codeOf(made),
            claimedAt: claimedTime(made.at, arrival),
          })
        }
      })
      return reply.code(204).send(null)
    },
  )
}

async function requireExporter(
  request: FastifyRequest,
  transaction: Transaction,
  at: number,
): Promise<Session> {
  const session = await requireSession(request, transaction, at)
  const { role } = session.account
  if (role !== 'rm' && role !== 'lead') throw problem('not-allowed')
  return session
}

function codeOf({ customers, format }: ExportNotice): string {
  return `customers=${customers} ${format}`
}
