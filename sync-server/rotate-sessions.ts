import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { endSession } from './end-session.ts'
import type { Services } from './services.ts'
import { setSessionCookie } from './session-cookie.ts'
import { isDue, isWorthNoting, offerEveryMs, offerLastsMs } from './session-token.ts'
import { noteBeginning, type SessionUse, useOf } from './session-use.ts'
import { hashToken, newToken } from './sessions.ts'

/**
 * SE2: a token is replaced after a day. The answer to a request offers the new one; the old one stays good until the new one is
 * used first, so a lost answer locks nobody out. Who shows a spent one after that has a copy: the session of the device
 * ends. To be called before the cookies are: what it sets has to be there when they are written.
 */
export function rotateSessions(app: FastifyInstance, services: Services): void {
  app.addHook('onRequest', async (request) => noteBeginning(request, services.clock()))
  app.addHook('onSend', async (request, reply) => {
    const use = useOf(request)
    // A server that is broken rotates nothing; the next request will.
    if (use === undefined || reply.statusCode >= 500) return
    try {
      await settle(services, use, request, reply)
    } catch (error) {
      // The request itself was done and is answered; the next one tries this again.
      request.log.error({ err: error }, 'the session was not rotated')
    }
  })
}

async function settle(
  services: Services,
  use: SessionUse,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const now = services.clock()
  if (use.verdict === 'reused') await endReused(services, use, now)
  if (use.verdict !== 'good') return
  const isToRenew = use.renew === true || isDue(use.token, now)
  if (!isToRenew && !isWorthNoting(use.token, now)) return
  const offered = await noteAndOffer(services, use, { isToRenew, now })
  if (offered === undefined) return
  setSessionCookie(request, reply, offered, Math.floor((use.token.expiresAt - now) / 1000))
}

/** Answers the token that is offered, if one is. */
async function noteAndOffer(
  services: Services,
  { tokenHash, token, renew = false }: SessionUse,
  { isToRenew, now }: { isToRenew: boolean; now: number },
): Promise<string | undefined> {
  const next = newToken(services)
  const isOffered = await services.store.write(now, async ({ sessions, devices }) => {
    // Ended meanwhile: nothing may follow from it.
    if ((await sessions.find(tokenHash, now)) === undefined) return false
    await sessions.use(tokenHash, now)
    await devices.setSeen(token.device, now)
    if (!isToRenew) return false
    const last = await sessions.lastOfferTo(token.device)
    if (!renew && last !== undefined && now - last < offerEveryMs) return false
    await sessions.dropOffers(token.device, now - offerLastsMs)
    const { staffId, device, expiresAt } = token
    await sessions.add(hashToken(next), { staffId, device, expiresAt, parent: tokenHash }, now)
    return true
  })
  return isOffered ? next : undefined
}

async function endReused(
  { store }: Services,
  { tokenHash, token }: SessionUse,
  now: number,
): Promise<void> {
  await store.write(now, async (transaction) => {
    // Another request with the same copy may have come before.
    if ((await transaction.sessions.find(tokenHash, now)) === undefined) return
    await endSession(transaction, token)
    const { staffId, device } = token
    transaction.audit.add({ at: now, what: 'session-reused', staffId, device })
  })
}
