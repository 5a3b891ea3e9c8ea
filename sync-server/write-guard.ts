import type { FastifyInstance } from 'fastify'
import { problem } from './problem.ts'

const harmless = new Set(['GET', 'HEAD'])

/**
 * SE2: a write must come from a page of ours. A page of another origin can neither set the header
 * `x-branchbook` without a preflight, which nobody here answers, nor change what the browser says
 * in `Sec-Fetch-Site`. Clients that are no browser send no `Sec-Fetch-Site`.
 */
export function guardWrites(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (harmless.has(request.method)) return
    const site = request.headers['sec-fetch-site']
    const fromHere = site === undefined || site === 'same-origin' || site === 'none'
    if (request.headers['x-branchbook'] !== '1' || !fromHere) throw problem('wrong-origin')
  })
}
