import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { DeviceListItem } from '#shared/protocol/device-message.ts'
import { endSession } from '#server/end-session.ts'
import { listDevices } from '#server/list-devices.ts'
import { problem } from '#server/problem.ts'
import { requireAdministrator } from '#server/require-administrator.ts'
import { requireSession, type Session } from '#server/sessions.ts'
import type { Transaction } from '#server/store/store.ts'
import type { RouteContext } from './route-context.ts'

const DeviceParams = z.strictObject({ device: z.uuid() })
/** SE3: what nobody asked for is refused. */
const Nothing = z.strictObject({})
const security = [{ session: [] }]

/** SE2: people see and end the sessions of their own devices, an administrator those of everybody. */
export function deviceRoutes(app: FastifyInstance, { services }: RouteContext): void {
  const { store, clock } = services
  const typed = app.withTypeProvider<ZodTypeProvider>()

  typed.get(
    '/api/devices',
    {
      schema: {
        summary: 'The devices of this person, the last seen first',
        description:
          'What is unsent, and since when, is what the device said last (CL7). A device that has been away for 180 days, is signed out and has nothing to send is not listed.',
        security,
        response: { 200: z.array(DeviceListItem) },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return store.read(async (reader) => {
        const now = clock()
        const { account, device } = await requireSession(request, reader, now)
        return listDevices(reader, [account.id], { current: device, now })
      })
    },
  )

  typed.post(
    '/api/devices/:device/end',
    {
      schema: {
        summary: 'End the session of one of the own devices',
        description:
          'Takes effect at its next request; its live stream closes at once. What it keeps stays there, sealed, and is sent after the next sign-in. A device without a session: nothing happens. 404: not a device of this person.',
        security,
        params: DeviceParams,
        body: Nothing,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const now = clock()
      await store.write(now, async (transaction) => {
        const session = await requireSession(request, transaction, now)
        const { device } = request.params
        const owner = (await transaction.devices.byId(device))?.staffId
        if (owner !== session.account.id) throw problem('not-found')
        await endAndNote(transaction, session, { device, staffId: owner }, now)
      })
      return reply.code(204).send(null)
    },
  )

  typed.get(
    '/admin/devices',
    {
      schema: {
        summary: 'The devices of all colleagues of all branches, the last seen first',
        security,
        response: { 200: z.array(DeviceListItem) },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return store.read(async (reader) => {
        const now = clock()
        const { device } = await requireAdministrator(request, reader, now)
        const losses = await reader.auditSearch.lossesByDevice()
        const devices = await listDevices(reader, 'everybody', { current: device, now })
        return devices.map((item) => {
          const lostChanges = losses.get(item.device)
          return lostChanges === undefined ? item : { ...item, lostChanges }
        })
      })
    },
  )

  typed.post(
    '/admin/devices/:device/end',
    {
      schema: {
        summary: 'End the session of a device of a colleague',
        description: 'As `/api/devices/{device}/end`. 404: no such device.',
        security,
        params: DeviceParams,
        body: Nothing,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const now = clock()
      await store.write(now, async (transaction) => {
        const session = await requireAdministrator(request, transaction, now)
        const { device } = request.params
        const known = await transaction.devices.byId(device)
        if (known === undefined) throw problem('not-found')
        await endAndNote(transaction, session, { device, staffId: known.staffId }, now)
      })
      return reply.code(204).send(null)
    },
  )
}

async function endAndNote(
  transaction: Transaction,
  by: Session,
  ended: { device: string; staffId: string },
  now: number,
): Promise<void> {
  // Twice is once: the answer to the first may have been lost.
  if (!(await endSession(transaction, ended))) return
  transaction.audit.add({
    at: now,
    what: 'session-ended',
    staffId: by.account.id,
    device: by.device,
    refType: 'device',
    refId: ended.device,
  })
}
