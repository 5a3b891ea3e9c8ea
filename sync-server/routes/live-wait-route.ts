import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { longestWaitMs, WaitAnswer, WaitRequest } from '#shared/protocol/live-message.ts'
import { lookAtScopes } from '#server/look-at-scopes.ts'
import type { RouteContext } from './route-context.ts'

export function liveWaitRoute(app: FastifyInstance, { waits, ...context }: RouteContext): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/sync/live',
    {
      schema: {
        summary: 'The long poll: answers when a scope moved past what the device has seen',
        description:
          'For where a proxy holds server-sent events back. `after` is `seen` of the answer before (null for the first, which is answered at once): a move between two requests is answered at once. With nothing new the answer comes after `waitMs`, at most and by default 25 s, with no `scopes`. `scopes` also names what was granted or taken away. Pull when it is not empty, and ask again. 401 when the session ends meanwhile; 429 when the device opens a fourth live connection and this is the oldest.',
        security: [{ session: [] }],
        body: WaitRequest,
        response: { 200: WaitAnswer },
      },
    },
    async (request, reply) => {
      const look = () => lookAtScopes(request, context, request.body.device)
      const gone = new AbortController()
      // Also after the answer, when nobody listens any more.
      reply.raw.once('close', () => gone.abort())
      const { waitMs = longestWaitMs } = request.body
      const answer = await waits.wait({ ...request.body, waitMs }, look, gone.signal)
      reply.header('cache-control', 'no-store')
      return answer
    },
  )
}
