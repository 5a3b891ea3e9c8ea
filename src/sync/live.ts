import { MovedEvent } from '#shared/protocol/live-message.ts'
import type { Api } from './api.ts'

/** PL5: hears from the server that something moved. Correctness never depends on it. */
export interface Live {
  readonly connected: boolean
  stop: () => void
}

export interface LiveParts {
  api: Pick<Api, 'live'>
  random: () => number
  setTimer: (callback: () => void, milliseconds: number) => () => void
  /** Something moved, or may have moved while nobody listened. */
  onMoved: () => void
}

/** The server sends a comment every 15 s; three of them missed is a dead line (ms). */
const longestSilence = 45_000
const reconnect = { first: 1_000, longest: 60_000 } as const

/**
 * Listens until `stop`, and connects again after each cut, later each time. Read with `fetch`, because `EventSource`
 * neither tells a 401 from a cut nor notices a line that is dead but open.
 */
export function listenLive({ api, random, setTimer, onMoved }: LiveParts): Live {
  let stopped = false
  let connected = false
  let failures = 0
  let cut = new AbortController()
  let cancelTimer: (() => void) | null = null

  async function listen(): Promise<void> {
    cut = new AbortController()
    const answer = await api.live(cut.signal)
    if (answer.ok && !stopped) {
      connected = true
      failures = 0
      onMoved()
      await readEvents(answer.value)
      connected = false
    }
    if (!stopped) connectLater()
  }

  async function readEvents(stream: ReadableStream<Uint8Array>): Promise<void> {
    const reader = stream.getReader()
    const decoder = new TextDecoder()
    let text = ''
    for (;;) {
      const cancelSilence = setTimer(() => cut.abort(), longestSilence)
      const read = await reader.read().catch(() => ({ done: true, value: undefined }) as const)
      cancelSilence()
      if (read.done) return
      text += decoder.decode(read.value, { stream: true })
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      if (events.some(saysMoved)) onMoved()
    }
  }

  function connectLater(): void {
    failures += 1
    const wait = Math.min(reconnect.longest, reconnect.first * 2 ** (failures - 1))
    cancelTimer = setTimer(() => void listen(), wait / 2 + (wait / 2) * random())
  }

  void listen()
  return {
    get connected() {
      return connected
    },
    stop() {
      stopped = true
      connected = false
      cancelTimer?.()
      cut.abort()
    },
  }
}

function saysMoved(event: string): boolean {
  const lines = event.split('\n')
  const data = lines.find((line) => line.startsWith('data:'))?.slice('data:'.length)
  if (data === undefined || !lines.includes('event: moved')) return false
  try {
    return MovedEvent.safeParse(JSON.parse(data)).success
  } catch {
    // Not an event of this version; the next poll brings whatever it meant.
    return false
  }
}
