/** How often a secret was wrong under one key, and when last (ms). */
export interface Failures {
  count: number
  lastAt: number
}

/** SE1: from the failure after `free` on one has to wait, each time twice as long. Times in ms. */
export interface GrowingDelay {
  free: number
  firstMs: number
  longestMs: number
}

/** What was quiet for so long (ms) is forgotten. */
export const failuresKeptMs = 60 * 60_000

/** How long (ms) is still to be waited at `now`; 0: not at all. */
export function waitAfter(
  { count, lastAt }: Failures,
  { free, firstMs, longestMs }: GrowingDelay,
  now: number,
): number {
  // A clock that was set back makes nobody wait longer than the delay itself.
  const quietMs = Math.max(0, now - lastAt)
  if (count < free || quietMs >= failuresKeptMs) return 0
  const delayMs = Math.min(longestMs, firstMs * 2 ** (count - free))
  return Math.max(0, delayMs - quietMs)
}

/** The same with one more failure at `now`. */
export function withOneMore({ count, lastAt }: Failures, now: number): Failures {
  return { count: now - lastAt < failuresKeptMs ? count + 1 : 1, lastAt: now }
}
