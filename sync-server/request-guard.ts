import type { FastifyInstance, FastifyRequest } from 'fastify'
import { neverScreens } from '#shared/protocol/addresses.ts'
import { problem } from './problem.ts'

const harmless = new Set(['GET', 'HEAD'])

/** What is refused before anything of a request is looked at. */
export function guardRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    refuseForeign(request)
    refusePacked(request)
    refuseQuery(request)
  })
}

/**
 * SE2: what the API is asked for must come from a page of ours, and a write must say so. A page of another origin can neither
 * set the header `x-branchbook` without a preflight, which nobody here answers, nor change what the browser says in
 * `Sec-Fetch-Site`. Clients that are no browser send no `Sec-Fetch-Site`. Pages may be opened from anywhere: a link leads here.
 */
function refuseForeign(request: FastifyRequest): void {
  const isHarmless = harmless.has(request.method)
  if (isHarmless && !isForApi(request)) return
  const site = request.headers['sec-fetch-site']
  const isFromHere = site === undefined || site === 'same-origin' || site === 'none'
  const isOurs = isHarmless || request.headers['x-branchbook'] === '1'
  if (!isFromHere || !isOurs) throw problem('wrong-origin')
}

/** SE5: bodies come as they are. One that has to be unpacked may become a thousand times as long. */
function refusePacked({ headers }: FastifyRequest): void {
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') throw problem('wrong-media-type')
}

/** SE3: no address of the API takes a query but those that describe one. */
function refuseQuery(request: FastifyRequest): void {
  // Not `new URL`: `//` is an address here, and none there.
  if (!request.url.includes('?') || request.is404 || !isForApi(request)) return
  if (request.routeOptions.schema?.querystring === undefined) {
    throw problem('invalid', { fields: [{ field: 'query', code: 'unrecognized_keys' }] })
  }
}

function isForApi({ url }: FastifyRequest): boolean {
  const path = url.split('?', 1)[0] ?? ''
  return neverScreens.some((pattern) => pattern.test(path)) && !path.startsWith('/assets/')
}
