import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import {
  maximumRescueBytes,
  RescueRequest,
  WipeAnswer,
  WipeConfirmation,
  WipeKey,
} from '#shared/protocol/wipe-message.ts'
import { clearDeviceCookie, readDeviceCookie } from '#server/device-cookie.ts'
import { clearSessionCookie } from '#server/session-cookie.ts'
import { requireSession } from '#server/sessions.ts'
import { keepRescue, newAnswerKey } from '#server/rescues.ts'
import { confirmWipe, tellWipe } from '#server/wipe-device.ts'
import { giveWipeKey, orderKey, requireContact } from '#server/wipe-key.ts'
import type { RouteContext } from './route-context.ts'

/** SE3: what nobody asked for is refused. */
const Nothing = z.strictObject({})
/** A device asks every few minutes; many may stand behind one address. */
const floodLimit = { max: 600, timeWindow: 60_000 }
const asDevice =
  'With `authorization: Bearer <device>.<contact>`, as `/api/wipe-key` gave it out. 401 for an unknown device and a wrong contact alike.'

/** SR3: the way of a device that is to be wiped: its session has ended, so it shows what only it was given. */
export function wipeRoutes(app: FastifyInstance, { services }: RouteContext): void {
  const { store, clock, newId } = services
  const typed = app.withTypeProvider<ZodTypeProvider>()

  typed.post(
    '/api/wipe-key',
    {
      schema: {
        summary: 'What this device keeps to be told, without a session, that it is to be wiped',
        description:
          'The same each time. The device keeps it in the clear; it gives no other right.',
        security: [{ session: [] }],
        body: Nothing,
        response: { 200: WipeKey },
      },
    },
    async (request, reply) => {
      const now = clock()
      reply.header('cache-control', 'no-store')
      return store.write(now, async (transaction) => {
        const { device } = await requireSession(request, transaction, now)
        return giveWipeKey(transaction, device, services)
      })
    },
  )

  typed.post(
    '/api/wipe',
    {
      config: { rateLimit: floodLimit },
      schema: {
        summary: 'Whether this device is to be wiped',
        description: `${asDevice} The key of an order is the proof that it comes from this server.`,
        body: Nothing,
        response: { 200: WipeAnswer },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const { device, secret, isOrdered } = await store.read(async (reader) => {
        const contact = await requireContact(request, reader)
        return { ...contact, isOrdered: (await reader.wipes.of(contact.device)) !== undefined }
      })
      if (!isOrdered) return { order: null }
      const now = clock()
      const told = await store.write(now, (transaction) => tellWipe(transaction, device, now))
      return { order: told === undefined ? null : { key: orderKey(secret), ...told } }
    },
  )

  typed.post(
    '/api/wipe/rescue',
    {
      config: { rateLimit: floodLimit },
      bodyLimit: maximumRescueBytes,
      // SE5: a large body is taken only from who may send one.
      onRequest: async (request) => {
        await store.read((reader) => requireContact(request, reader))
      },
      schema: {
        summary: 'Hand over, sealed, what this device has not sent, before it wipes itself',
        description: `${asDevice} Taken once; again changes nothing. 403: this device was not told to.`,
        body: RescueRequest,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const now = clock()
      const answer = await newAnswerKey()
      await store.write(now, async (transaction) => {
        const { device } = await requireContact(request, transaction)
        await keepRescue(transaction, device, request.body, { now, newId, answer })
      })
      return reply.code(204).send(null)
    },
  )

  typed.post(
    '/api/wipe/confirm',
    {
      config: { rateLimit: floodLimit },
      schema: {
        summary: 'Say that nothing is left on this device',
        description: `${asDevice} Takes the cookies of this device along. 403: this device was not told to.`,
        body: WipeConfirmation,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const now = clock()
      const device = await store.write(now, async (transaction) => {
        const contact = await requireContact(request, transaction)
        await confirmWipe(transaction, contact.device, request.body.lost, now)
        return contact.device
      })
      clearCookies(request, reply, device)
      return reply.code(204).send(null)
    },
  )
}

/** A colleague on the same tablet may have signed in since: his stay. */
function clearCookies(request: FastifyRequest, reply: FastifyReply, device: string): void {
  if (readDeviceCookie(request) !== device) return
  clearSessionCookie(request, reply)
  clearDeviceCookie(request, reply)
}
