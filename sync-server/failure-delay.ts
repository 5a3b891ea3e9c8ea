import { createHash } from 'node:crypto'
import { type GrowingDelay, waitAfter, withOneMore } from './failure-wait.ts'
import type { Services } from './services.ts'
import type { Transaction } from './store/store.ts'

/** Something under which failures are counted, in words, and how long they make it wait. */
export interface Hurdle {
  name: string
  delay: GrowingDelay
}

/** Who tries a secret. `own` is counted before the secret is looked at, `shared` only when it was wrong. */
export interface Tries {
  own: Hurdle
  shared?: readonly Hurdle[]
}

/** SE1: who has to wait after failures, and how long; kept in the database, for every process on it. */
export interface FailureDelay {
  /**
   * Looks whether a secret is right. `waitMs` above 0: nobody looked, one still has to wait so long. Many tries at the same
   * time are as many in a row, because each is counted before it is looked at; a right one takes its own count away.
   */
  check(
    tries: Tries,
    isRight: () => Promise<boolean>,
  ): Promise<{ right: true } | { right: false; waitMs: number }>
}

export function createFailureDelay({
  store,
  clock,
}: Pick<Services, 'store' | 'clock'>): FailureDelay {
  return {
    async check({ own, shared = [] }, isRight) {
      const now = clock()
      const waitMs = await store.write(now, ({ failures }) => begin(failures, own, shared, now))
      if (waitMs > 0) return { right: false, waitMs }
      const right = await isRight()
      const then = clock()
      if (right) {
        await store.write(then, ({ failures }) => failures.clear(keyOf(own)))
        return { right }
      }
      if (shared.length > 0) {
        await store.write(then, async ({ failures }) => {
          for (const hurdle of shared) await countOne(failures, keyOf(hurdle), then)
        })
      }
      return { right, waitMs: 0 }
    },
  }
}

async function begin(
  failures: Transaction['failures'],
  own: Hurdle,
  shared: readonly Hurdle[],
  now: number,
): Promise<number> {
  const waits: number[] = []
  for (const hurdle of shared) {
    waits.push(waitAfter(await failures.find(keyOf(hurdle)), hurdle.delay, now))
  }
  const key = keyOf(own)
  const before = await failures.hold(key)
  const waitMs = Math.max(waitAfter(before, own.delay, now), ...waits)
  if (waitMs === 0) await failures.set(key, withOneMore(before, now))
  return waitMs
}

async function countOne(
  failures: Transaction['failures'],
  key: string,
  now: number,
): Promise<void> {
  await failures.set(key, withOneMore(await failures.hold(key), now))
}

/** SE8: no staff number and no address stands in the table. */
function keyOf({ name }: Hurdle): string {
  return createHash('sha256').update(name).digest('base64url')
}
