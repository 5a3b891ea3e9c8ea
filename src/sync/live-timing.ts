/** Calls back after so many ms; returns the way to call it off. */
export type SetTimer = (callback: () => void, milliseconds: number) => () => void

const reconnect = { first: 1_000, longest: 60_000 } as const

/** How long (ms) to wait after so many failures in a row (from 1): doubles up to a minute, half of it by chance. */
export function reconnectAfter(failures: number, random: number): number {
  const full = Math.min(reconnect.longest, reconnect.first * 2 ** (failures - 1))
  return full / 2 + (full / 2) * random
}

/** Resolves after so many ms, or when the signal ends the waiting. */
export function pause(
  setTimer: SetTimer,
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const cancel = setTimer(done, milliseconds)
    function done(): void {
      cancel()
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}

/** A controller of its own that the signal ends too; abort it when done, so that the signal forgets it. */
export function endedBy(signal: AbortSignal): AbortController {
  const own = new AbortController()
  if (signal.aborted) own.abort()
  // Not AbortSignal.any: Safari 16.4 has none.
  else signal.addEventListener('abort', () => own.abort(), { signal: own.signal })
  return own
}
