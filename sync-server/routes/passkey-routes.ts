import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { OwnPasskeys, PasskeyListItem } from '#shared/protocol/passkey-message.ts'
import { removePasskeys } from '#server/remove-passkeys.ts'
import { requireAdministrator } from '#server/require-administrator.ts'
import { requireSession } from '#server/sessions.ts'
import type { Passkey } from '#server/store/passkey-table.ts'
import type { RouteContext } from './route-context.ts'

const Id = z.strictObject({ id: z.uuid() })
const security = [{ session: [] }]

/** SE1: people list and remove their passkeys; an administrator sees and removes those of everybody. */
export function passkeyRoutes(app: FastifyInstance, context: RouteContext): void {
  removeRoutes(app, context)
  const { store, clock } = context.services
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.get(
    '/api/passkeys',
    {
      schema: {
        summary: 'The passkeys of this person, the oldest first',
        security,
        response: { 200: OwnPasskeys },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return store.read(async (reader) => {
        const { account } = await requireSession(request, reader, clock())
        const found = await reader.passkeys.ofStaff([account.id])
        return { staffId: account.id, passkeys: found.map(toListItem) }
      })
    },
  )
  typed.get(
    '/admin/passkeys',
    {
      schema: {
        summary: 'The passkeys of all colleagues',
        security,
        response: { 200: z.array(PasskeyListItem) },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return store.read(async (reader) => {
        await requireAdministrator(request, reader, clock())
        const colleagues = await reader.staff.all()
        const found = await reader.passkeys.ofStaff(colleagues.map(({ id }) => id))
        return found.map(toListItem)
      })
    },
  )
}

function removeRoutes(app: FastifyInstance, { services }: RouteContext): void {
  const { store, clock } = services
  const typed = app.withTypeProvider<ZodTypeProvider>()
  const shape = { security, params: Id, body: z.strictObject({}), response: { 204: z.null() } }
  typed.post(
    '/api/passkeys/:id/remove',
    {
      schema: {
        summary: 'Remove one of the own passkeys',
        description:
          'Twice is once. Nothing happens to a passkey of somebody else, and nothing is told of it.',
        ...shape,
      },
    },
    async (request, reply) => {
      const now = clock()
      await store.write(now, async (transaction) => {
        const { account, device } = await requireSession(request, transaction, now)
        const found = await transaction.passkeys.byId(request.params.id)
        // SC5: what is not one's own is answered like what is not there any more.
        if (found?.staffId !== account.id) return
        await removePasskeys(transaction, [found], { staffId: account.id, device }, now)
      })
      return reply.code(204).send(null)
    },
  )
  typed.post(
    '/admin/passkeys/:id/remove',
    {
      schema: {
        summary: 'Remove a passkey of a colleague',
        description: 'Twice is once. 404: no such passkey.',
        ...shape,
      },
    },
    async (request, reply) => {
      const now = clock()
      await store.write(now, async (transaction) => {
        const { account, device } = await requireAdministrator(request, transaction, now)
        const found = await transaction.passkeys.byId(request.params.id)
        if (found === undefined) return
        await removePasskeys(transaction, [found], { staffId: account.id, device }, now)
      })
      return reply.code(204).send(null)
    },
  )
}

/** A passkey as it is told. */
export function toListItem(passkey: Passkey): PasskeyListItem {
  const { id, staffId, name, credential, transports, synced, createdAt, lastUsedAt } = passkey
  return { id, staffId, name, credential, transports, synced, createdAt, lastUsedAt }
}
