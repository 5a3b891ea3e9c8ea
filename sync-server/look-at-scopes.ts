import type { FastifyRequest } from 'fastify'
import type { ScopePositions } from '#shared/protocol/live-message.ts'
import { problem, tooManyRequests } from './problem.ts'
import type { RouteContext } from './routes/route-context.ts'
import { requireSession } from './sessions.ts'

/**
 * SC5: where the scopes of the session stand now, in one snapshot with it. Throws the problems `not-signed-in` when it is
 * over, `other-device` when it is that of another device, and `too-many-requests` when that one asked for too much (SE5).
 */
export function lookAtScopes(
  request: FastifyRequest,
  { services: { store, clock }, budgets }: Pick<RouteContext, 'services' | 'budgets'>,
  device: string,
): Promise<ScopePositions> {
  return store.read(async (reader) => {
    const session = await requireSession(request, reader, clock())
    if (session.device !== device) throw problem('other-device')
    const waitMs = budgets.pull.enter(session.device)
    if (waitMs > 0) throw tooManyRequests(waitMs)
    const states = await reader.scopes.states([...session.grants.scopes])
    return Object.fromEntries([...states].map(([scope, { seq }]) => [scope, seq]))
  })
}
