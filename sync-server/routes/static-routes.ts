import compress from '@fastify/compress'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isScreenPath, neverScreens } from '#shared/protocol/addresses.ts'
import { sendProblem } from '#server/answer-problems.ts'
import { problem } from '#server/problem.ts'

/**
 * The built pages. Files under /assets carry their content in their name and are kept for ever;
 * everything else, above all index.html and the service worker, is asked for again each time.
 * An address without a file is a screen of the app, except where it names one: a missing
 * chunk must be a real 404 (UP2). The app answers what it does not know itself, with 404 all the same, so that
 * nobody takes a page for a thing that he looked for. Assets that today's pages do not have are looked for in the former builds.
 */
export async function staticRoutes(
  app: FastifyInstance,
  pages: string | undefined,
  formerBuilds: readonly string[],
): Promise<void> {
  if (pages !== undefined) {
    await app.register(compress, { global: true, encodings: ['br', 'gzip'] })
    await app.register(fastifyStatic, {
      root: [pages, ...formerBuilds],
      cacheControl: false,
      index: ['index.html'],
      setHeaders: (reply, path) => {
        const forEver = /[/\\]assets[/\\]/.test(path)
        reply.header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    if (pages === undefined || !mayBeScreen(request)) {
      return sendProblem(reply, problem('not-found'))
    }
    return reply.code(isScreenPath(pathOf(request)) ? 200 : 404).sendFile('index.html', pages)
  })
}

function mayBeScreen(request: FastifyRequest): boolean {
  const { method } = request
  if (method !== 'GET' && method !== 'HEAD') return false
  const path = pathOf(request)
  const names = path.slice(path.lastIndexOf('/') + 1)
  return !neverScreens.some((pattern) => pattern.test(path)) && !names.includes('.')
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0] ?? ''
}
