import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import {
  AddPasskeyRequest,
  PasskeyListItem,
  PasskeyOptions,
  PasskeyOptionsRequest,
} from '#shared/protocol/passkey-message.ts'
import { verifyPassword } from '#server/passwords.ts'
import { problem, tooManyRequests } from '#server/problem.ts'
import { relyingPartyOf } from '#server/relying-party.ts'
import { removePasskeys } from '#server/remove-passkeys.ts'
import { requireAdministrator } from '#server/require-administrator.ts'
import { refuseClearText } from '#server/session-cookie.ts'
import { requireSession, type Session } from '#server/sessions.ts'
import { ownDelay } from '#server/sign-in-tries.ts'
import type { Passkey } from '#server/store/passkey-table.ts'
import { challengeIn, passkeyAlgorithms, verifyNewPasskey } from '#server/verify-passkey.ts'
import type { RouteContext } from './route-context.ts'

/** SE1: so long (ms) a challenge is good; the system asks, the phone has to be found. */
export const challengeLastsMs = 5 * 60_000
/** More is a mistake, or somebody who tries something. */
const mostPasskeys = 20

const Id = z.strictObject({ id: z.uuid() })
const security = [{ session: [] }]

/** SE1: people add, list and remove their passkeys; an administrator sees and removes those of everybody. */
export function passkeyRoutes(app: FastifyInstance, context: RouteContext): void {
  optionsRoute(app, context)
  addRoute(app, context)
  removeRoutes(app, context)
  const { store, clock } = context.services
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.get(
    '/api/passkeys',
    {
      schema: {
        summary: 'The passkeys of this person, the oldest first',
        security,
        response: { 200: z.array(PasskeyListItem) },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return store.read(async (reader) => {
        const { account } = await requireSession(request, reader, clock())
        return (await reader.passkeys.ofStaff([account.id])).map(toListItem)
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

/** What a challenge for a new passkey is good for: this person, in this session, at this host. */
function purposeOf({ account, device }: Session, host: string): string {
  return `add|${account.id}|${device}|${host}`
}

function optionsRoute(app: FastifyInstance, { services, failureDelay }: RouteContext): void {
  const { store, clock, randomBytes } = services
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/passkeys/options',
    {
      schema: {
        summary: 'Begin to add a passkey: what the browser needs to make one',
        description:
          'Asks for the password again. 403 `/problems/not-allowed`: it is wrong. 409 `/problems/too-many-passkeys`. The challenge is good once, for five minutes, in this session.',
        security,
        body: PasskeyOptionsRequest,
        response: { 200: PasskeyOptions },
      },
    },
    async (request, reply) => {
      refuseClearText(request)
      const { session, passwordHash } = await store.read(async (reader) => {
        const session = await requireSession(request, reader, clock())
        const found = await reader.staff.byStaffNo(session.account.staffNo)
        return { session, passwordHash: found?.passwordHash }
      })
      const { account } = session
      const { password } = request.body
      const own = { name: `password|${account.id}`, delay: ownDelay }
      const checked = await failureDelay.check({ own }, () =>
        verifyPassword(password, passwordHash),
      )
      if (!checked.right && checked.waitMs > 0) throw tooManyRequests(checked.waitMs)
      // 403 and not 401: the session is good, and a device would take 401 for the end of it.
      if (!checked.right) {
        throw problem('not-allowed', { fields: [{ field: 'password', code: 'wrong' }] })
      }
      const now = clock()
      const { id } = relyingPartyOf(request)
      const challenge = encode(randomBytes(32))
      const freshHandle = encode(randomBytes(32))
      const known = await store.write(now, async ({ passkeys }) => {
        const known = await passkeys.ofStaff([account.id])
        if (known.length >= mostPasskeys) throw problem('too-many-passkeys')
        const boundTo = purposeOf(session, id)
        const userHandle = known[0]?.userHandle ?? freshHandle
        const expiresAt = now + challengeLastsMs
        await passkeys.addChallenge({ challenge, boundTo, userHandle, expiresAt }, now)
        return known
      })
      reply.header('cache-control', 'no-store')
      return {
        challenge,
        relyingParty: id,
        userHandle: known[0]?.userHandle ?? freshHandle,
        staffNo: account.staffNo,
        name: account.name,
        algorithms: passkeyAlgorithms,
        known: known.map(({ credential, transports }) => ({ credential, transports })),
        timeoutMs: challengeLastsMs,
      }
    },
  )
}

function addRoute(app: FastifyInstance, { services }: RouteContext): void {
  const { store, clock, newId } = services
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/passkeys',
    {
      schema: {
        summary: 'Add the passkey that was made',
        description:
          '403 `/problems/not-allowed`: not for this challenge, session or server. 409 `/problems/passkey-known`.',
        security,
        body: AddPasskeyRequest,
        response: { 201: PasskeyListItem },
      },
    },
    async (request, reply) => {
      const now = clock()
      const relyingParty = relyingPartyOf(request)
      const { session, taken } = await store.write(now, async (transaction) => {
        const session = await requireSession(request, transaction, now)
        const challenge = challengeIn(request.body.clientData) ?? ''
        return { session, taken: await transaction.passkeys.takeChallenge(challenge, now) }
      })
      const { account, device } = session
      if (taken?.boundTo !== purposeOf(session, relyingParty.id) || taken.userHandle === null) {
        throw problem('not-allowed')
      }
      const { challenge, userHandle } = taken
      const made = await verifyNewPasskey(request.body, { ...relyingParty, challenge })
      if (made === undefined) throw problem('not-allowed')
      const { name, transports } = request.body
      const passkey: Passkey = {
        ...made,
        id: newId(),
        staffId: account.id,
        userHandle,
        transports,
        name,
        createdAt: now,
        lastUsedAt: null,
      }
      await store.write(now, async (transaction) => {
        const { passkeys, audit } = transaction
        await requireSession(request, transaction, now)
        if ((await passkeys.byCredential(passkey.credential)) !== undefined) {
          throw problem('passkey-known')
        }
        await passkeys.add(passkey)
        const ref = { refType: 'passkey', refId: passkey.id }
        audit.add({ at: now, what: 'passkey-added', staffId: account.id, device, ...ref })
      })
      reply.header('cache-control', 'no-store')
      return reply.code(201).send(toListItem(passkey))
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

function toListItem(passkey: Passkey): PasskeyListItem {
  const { id, staffId, name, credential, transports, synced, createdAt, lastUsedAt } = passkey
  return { id, staffId, name, credential, transports, synced, createdAt, lastUsedAt }
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
