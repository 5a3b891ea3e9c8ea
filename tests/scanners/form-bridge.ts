import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { freePort } from '#tests/support/free-port.ts'
import type { ApiRoute } from './api-routes.ts'
import { leavesOf, withLeaves } from './sample-body.ts'

/** Where all routes of the API stand as links and forms. */
export const formsPath = '/scan/routes.html'
const sendPath = '/scan/send'

export interface FormBridge {
  url: string
  /** How many answers had which status, and the slowest in ms. */
  readonly statuses: Map<number, number>
  /** Addresses that were answered with 5xx. */
  readonly broken: string[]
  close(): Promise<void>
}

/**
 * A scanner that knows links and forms alone reaches every member of every JSON body through this: it shows the routes as
 * forms, and sends what comes from them on as the JSON that the route takes, with the header of a page of ours and the
 * cookie of a session. Everything else passes as it is.
 */
export async function startFormBridge(options: {
  target: string
  routes: readonly ApiRoute[]
  /** Empty: nobody is signed in. */
  cookie: string
}): Promise<FormBridge> {
  const { target, routes, cookie } = options
  const port = await freePort()
  const statuses = new Map<number, number>()
  const broken: string[] = []
  const server = createServer((request, answer) => {
    pass(request, answer).catch(() => answer.destroy())
  })

  async function pass(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request
    if (url === formsPath) {
      answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      answer.end(pageOf(routes))
      return
    }
    const sent = await bodyOf(request)
    const route = routeOf(routes, url)
    const fields = new Map(new URLSearchParams(sent.toString()))
    const own = headersOf(request)
    own.set('x-branchbook', '1')
    if (cookie !== '') own.set('cookie', cookie)
    if (route !== undefined) own.set('content-type', 'application/json')
    const body = route === undefined ? sent : JSON.stringify(withLeaves(route.body, fields))
    const path = route === undefined ? url : route.path
    const real = await fetch(target + path, {
      method: route?.method ?? method,
      headers: own,
      redirect: 'manual',
      ...(method === 'GET' || method === 'HEAD' ? {} : { body }),
    })
    statuses.set(real.status, (statuses.get(real.status) ?? 0) + 1)
    if (real.status >= 500) broken.push(`${method} ${path}`)
    const headers = Object.fromEntries(real.headers)
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) {
      delete headers[name]
    }
    answer.writeHead(real.status, headers)
    // A stream of events never ends: its head is enough.
    const isStream = real.headers.get('content-type')?.startsWith('text/event-stream') === true
    if (isStream) await real.body?.cancel()
    answer.end(isStream ? '' : Buffer.from(await real.arrayBuffer()))
  }

  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${port}`,
    statuses,
    broken,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function pageOf(routes: readonly ApiRoute[]): string {
  const lines = routes.map((route, index) => {
    if (route.method === 'GET') {
      return `<a href="${route.path}">.</a><a href="${route.path}?id=1&name=a">.</a>`
    }
    const inputs = [...leavesOf(route.body)]
      .map(([name, value]) => `<input name="${name}" value="${value}">`)
      .join('')
    return `<form method="post" action="${sendPath}/${index}">${inputs}<input type="submit"></form>`
  })
  return `<!doctype html><title>Routes</title><body>${lines.join('\n')}<a href="/">.</a>`
}

function routeOf(routes: readonly ApiRoute[], url: string): ApiRoute | undefined {
  const found = new RegExp(`^${sendPath}/(\\d+)`).exec(url)
  return found === null ? undefined : routes[Number(found[1])]
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers()
  const ofTheConnection = new Set(['host', 'connection', 'content-length', 'keep-alive'])
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string' && !ofTheConnection.has(name)) headers.set(name, value)
  }
  return headers
}

async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.from(Buffer.concat(chunks))
}
