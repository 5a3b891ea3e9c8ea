import { finished, Readable } from 'node:stream'
import type { Transform } from 'node:stream'
import { constants, createDeflate, createGzip, createZstdCompress } from 'node:zlib'
import type { FastifyInstance, FastifyRequest, FastifySchema } from 'fastify'
import * as z from 'zod/mini'
import {
  mostRowsByName,
  PullCheckpoint,
  PullIndex,
  PullPage,
  PullRequest,
  PullStart,
} from '#shared/protocol/pull-message.ts'
import { closeOnError, openPull, refuseUnreadable } from '#server/open-pull.ts'
import { problem } from '#server/problem.ts'
import { pullLines } from '#server/pull-lines.ts'
import { passOn } from '#server/slow-reader.ts'
import { readBeginning, smallAnswer, wholeOf } from '#server/small-answer.ts'
import type { RouteContext } from './route-context.ts'

/** SE5: a client that has not taken its pages by then is let go; it resumes where it stopped. */
const longestPullMs = 10 * 60_000
/** SE5: so long may one page take; at 64 kbit/s it is a quarter of that. */
const longestPageMs = 60_000

/**
 * Each page leaves at once. Deflate: level 1 costs a fifth of the time of level 6 and sends a tenth more. Zstandard
 * takes a quarter of the time of deflate for a quarter fewer bytes, and browsers open it in half the time.
 */
const deflation = { level: 1, flush: constants.Z_SYNC_FLUSH }
const compressions = {
  zstd: () =>
    createZstdCompress({
      flush: constants.ZSTD_e_flush,
      params: { [constants.ZSTD_c_compressionLevel]: 1 },
    }),
  deflate: () => createDeflate(deflation),
  gzip: () => createGzip(deflation),
} satisfies Record<string, () => Transform>

/** The answer is written line by line, so its form is described here and not checked on the way out. */
const schema: FastifySchema = {
  summary: 'What this person may see and this device does not have yet',
  description:
    'NDJSON of one snapshot: a start line, pages of what `fetch` asked for, pages in the order of their tiers (each `[seq, record]`), index lines, and a checkpoint. Store a page before its `through`; an answer without a checkpoint broke off and is resumed from what was stored. Index lines (`[type, id, seq]`) name every row of a scope that `compare` asked for, or whose cursor is older than what left it is kept: drop what is not named, ask for what differs by `fetch`, at most 2,000 rows a pull. 426 `/problems/upgrade-required`: the client is more than three schema versions older; a push is still taken. 429: this device asked for far more rows than there are; `retry-after` says when to come again.',
  security: [{ session: [] }],
  body: PullRequest,
  response: {
    200: {
      description: 'One JSON document a line',
      content: {
        'application/x-ndjson': {
          schema: z.union([PullStart, PullPage, PullIndex, PullCheckpoint]),
        },
      },
    },
  },
}

export function pullRoute(app: FastifyInstance, context: RouteContext): void {
  const { services, pulls } = context
  const { clock } = services
  app.post('/sync/pull', { schema }, async (request, reply) => {
    const body = PullRequest.parse(request.body)
    refuseUnreadable(body)
    refuseTooMany(body)
    const now = clock()
    const { snapshot, session } = await openPull(request, context, body, now)
    const begun = await closeOnError(snapshot, () =>
      readBeginning(pullLines(snapshot, session, body, now), smallAnswer),
    )
    reply.header('cache-control', 'no-store').header('vary', 'accept-encoding')
    reply.type('application/x-ndjson')
    if (begun.rest === null) {
      await snapshot.close()
      return reply.send(begun.head.join(''))
    }
    const letGo = () => lines.destroy(new Error('The pull took too long.'))
    const lines = Readable.from(passOn(wholeOf(begun), longestPageMs, letGo), {
      objectMode: false,
    })
    const timer = setTimeout(letGo, longestPullMs)
    const leave = pulls.take(body.device, letGo)
    finished(lines, () => {
      clearTimeout(timer)
      leave()
      snapshot.close().catch((error: unknown) => request.log.error({ err: error }, 'snapshot'))
    })
    const encoding = encodingOf(request)
    if (encoding === undefined) return reply.send(lines)
    reply.header('content-encoding', encoding)
    const compressed: Transform = compressions[encoding]()
    // Either end may break; the other must hear of it, or the snapshot would stay open.
    lines.once('error', (error) => compressed.destroy(error))
    compressed.once('close', () => lines.destroy())
    return reply.send(lines.pipe(compressed))
  })
}

function refuseTooMany({ fetch = [] }: PullRequest): void {
  const rows = fetch.reduce((sum, { rows }) => sum + rows.length, 0)
  if (rows > mostRowsByName) {
    throw problem('invalid', { fields: [{ field: 'fetch', code: 'too_big' }] })
  }
}

function encodingOf(request: FastifyRequest): keyof typeof compressions | undefined {
  const accepted = request.headers['accept-encoding'] ?? ''
  if (/\bzstd\b/.test(accepted)) return 'zstd'
  if (/\bdeflate\b/.test(accepted)) return 'deflate'
  return /\bgzip\b/.test(accepted) ? 'gzip' : undefined
}
