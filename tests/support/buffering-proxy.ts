import { once } from 'node:events'
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'

/** How the proxy treats answers of the type `text/event-stream`. */
export type EventTreatment =
  /** Holds everything back, headers included, until the answer is complete, which a stream of events never is. */
  | 'hold'
  /** Sends the headers and holds back the rest. */
  | 'hold-body'
  /** Cuts the line as soon as the first bytes have passed. */
  | 'cut'
  | 'pass'

export interface BufferingProxy {
  url: string
  /** For requests from now on. */
  events: EventTreatment
  /** Answers so to events instead of asking the server; null asks it. */
  refuseEvents: number | null
  /** Requests that came, as `GET /sync/live`. */
  readonly seen: string[]
  close: () => Promise<void>
}

/** A real HTTP proxy before `target` that spoils server-sent events and passes everything else on at once. */
export async function startBufferingProxy(target: string): Promise<BufferingProxy> {
  const server = createServer((incoming, outgoing) => {
    proxy.seen.push(`${incoming.method} ${incoming.url}`)
    if (incoming.headers.accept === 'text/event-stream' && proxy.refuseEvents !== null) {
      outgoing.writeHead(proxy.refuseEvents, { 'content-type': 'text/html' })
      outgoing.end('<h1>Refused</h1>')
      return
    }
    pass(incoming, outgoing)
  })

  function pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, headers, url = '/' } = incoming
    const upstream = ask(new URL(url, target), { ...(method && { method }), headers, agent: false })
    upstream.on('response', (answer) => {
      const isEvents = answer.headers['content-type']?.startsWith('text/event-stream') === true
      const treatment = isEvents ? proxy.events : 'pass'
      answer.on('error', () => outgoing.destroy())
      if (treatment === 'hold') return void answer.resume()
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      outgoing.flushHeaders()
      if (treatment === 'hold-body') return void answer.resume()
      if (treatment === 'cut') {
        answer.once('data', (chunk) => outgoing.write(chunk, () => outgoing.destroy()))
        return
      }
      answer.pipe(outgoing)
    })
    upstream.on('error', () => outgoing.destroy())
    outgoing.on('close', () => upstream.destroy())
    incoming.pipe(upstream)
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port.')
  const proxy: BufferingProxy = {
    url: `http://127.0.0.1:${address.port}`,
    events: 'hold',
    refuseEvents: null,
    seen: [],
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return proxy
}
