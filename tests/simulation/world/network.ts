import { randomInteger, type Random } from '#shared/domain/seeded-random.ts'
import type {
  HeldServerAnswer,
  ServerAnswer,
  SimulatedServer,
} from '#tests/simulation/server/simulated-server.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** How likely each fault is, 0 to 1, and how long a message travels at most (ms). */
export interface Weather {
  dropRequest: number
  /** The server did its work, and nobody hears of it. */
  dropAnswer: number
  /** A second copy of the request arrives later, perhaps much later. */
  duplicate: number
  /** The answer ends, or breaks, in the middle. */
  truncate: number
  /** No answer and no end: until somebody loses patience. */
  hang: number
  slowest: number
}

export const fair: Weather = {
  dropRequest: 0,
  dropAnswer: 0,
  duplicate: 0,
  truncate: 0,
  hang: 0,
  slowest: 20,
}

/** PL5: where a request waits for news. */
const news = '/sync/news'

/** The line of one device to the server. */
export interface Line {
  weather: Weather
  /** Nothing gets through. */
  isCut: boolean
  cookie: string
  /** Whether requests that wait for news get through; correctness does not depend on it. */
  hasNews: boolean
  /** `fetch` of one tab; what a tab that is gone asks for is never answered. */
  fetchFor: (tab: { readonly isAlive: boolean }) => typeof fetch
}

export interface LineParts {
  server: SimulatedServer
  clock: VirtualClock
  random: Random
  count: (fault: string) => void
}

/** A network without sockets: messages take time, and the weather decides what becomes of them. */
export function createLine({ server, clock, random, count }: LineParts): Line {
  const chance = (probability: number) => probability > 0 && random() < probability
  const travel = () => clock.sleep(randomInteger(random, 1, Math.max(1, line.weather.slowest)))

  /** The way there; what arrives twice is under way a second time. */
  async function send(path: string, init: RequestInit): Promise<void> {
    const { weather } = line
    await travel()
    if (line.isCut || !server.isUp) throw unreachable()
    if (chance(weather.dropRequest)) {
      count('request dropped')
      throw unreachable()
    }
    if (chance(weather.hang)) {
      count('answer never came')
      return never()
    }
    if (chance(weather.duplicate)) later(path, init)
    count('requests')
  }

  async function exchange(path: string, init: RequestInit): Promise<ServerAnswer> {
    const { weather } = line
    await send(path, init)
    // PL4: a scope whose rows differ is compared as a whole.
    if (path === '/sync/pull' && /"compare":\["/.test(String(init.body))) count('scopes compared')
    const { life } = server
    const answer = await server.handle(requestOf(path, init, line.cookie))
    await travel()
    if (line.isCut || server.life !== life) {
      count('answer lost with its line')
      throw unreachable()
    }
    if (chance(weather.dropAnswer)) {
      count('answer dropped')
      throw unreachable()
    }
    return answer
  }

  /** The copy finds its own way, and its answer nobody. */
  function later(path: string, init: RequestInit): void {
    count('request doubled')
    const request = requestOf(path, init, line.cookie)
    clock.setTimer(
      () => {
        if (!server.isUp) return
        if (path === news) void server.hold(request, new AbortController().signal)
        else void server.handle(request)
      },
      randomInteger(random, 1, random() < 0.5 ? 50 : 60_000),
    )
  }

  /** The answer in pieces of any size; a broken one ends somewhere, with or without an error. */
  function bodyOf({ bytes }: ServerAnswer): ReadableStream<Uint8Array> {
    const isBroken = bytes.length > 0 && chance(line.weather.truncate)
    const end = isBroken ? randomInteger(random, 0, bytes.length - 1) : bytes.length
    const breaks = isBroken && random() < 0.5
    if (isBroken) count('answer cut')
    let sent = 0
    return new ReadableStream({
      async pull(controller) {
        if (sent >= end) {
          if (breaks) controller.error(unreachable())
          else controller.close()
          return
        }
        if (sent > 0) await travel()
        const next = Math.min(end, sent + randomInteger(random, 1, Math.max(1, bytes.length)))
        controller.enqueue(bytes.subarray(sent, next))
        sent = next
      },
    })
  }

  /** PL5: an answer that is held open until there is something; what arrives of it is whole or broken. */
  async function listen(
    path: string,
    init: RequestInit,
    tab: { readonly isAlive: boolean },
  ): Promise<Response> {
    await send(path, init)
    count('waits for news')
    const gone = new AbortController()
    const { life } = server
    const answer = await server.hold(requestOf(path, init, line.cookie), gone.signal)
    await travel()
    const isLost = () => line.isCut || server.life !== life
    if (isLost() || !tab.isAlive) {
      gone.abort()
      if (!tab.isAlive) return never()
      count('answer lost with its line')
      throw unreachable()
    }
    init.signal?.addEventListener('abort', () => gone.abort())
    const { status, headers } = answer
    return new Response(heldBody(answer, { gone, isLost, tab }), { status, headers })
  }

  function heldBody(
    { chunks }: HeldServerAnswer,
    {
      gone,
      isLost,
      tab,
    }: {
      gone: AbortController
      isLost: () => boolean
      tab: { readonly isAlive: boolean }
    },
  ): ReadableStream<Uint8Array> {
    return new ReadableStream({
      async pull(controller) {
        // The server was killed, or this side gave up.
        const next = await chunks.next().catch(() => null)
        await travel()
        if (!tab.isAlive) {
          gone.abort()
          return never()
        }
        if (next === null || isLost()) {
          count('wait for news cut')
          gone.abort()
          controller.error(unreachable())
          return
        }
        if (next.done === true) {
          controller.close()
          return
        }
        if (next.value.length > 1) count('news')
        const isBroken = chance(line.weather.truncate)
        const end = isBroken ? randomInteger(random, 0, next.value.length - 1) : next.value.length
        controller.enqueue(next.value.subarray(0, end))
        if (!isBroken) return
        count('answer cut')
        gone.abort()
        if (random() < 0.5) controller.error(unreachable())
        else controller.close()
      },
      cancel() {
        gone.abort()
      },
    })
  }

  const line: Line = {
    weather: fair,
    hasNews: false,
    isCut: false,
    cookie: '',
    fetchFor: (tab) => async (input, init) => {
      const { pathname } = new URL(
        input instanceof Request ? input.url : input,
        'http://branch.example',
      )
      // PL5: correctness never depends on live events, so the simulation does without them.
      if (pathname === '/sync/live') throw unreachable()
      const given = init?.signal ?? undefined
      if (pathname === news) {
        if (!line.hasNews) throw unreachable()
        return orAborted(listen(pathname, init ?? {}, tab), given)
      }
      const answer = await orAborted(exchange(pathname, init ?? {}), given)
      if (!tab.isAlive) return never()
      const { status, headers } = answer
      return new Response(bodyOf(answer), { status, headers })
    },
  }
  return line
}

function requestOf(path: string, { method = 'GET', headers, body }: RequestInit, cookie: string) {
  const sent = Object.fromEntries(new Headers(headers))
  return {
    method,
    path,
    headers: { ...sent, cookie },
    body: typeof body === 'string' ? body : undefined,
  }
}

function orAborted<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return work
  return new Promise((resolve, reject) => {
    const abort = () => reject(new DOMException('Called off.', 'AbortError'))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort)
    work.then(resolve, reject)
  })
}

function unreachable(): TypeError {
  return new TypeError('fetch failed')
}

function never<Value>(): Promise<Value> {
  return new Promise(() => {})
}
