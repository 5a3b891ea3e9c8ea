import type { FastifyBaseLogger } from 'fastify'
import { failuresKeptMs } from './failure-wait.ts'
import type { Services } from './services.ts'
import type { Store } from './store/store.ts'

/** Something to be done once a day; the instant is in ms. */
export type DailyWork = (now: number) => Promise<unknown>

const dayMs = 24 * 60 * 60_000
/** GC1: so long (ms) a device that was away is told row by row what left; after it, it compares. */
export const outsKeptMs = 180 * dayMs

/** GC2: so long (ms) an operation waits for its record: devices offer again what is as old as that. */
const missingKeptMs = 30 * dayMs

/** GC1: drops out rows that are too old; each scope remembers up to where. Answers how many went. */
export async function dropOldOuts(store: Store, now: number): Promise<number> {
  return store.write(now, async ({ outs, audit }) => {
    const dropped = await outs.dropBefore(now - outsKeptMs)
    if (dropped > 0) audit.add({ at: now, what: 'outs-dropped', code: String(dropped) })
    return dropped
  })
}

/** GC2: gives up what waited in vain for a record; what was typed is in the issue of its author. */
async function dropVainWaiting(store: Store, now: number): Promise<void> {
  await store.write(now, ({ quarantine }) => quarantine.dropMissingBefore(now - missingKeptMs))
}

/** SE1: what makes nobody wait any more. */
async function dropOldFailures(store: Store, now: number): Promise<void> {
  await store.write(now, ({ failures }) => failures.dropBefore(now - failuresKeptMs))
}

/**
 * Cleans up now and every 24 h, then does what else is to be done once a day. A failure is logged and tried again the
 * next day; answers the way to stop.
 */
export async function startDailyJob(
  { store, clock }: Services,
  logger: FastifyBaseLogger,
  more: readonly DailyWork[] = [],
): Promise<() => void> {
  const works: DailyWork[] = [
    (now) => dropOldOuts(store, now),
    (now) => dropVainWaiting(store, now),
    (now) => dropOldFailures(store, now),
    ...more,
  ]
  const run = async () => {
    for (const work of works) {
      // One that fails keeps none of the others from being done.
      await work(clock()).catch((error: unknown) => {
        logger.error({ err: error }, 'the daily job failed')
      })
    }
  }
  const timer = setInterval(() => void run(), dayMs)
  timer.unref()
  await run()
  return () => clearInterval(timer)
}
