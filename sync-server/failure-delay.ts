/** After this many failures in a row the waiting begins. */
const freeFailures = 5
const firstDelay = 2_000
const longestDelay = 15 * 60_000
/** What is forgotten after it was quiet for so long. */
const memory = 60 * 60_000
const mostKeys = 50_000

/** Who has to wait after failures, and how long; in memory, for one process. */
export interface FailureDelay {
  /**
   * Looks whether a secret is right, one try of a key after the other: many at the same time are as many in a row.
   * `waitMs` above 0: nobody looked, the key still has to wait so long.
   */
  check(
    key: string,
    isRight: () => Promise<boolean>,
  ): Promise<{ right: true } | { right: false; waitMs: number }>
}

/** SE1: each further failure doubles the wait, from 2 s to 15 min. `clock` answers ms. */
export function createFailureDelay(clock: () => number): FailureDelay {
  const failures = new Map<string, { count: number; last: number }>()
  const turns = new Map<string, Promise<unknown>>()

  function waitOf(key: string): number {
    const entry = failures.get(key)
    if (entry === undefined || entry.count < freeFailures) return 0
    const delay = Math.min(longestDelay, firstDelay * 2 ** (entry.count - freeFailures))
    return Math.max(0, entry.last + delay - clock())
  }

  function failed(key: string): void {
    const now = clock()
    const entry = failures.get(key)
    const count = entry !== undefined && now - entry.last < memory ? entry.count + 1 : 1
    // Set anew, so that the map stays in the order of the last failure.
    failures.delete(key)
    failures.set(key, { count, last: now })
    forgetOldest(failures, now)
  }

  async function look(
    key: string,
    isRight: () => Promise<boolean>,
  ): ReturnType<FailureDelay['check']> {
    const waitMs = waitOf(key)
    if (waitMs > 0) return { right: false, waitMs }
    if (!(await isRight())) {
      failed(key)
      return { right: false, waitMs: 0 }
    }
    failures.delete(key)
    return { right: true }
  }

  return {
    async check(key, isRight) {
      const begin = () => look(key, isRight)
      const turn = (turns.get(key) ?? Promise.resolve()).then(begin, begin)
      turns.set(key, turn)
      try {
        return await turn
      } finally {
        if (turns.get(key) === turn) turns.delete(key)
      }
    },
  }
}

function forgetOldest(failures: Map<string, { count: number; last: number }>, now: number): void {
  for (const [key, { last }] of failures) {
    if (failures.size <= mostKeys && now - last < memory) return
    failures.delete(key)
  }
}
