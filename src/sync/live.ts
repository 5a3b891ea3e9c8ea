import type { Api } from './api.ts'
import { keepPolling } from './live-poll.ts'
import { readStream, type OnMoved } from './live-stream.ts'
import { endedBy, pause, reconnectAfter, type SetTimer } from './live-timing.ts'

/** PL5: hears from the server that something moved. Correctness never depends on it. */
export interface Live {
  /** By events or by long polls. */
  readonly connected: boolean
  /** The session is over; whoever signs in again listens anew. */
  readonly ended: boolean
  stop: () => void
}

export interface LiveParts {
  api: Pick<Api, 'live' | 'waitForMove'>
  device: string
  random: () => number
  setTimer: SetTimer
  /** Something moved, or may have moved while nobody listened. */
  onMoved: OnMoved
}

/** After so many streams in a row that were refused or did not last, long polls stand in. */
const failuresBeforePolls = 3
/** While long polls stand in, the stream is tried again after so long (ms), half of it by chance. */
const tryStreamAgain = 10 * 60_000

/**
 * Listens until `stop`: to server-sent events, or by long polls where something on the way holds events back or cuts
 * them. Connects again after each cut, later each time. A 401 ends both, and wakes sync once, so that it finds out too.
 */
export function listenLive({ api, device, random, setTimer, onMoved }: LiveParts): Live {
  const stopping = new AbortController()
  let ended = false
  let streaming = false
  let polling = false
  let poll: AbortController | null = null
  let nextTry = new AbortController()

  async function keepStream(): Promise<void> {
    let failures = 0
    while (!stopping.signal.aborted) {
      const ending = await readStream({
        api,
        setTimer,
        signal: stopping.signal,
        onOpen() {
          streaming = true
          onMoved(null)
        },
        onSteady: endPoll,
        onMoved,
      })
      streaming = false
      if (ending === 'signed-out') end()
      failures = ending === 'lasted' ? 1 : failures + 1
      if (ending === 'held-back' || failures >= failuresBeforePolls) startPoll()
      nextTry = endedBy(stopping.signal)
      const wait = poll === null ? reconnectAfter(failures, random()) : half(random())
      await pause(setTimer, wait, nextTry.signal)
      nextTry.abort()
    }
  }

  function startPoll(): void {
    if (poll !== null || stopping.signal.aborted) return
    poll = endedBy(stopping.signal)
    const { signal } = poll
    void keepPolling({
      api,
      device,
      random,
      setTimer,
      signal,
      onMoved,
      onReached(reached, again) {
        polling = reached
        // The server was away, and not the way to it: perhaps events pass after all.
        if (again) nextTry.abort()
      },
      onSignedOut: end,
    })
  }

  function endPoll(): void {
    poll?.abort()
    poll = null
    polling = false
  }

  function end(): void {
    if (ended || stopping.signal.aborted) return
    ended = true
    stop()
    onMoved(null)
  }

  function stop(): void {
    stopping.abort()
    streaming = false
    endPoll()
  }

  void keepStream()
  return {
    get connected() {
      return streaming || polling
    },
    get ended() {
      return ended
    },
    stop,
  }
}

function half(random: number): number {
  return tryStreamAgain / 2 + (tryStreamAgain / 2) * random
}
