import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { problem } from '#server/problem.ts'
import { requireAdministrator } from '#server/require-administrator.ts'
import { requireSession, type Session } from '#server/sessions.ts'
import type { DeviceRow } from '#server/store/device-table.ts'
import type { Transaction } from '#server/store/store.ts'
import { orderWipe, withdrawWipe } from '#server/wipe-device.ts'
import type { RouteContext } from './route-context.ts'

const DeviceParams = z.strictObject({ device: z.uuid() })
/** SE3: what nobody asked for is refused. */
const Nothing = z.strictObject({})

/** Finds the device for who may order about it; throws `not-found` for every other one. */
type FindDevice = (
  request: FastifyRequest<{ Params: z.infer<typeof DeviceParams> }>,
  transaction: Transaction,
  now: number,
) => Promise<{ session: Session; found: DeviceRow }>

/** SR3: people report their own devices as lost, an administrator those of the branch. */
export function wipeOrderRoutes(app: FastifyInstance, context: RouteContext): void {
  orderRoutes(app, context, '/api/devices', findOwn)
  orderRoutes(app, context, '/admin/devices', findAny)
}

function orderRoutes(
  app: FastifyInstance,
  { services: { store, clock } }: RouteContext,
  base: '/api/devices' | '/admin/devices',
  find: FindDevice,
): void {
  const whose = base === '/api/devices' ? 'one of the own devices' : 'a device of a colleague'
  const typed = app.withTypeProvider<ZodTypeProvider>()
  const shared = {
    security: [{ session: [] }],
    params: DeviceParams,
    body: Nothing,
    response: { 204: z.null() },
  }

  typed.post(
    `${base}/:device/wipe`,
    {
      schema: {
        summary: `Report ${whose} as lost: it is signed out at once and wipes itself at its next contact`,
        description:
          'What it has not sent comes back sealed before (KE5), if the organisation has a recovery key. Twice is once. 403: the device that asks.',
        ...shared,
      },
    },
    async (request, reply) => {
      const now = clock()
      await store.write(now, async (transaction) => {
        const { session, found } = await find(request, transaction, now)
        if (found.device === session.device) throw problem('not-allowed')
        await orderWipe(transaction, found, orderer(session), now)
      })
      return reply.code(204).send(null)
    },
  )

  typed.post(
    `${base}/:device/wipe/withdraw`,
    {
      schema: {
        summary: `Take the order to wipe ${whose} back, because it was found`,
        description:
          'It stays signed out. 409 `/problems/wipe-under-way`: it has been told already.',
        ...shared,
      },
    },
    async (request, reply) => {
      const now = clock()
      const refusal = await store.write(now, async (transaction) => {
        const { session, found } = await find(request, transaction, now)
        return withdrawWipe(transaction, found.device, orderer(session), now)
      })
      if (refusal !== undefined) throw refusal
      return reply.code(204).send(null)
    },
  )
}

const findOwn: FindDevice = async (request, transaction, now) => {
  const session = await requireSession(request, transaction, now)
  const found = await transaction.devices.byId(request.params.device)
  if (found?.staffId !== session.account.id) throw problem('not-found')
  return { session, found }
}

const findAny: FindDevice = async (request, transaction, now) => {
  const session = await requireAdministrator(request, transaction, now)
  const found = await transaction.devices.byId(request.params.device)
  if (found === undefined) throw problem('not-found')
  return { session, found }
}

function orderer({ account, device }: Session): { staffId: string; device: string } {
  return { staffId: account.id, device }
}
