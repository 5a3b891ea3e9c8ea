import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import {
  AddPasskeyRequest,
  PasskeyListItem,
  PasskeyOptions,
  PasskeyOptionsRequest,
} from '#shared/protocol/passkey-message.ts'
import { verifyPassword } from '#server/passwords.ts'
import { challengeLastsMs, newChallenge } from '#server/passkey-challenge.ts'
import { problem, tooManyRequests } from '#server/problem.ts'
import { relyingPartyOf } from '#server/relying-party.ts'
import { refuseClearText } from '#server/session-cookie.ts'
import { requireSession, type Session } from '#server/sessions.ts'
import { ownDelay } from '#server/sign-in-tries.ts'
import type { Passkey } from '#server/store/passkey-table.ts'
import { challengeIn, passkeyAlgorithms, verifyNewPasskey } from '#server/verify-passkey.ts'
import { toListItem } from './passkey-routes.ts'
import type { RouteContext } from './route-context.ts'

/** More is a mistake, or somebody who tries something. */
const mostPasskeys = 20
const security = [{ session: [] }]

/** SE1: people add passkeys, in two steps, with the password. */
export function addPasskeyRoutes(app: FastifyInstance, context: RouteContext): void {
  optionsRoute(app, context)
  addRoute(app, context)
}

/** What a challenge for a new passkey is good for: this person, in this session, at this host. */
function purposeOf({ account, device }: Session, host: string): string {
  return `add|${account.id}|${device}|${host}`
}

function optionsRoute(app: FastifyInstance, { services, failureDelay }: RouteContext): void {
  const { store, clock } = services
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
      const challenge = newChallenge(services)
      const freshHandle = newChallenge(services)
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
