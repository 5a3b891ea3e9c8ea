/** After this many failures in a row the waiting begins. */
const freeFailures = 5
const firstDelay = 2_000
const longestDelay = 15 * 60_000
/** What is forgotten after it was quiet for so long. */
const memory = 60 * 60_000
const mostKeys = 50_000

/** Who has to wait after failures, and how long; in memory, for one process. */
export interface FailureDelay {
  /** Milliseconds that this key still has to wait; 0 when it may try. */
  waitOf(key: string): number
  failed(key: string): void
  succeeded(key: string): void
}

/** SE1: each further failure doubles the wait, from 2 s to 15 min. `clock` answers ms. */
export function createFailureDelay(clock: () => number): FailureDelay {
  const failures = new Map<string, { count: number; last: number }>()
  return {
    waitOf(key) {
      const entry = failures.get(key)
      if (entry === undefined || entry.count < freeFailures) return 0
      const delay = Math.min(longestDelay, firstDelay * 2 ** (entry.count - freeFailures))
      return Math.max(0, entry.last + delay - clock())
    },
    failed(key) {
      const now = clock()
      const entry = failures.get(key)
      const count = entry !== undefined && now - entry.last < memory ? entry.count + 1 : 1
      // Set anew, so that the map stays in the order of the last failure.
      failures.delete(key)
      failures.set(key, { count, last: now })
      forgetOldest(failures, now)
    },
    succeeded(key) {
      failures.delete(key)
    },
  }
}

function forgetOldest(failures: Map<string, { count: number; last: number }>, now: number): void {
  for (const [key, { last }] of failures) {
    if (failures.size <= mostKeys && now - last < memory) return
    failures.delete(key)
  }
}
