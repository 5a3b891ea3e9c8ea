import { PullRequest } from '#shared/protocol/pull-message.ts'

/** What happens to one request. `drop-answer`: the server did its work; `cut`: the answer ends after so many bytes;
 * `silence`: it begins and says nothing until it is given up. */
type Fault =
  | { kind: 'drop-request' }
  | { kind: 'drop-answer' }
  | { kind: 'twice' }
  | { kind: 'cut'; after: number }
  | { kind: 'answer'; response: () => Response }
  | { kind: 'silence' }

/** The network of one device: real HTTP with a cookie jar, and faults on demand. */
export interface TestNetwork {
  fetch: typeof fetch
  /** Nothing gets through. */
  down: boolean
  /** The server has moved: requests go there instead; null: where they were meant to go. */
  origin: string | null
  /** The next requests to this path meet these faults, in order. */
  fail(path: string, ...faults: Fault[]): void
  /** Paths of the requests that reached the server. */
  readonly reached: string[]
  /** Bodies of the pushes, in the order in which they were tried. */
  readonly pushes: { operations: { n: number }[]; report?: unknown }[]
  /** Bodies of the pulls, likewise. */
  readonly pulls: PullRequest[]
  /** No more faults. */
  heal(): void
  forgetCookies(): void
}

export function createNetwork(): TestNetwork {
  const cookies = new Map<string, string>()
  const planned = new Map<string, Fault[]>()
  const network: TestNetwork = {
    down: false,
    origin: null,
    reached: [],
    pushes: [],
    pulls: [],
    fail(path, ...faults) {
      planned.set(path, [...(planned.get(path) ?? []), ...faults])
    },
    heal() {
      network.down = false
      planned.clear()
    },
    forgetCookies: () => cookies.clear(),
    async fetch(input, init) {
      const asked = new URL(input instanceof Request ? input.url : input)
      const url = new URL(asked.pathname + asked.search, network.origin ?? asked.origin)
      const fault = planned.get(url.pathname)?.shift()
      if (url.pathname === '/sync/push') network.pushes.push(bodyOf(init))
      if (url.pathname === '/sync/pull') network.pulls.push(PullRequest.parse(bodyOf(init)))
      if (network.down || fault?.kind === 'drop-request') throw new TypeError('fetch failed')
      if (fault?.kind === 'answer') return fault.response()
      if (fault?.kind === 'silence') return silence(init?.signal)
      if (fault?.kind === 'twice') await (await send(url, init)).arrayBuffer()
      const response = await send(url, init)
      if (fault?.kind === 'drop-answer') {
        await response.arrayBuffer()
        throw new TypeError('fetch failed')
      }
      return fault?.kind === 'cut' ? cut(response, fault.after) : response
    },
  }

  async function send(url: URL, init: RequestInit | undefined): Promise<Response> {
    network.reached.push(url.pathname)
    const headers = new Headers(init?.headers)
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(url, { ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = pair.split('=')
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }

  return network
}

function bodyOf(init: RequestInit | undefined): { operations: { n: number }[] } {
  if (typeof init?.body !== 'string') throw new Error('A push has a body.')
  return JSON.parse(init.body)
}

function cut(response: Response, after: number): Response {
  let left = after
  const cutting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      controller.enqueue(chunk.subarray(0, left))
      left -= chunk.length
      if (left <= 0) controller.error(new TypeError('terminated'))
    },
  })
  return new Response(response.body?.pipeThrough(cutting) ?? null, {
    status: response.status,
    headers: response.headers,
  })
}

function silence(signal: AbortSignal | null | undefined): Response {
  const body = new ReadableStream({
    start(controller) {
      signal?.addEventListener('abort', () => controller.error(signal.reason))
    },
  })
  return new Response(body)
}

/** A pull that ends behind these lines. */
export function answerOf(...lines: object[]): { kind: 'answer'; response: () => Response } {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  return { kind: 'answer', response: () => new Response(text) }
}
