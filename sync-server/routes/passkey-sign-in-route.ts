import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import {
  PasskeyChallenge,
  PasskeySignInRequest,
  PasskeySignInResponse,
} from '#shared/protocol/passkey-message.ts'
import { addressGroup } from '#server/address-group.ts'
import { floodLimit } from '#server/flood-limit.ts'
import { answerSession, issueSession } from '#server/issue-session.ts'
import { challengeLastsMs, newChallenge } from '#server/passkey-challenge.ts'
import { problem, tooManyRequests } from '#server/problem.ts'
import { relyingPartyOf } from '#server/relying-party.ts'
import type { Services } from '#server/services.ts'
import { refuseClearText } from '#server/session-cookie.ts'
import { newToken } from '#server/sessions.ts'
import { ownDelay } from '#server/sign-in-tries.ts'
import type { Passkey } from '#server/store/passkey-table.ts'
import type { Transaction } from '#server/store/store.ts'
import { challengeIn, isCloned, verifyPasskeyUse } from '#server/verify-passkey.ts'
import type { RouteContext } from './route-context.ts'

const config = { rateLimit: floodLimit }

/** SE1: sign-in with a passkey. Every refusal is answered alike, and is an audit row with its reason. */
export function passkeySignInRoute(
  app: FastifyInstance,
  { services, failureDelay }: RouteContext,
): void {
  const { store, clock } = services
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.post(
    '/api/sign-in/passkey/options',
    {
      config,
      schema: {
        summary: 'Begin a sign-in with a passkey',
        description: 'The challenge is good once, for five minutes, at this host.',
        body: z.strictObject({}),
        response: { 200: PasskeyChallenge },
      },
    },
    async (request, reply) => {
      const now = clock()
      const challenge = newChallenge(services)
      const { id } = relyingPartyOf(request)
      const expiresAt = now + challengeLastsMs
      const kept = { challenge, boundTo: purposeOf(id), userHandle: null, expiresAt }
      await store.write(now, ({ passkeys }) => passkeys.addChallenge(kept, now))
      reply.header('cache-control', 'no-store')
      return { challenge, relyingParty: id, timeoutMs: challengeLastsMs }
    },
  )

  typed.post(
    '/api/sign-in/passkey',
    {
      config,
      schema: {
        summary: 'Sign in with a passkey; the answer sets the session cookie',
        description:
          'Who it is follows from the passkey: of the devices that are `here`, the one of this person signs in, else `fresh`; the answer says which. 401 `/problems/passkey-refused`.',
        body: PasskeySignInRequest,
        response: { 200: PasskeySignInResponse },
      },
    },
    async (request, reply) => {
      refuseClearText(request)
      const { body, ip } = request
      let shown: Shown = { reason: 'unknown' }
      const name = `passkey|${body.credential}|${addressGroup(ip)}`
      const own = { name, delay: ownDelay }
      const checked = await failureDelay.check({ own }, async () => {
        shown = await look(services, request, body)
        return !('reason' in shown)
      })
      if (!checked.right && checked.waitMs > 0) throw tooManyRequests(checked.waitMs)
      const now = clock()
      const token = newToken(services)
      const answer = await store.write(now, async (transaction) => {
        const entered = await enter(transaction, body, shown)
        const staffId = entered.passkey?.staffId ?? null
        if ('reason' in entered) {
          const code = `passkey ${entered.reason}`
          transaction.audit.add({ at: now, what: 'sign-in-refused', staffId, code })
          return undefined
        }
        const { passkey, counter, account, here } = entered
        await transaction.passkeys.setUsed(passkey.id, { counter, at: now })
        const ids = here ?? body.fresh
        const start = {
          ...ids,
          account,
          token,
          vaultKept: here !== undefined,
          by: 'passkey',
        } as const
        const session = await issueSession(transaction, request, start, now)
        return { session, device: ids.device }
      })
      if (answer === undefined) throw problem('passkey-refused')
      answerSession(request, reply, { token, device: answer.device })
      return answer
    },
  )
}

/** What a challenge for a sign-in is good for: nobody knows yet who it will be. */
function purposeOf(host: string): string {
  return `sign-in|${host}`
}

/** What was shown, or why it does not count; the reasons are words of the audit. */
type Shown =
  | { passkey: Passkey; counter: number }
  | { reason: 'challenge' | 'unknown' | 'signature' | 'counter' | 'account'; passkey?: Passkey }

async function look(
  { store, clock }: Services,
  request: FastifyRequest,
  body: PasskeySignInRequest,
): Promise<Shown> {
  const now = clock()
  const relyingParty = relyingPartyOf(request)
  const challenge = challengeIn(body.clientData) ?? ''
  const { taken, passkey } = await store.write(now, async ({ passkeys }) => ({
    taken: await passkeys.takeChallenge(challenge, now),
    passkey: await passkeys.byCredential(body.credential),
  }))
  if (passkey === undefined) return { reason: 'unknown' }
  if (taken?.boundTo !== purposeOf(relyingParty.id)) return { reason: 'challenge', passkey }
  const counter = await verifyPasskeyUse(body, passkey, { ...relyingParty, challenge })
  return counter === undefined ? { reason: 'signature', passkey } : { passkey, counter }
}

/** SC5: as things stand in this transaction: a colleague may have left meanwhile, a passkey may be gone or have been used. */
async function enter(
  { passkeys, staff, devices }: Transaction,
  { here }: PasskeySignInRequest,
  shown: Shown,
) {
  if ('reason' in shown) return shown
  const passkey = await passkeys.byId(shown.passkey.id)
  if (passkey === undefined) return { reason: 'unknown' } as const
  if (isCloned(passkey, shown.counter)) return { reason: 'counter', passkey } as const
  const account = await staff.byId(passkey.staffId)
  if (account?.active !== true) return { reason: 'account', passkey } as const
  for (const ids of here) {
    const known = await devices.byId(ids.device)
    if (known?.staffId === account.id) return { ...shown, account, here: ids }
  }
  return { ...shown, account, here: undefined }
}
