/** So many pushes wait beside this one before anybody is asked to come later, and so long (ms) it has waited itself. */
const crowdFrom = 20
const longWaitMs = 1000
const longestPauseMs = 60_000

/** PU3: sees how many pushes wait for the writer, and for how long. */
export interface PushCrowd {
  /** Runs the push; answers its value, and the pause (ms) that its device is asked for where too many come at once. */
  enter<Value>(work: () => Promise<Value>): Promise<{ value: Value; retryAfterMs?: number }>
}

/**
 * At 08:30 everybody comes at once. Everybody is answered, and nobody with a 5xx; but who had to wait, with many still
 * beside him, is asked to come again in half to twice that time, by chance, so that they do not come together again.
 * `clock` in ms.
 */
export function createPushCrowd({
  clock,
  randomBytes,
}: {
  clock: () => number
  randomBytes: (length: number) => Uint8Array
}): PushCrowd {
  let present = 0
  return {
    async enter(work) {
      const from = clock()
      present += 1
      try {
        const value = await work()
        const waitedMs = clock() - from
        if (present <= crowdFrom || waitedMs < longWaitMs) return { value }
        const chance = (randomBytes(1)[0] ?? 0) / 255
        const pauseMs = Math.round(waitedMs * (0.5 + 1.5 * chance))
        return { value, retryAfterMs: Math.min(longestPauseMs, pauseMs) }
      } finally {
        present -= 1
      }
    },
  }
}
