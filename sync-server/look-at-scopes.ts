import type { FastifyRequest } from 'fastify'
import type { ScopePositions } from '#shared/protocol/live-message.ts'
import { problem } from './problem.ts'
import type { Services } from './services.ts'
import { requireSession } from './sessions.ts'

/**
 * SC5: where the scopes of the session stand now, in one snapshot with it. Throws the problems `not-signed-in` when it is
 * over, and `other-device` when it is that of another device.
 */
export function lookAtScopes(
  request: FastifyRequest,
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  device: string,
): Promise<ScopePositions> {
  return store.read(async (reader) => {
    const session = await requireSession(request, reader, clock())
    if (session.device !== device) throw problem('other-device')
    const states = await reader.scopes.states([...session.grants.scopes])
    return Object.fromEntries([...states].map(([scope, { seq }]) => [scope, seq]))
  })
}
