import { once } from 'node:events'
import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http'
import type { Random } from '#shared/domain/seeded-random.ts'

/**
 * What can become of one request. `reset`: cut before it reaches the server; `halve-request`: the server gets half of it;
 * `swallow`: the server does it, the answer never comes; `halve-answer`: half of the answer comes; `repeat`: the server
 * gets it twice; `slow`: it waits.
 */
export const faults = [
  'none',
  'reset',
  'halve-request',
  'swallow',
  'halve-answer',
  'repeat',
  'slow',
] as const
export type Fault = (typeof faults)[number]

export interface FaultProxy {
  url: string
  /** How often each fault happened. */
  counts: Record<Fault, number>
  /** Decides about the next requests; `undefined` passes everything on. */
  choose: ((path: string) => Fault) | undefined
  close(): Promise<void>
}

interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

/** Longest wait (ms) of `slow`. */
const slowest = 40

/** A small proxy before a real server that does to requests what networks do to them. */
export async function startFaultProxy(target: string, random: Random): Promise<FaultProxy> {
  const counts: Record<Fault, number> = {
    none: 0,
    reset: 0,
    'halve-request': 0,
    swallow: 0,
    'halve-answer': 0,
    repeat: 0,
    slow: 0,
  }
  const proxy: FaultProxy = { url: '', counts, choose: undefined, close }
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => incoming.socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port.')
  proxy.url = `http://127.0.0.1:${address.port}`
  return proxy

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await readAll(incoming)
    const fault = proxy.choose?.(incoming.url ?? '') ?? 'none'
    counts[fault] += 1
    switch (fault) {
      case 'reset':
        incoming.socket.destroy()
        return
      case 'halve-request':
        await forwardHalf(incoming, body)
        incoming.socket.destroy()
        return
      case 'swallow':
        await forward(incoming, body)
        incoming.socket.destroy()
        return
      case 'halve-answer': {
        const { status, headers, body: answer } = await forward(incoming, body)
        outgoing.writeHead(status, { ...headers, 'content-length': answer.length })
        outgoing.write(answer.subarray(0, Math.floor(answer.length / 2)), () =>
          incoming.socket.destroy(),
        )
        return
      }
      case 'repeat':
        await forward(incoming, body)
        break
      case 'slow':
        await new Promise((resolve) => setTimeout(resolve, random() * slowest))
        break
      case 'none':
        break
    }
    const { status, headers, body: answer } = await forward(incoming, body)
    outgoing.writeHead(status, { ...headers, 'content-length': answer.length })
    outgoing.end(answer)
  }

  async function forward(incoming: IncomingMessage, body: Buffer): Promise<Answer> {
    const outgoing = send(target + (incoming.url ?? '/'), {
      method: incoming.method ?? 'GET',
      headers: { ...incoming.headers, 'content-length': body.length },
    })
    outgoing.end(body)
    const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
    const { 'transfer-encoding': _, ...headers } = answer.headers
    return { status: answer.statusCode ?? 500, headers, body: await readAll(answer) }
  }

  /** The rest never comes: the server must not take half a body for a whole one. */
  async function forwardHalf(incoming: IncomingMessage, body: Buffer): Promise<void> {
    const outgoing = send(target + (incoming.url ?? '/'), {
      method: incoming.method ?? 'GET',
      headers: { ...incoming.headers, 'content-length': body.length },
    })
    outgoing.on('error', () => {})
    await new Promise<void>((resolve) =>
      outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => resolve()),
    )
    outgoing.destroy()
  }

  async function close(): Promise<void> {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
