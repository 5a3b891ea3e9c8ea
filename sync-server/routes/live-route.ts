import type { FastifyInstance } from 'fastify'
import { HttpProblem, problem } from '#server/problem.ts'
import { requireSession } from '#server/sessions.ts'
import type { RouteContext } from './route-context.ts'

export function liveRoute(app: FastifyInstance, { services, live }: RouteContext): void {
  const { store, clock } = services
  app.get(
    '/sync/live',
    {
      // A HEAD would hold a place that nobody reads.
      exposeHeadRoute: false,
      schema: {
        summary: 'Server-sent events: `moved` with the scopes that have something new',
        description:
          'Content type `text/event-stream`. Data of an event: `{ "scopes": ["branch:…"] }`. The comment `: connected` comes at once, another every 15 s; without them a proxy holds the stream back, and POST to the same address says the same in single answers. The stream ends when the session does, at once, or when the device opens a fourth live connection and this is the oldest.',
        security: [{ session: [] }],
        produces: ['text/event-stream'],
      },
    },
    async (request, reply) => {
      const look = async () => {
        try {
          const { account, device, grants } = await store.read((reader) =>
            requireSession(request, reader, clock()),
          )
          return { device, staffId: account.id, scopes: [...grants.scopes] }
        } catch (error) {
          if (error instanceof HttpProblem) return undefined
          throw error
        }
      }
      const stream = await live.connect(look)
      if (stream === undefined) throw problem('not-signed-in')
      return (
        reply
          .header('cache-control', 'no-store')
          // nginx would hold events back until its buffer is full.
          .header('x-accel-buffering', 'no')
          .type('text/event-stream')
          .send(stream)
      )
    },
  )
}
