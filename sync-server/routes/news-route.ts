import type { FastifyInstance, FastifyRequest, FastifySchema } from 'fastify'
import * as z from 'zod/mini'
import type { ScopePositions } from '#shared/protocol/live-message.ts'
import { longestNewsMs, NewsRequest } from '#shared/protocol/news-message.ts'
import {
  type Cursor,
  PullCheckpoint,
  PullIndex,
  PullPage,
  PullStart,
} from '#shared/protocol/pull-message.ts'
import { heldAnswer } from '#server/held-answer.ts'
import { lookAtScopes } from '#server/look-at-scopes.ts'
import { closeOnError, openMoment, openPull, refuseUnreadable } from '#server/open-pull.ts'
import { HttpProblem } from '#server/problem.ts'
import { pullLines } from '#server/pull-lines.ts'
import { readBeginning, smallAnswer } from '#server/small-answer.ts'
import { allTiers } from '#server/store/scope-sweep.ts'
import type { RouteContext } from './route-context.ts'

/** The answer is written as it comes, so its form is described here and not checked on the way out. */
const schema: FastifySchema = {
  summary: 'A pull that is answered once there is something',
  description:
    'The answer begins at once and holds blank lines, one every 15 s, until something is new for this person or `waitMs` is over (at most and by default 5 min); then the lines of a pull, with their checkpoint, if they are at most 4 KB together. It ends without a checkpoint when there is more, when the session ends, when the server stops, and when the device opens a fourth live connection and this is the oldest: pull then.',
  security: [{ session: [] }],
  body: NewsRequest,
  response: {
    200: {
      description: 'Blank lines, then one JSON document a line, as `/sync/pull` says them',
      content: {
        'application/x-ndjson': {
          schema: z.union([PullStart, PullPage, PullIndex, PullCheckpoint]),
        },
      },
    },
  },
}

/** PL5: who waits here needs no second request for what a poke would only announce. */
export function newsRoute(app: FastifyInstance, context: RouteContext): void {
  const { waits } = context
  app.post('/sync/news', { schema }, async (request, reply) => {
    const body = NewsRequest.parse(request.body)
    refuseUnreadable(body)
    // Whoever may not ask is told so before the answer begins; CL7: what is reported is so now, and not when the answer comes.
    const { snapshot } = await openPull(request, context, body, context.services.clock())
    await snapshot.close()
    const look = () => lookAtScopes(request, context, body.device)
    const gone = new AbortController()
    const { stream, end } = heldAnswer(() => gone.abort())
    const { device, waitMs = longestNewsMs } = body
    const waiting = { device, after: scopePositions(body.cursor), waitMs, atOnce: true }
    waits
      .wait(waiting, look, gone.signal)
      .then(() => (gone.signal.aborted ? '' : newsLines(request, context, body)))
      .then(end, (error: unknown) => {
        // The session ended, or a newer connection took this place: the device finds out by its next pull.
        if (!(error instanceof HttpProblem)) request.log.error({ err: error }, 'news')
        end('')
      })
    return (
      reply
        .header('cache-control', 'no-store')
        // nginx would hold the answer back until its buffer is full.
        .header('x-accel-buffering', 'no')
        .type('application/x-ndjson')
        .send(stream)
    )
  })
}

/** What a pull would say now; empty when that is more than goes out in one piece. */
async function newsLines(
  request: FastifyRequest,
  context: RouteContext,
  body: NewsRequest,
): Promise<string> {
  const now = context.services.clock()
  const { snapshot, session } = await openMoment(request, context, body, now)
  const begun = await closeOnError(snapshot, () =>
    readBeginning(pullLines(snapshot, session, body, now), smallAnswer),
  )
  await begun.rest?.return(undefined)
  await snapshot.close()
  return begun.rest === null ? begun.head.join('') : ''
}

/** A scope is known as far as the tier that is furthest behind. */
function scopePositions({ positions }: Cursor): ScopePositions {
  return Object.fromEntries(
    Object.entries(positions).map(([scope, tiers]) => [
      scope,
      Math.min(...allTiers.map((tier) => tiers[tier] ?? 0)),
    ]),
  )
}
