/** The present minute, for screens that say how late something is. */
export interface MinuteClock {
  /** Start of the present minute, instant in ms. */
  current: () => number
  /** Calls back with each new minute; returns the way to stop. No timer runs without a listener. */
  subscribe: (listener: () => void) => () => void
}

const minute = 60_000

/** Ticks at each full minute of the clock given. */
export function createMinuteClock(now: () => number): MinuteClock {
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setTimeout> | null = null

  function plan(): void {
    timer = setTimeout(
      () => {
        plan()
        for (const listener of listeners) listener()
      },
      minute - (now() % minute),
    )
  }

  return {
    current: () => now() - (now() % minute),
    subscribe(listener) {
      listeners.add(listener)
      if (timer === null) plan()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0 || timer === null) return
        clearTimeout(timer)
        timer = null
      }
    },
  }
}
