import { type Kysely, sql } from 'kysely'
import type { WriteRunner } from '#server/store/create-store.ts'
import type { Tables } from '#server/store/schema.ts'

/** So many share one commit at most, and no further one begins after so many ms: the first in a group waits for the last. */
const mostInGroup = 64
const longestGroupMs = 50

/** A write that waits for its turn. */
interface Waiting {
  /** Runs it in the transaction and keeps what it came to. */
  run: (db: Kysely<Tables>) => Promise<void>
  /** After the commit: the caller gets what was kept. */
  answer: () => void
  fail: (error: unknown) => void
}

/**
 * Group commit: writes that wait at the same time run one after the other in one transaction, each under a savepoint of
 * its own, and wait for the disk once. One that throws is undone alone. Nobody is answered before the commit.
 */
export function groupedWrites(writer: Kysely<Tables>): WriteRunner {
  const waiting: Waiting[] = []
  let running: Promise<void> | undefined

  async function runAll(): Promise<void> {
    for (;;) {
      // Requests that have arrived are read first, so that they are in this group and not in the next one.
      await new Promise((resolve) => setImmediate(resolve))
      const first = waiting.shift()
      if (first === undefined) break
      await runGroup(first)
    }
    running = undefined
  }

  async function runGroup(first: Waiting): Promise<void> {
    const group: Waiting[] = []
    const endsAt = performance.now() + longestGroupMs
    try {
      await writer.transaction().execute(async (db) => {
        let next: Waiting | undefined = first
        while (next !== undefined) {
          group.push(next)
          await next.run(db)
          const isFull = group.length >= mostInGroup || performance.now() > endsAt
          next = isFull ? undefined : waiting.shift()
        }
      })
    } catch (error) {
      // The commit failed, or SQLite gave the whole transaction up: nothing of anybody is stored.
      for (const { fail } of group.length === 0 ? [first] : group) fail(error)
      return
    }
    for (const { answer } of group) answer()
  }

  return {
    run: <Value>(work: Parameters<typeof inSavepoint<Value>>[1]) =>
      new Promise<Value>((resolve, reject) => {
        let outcome: Outcome<Value> | undefined
        waiting.push({
          run: async (db) => {
            outcome = await inSavepoint(db, work)
          },
          answer: () => {
            if (outcome?.done === true) resolve(outcome.value)
            else reject(outcome?.error)
          },
          fail: reject,
        })
        running ??= runAll()
      }),
    close: async () => {
      await running
      await writer.destroy()
    },
  }
}

type Outcome<Value> = { done: true; value: Value } | { done: false; error: unknown }

async function inSavepoint<Value>(
  db: Kysely<Tables>,
  work: (db: Kysely<Tables>, turn: { alone: boolean }) => Promise<Value>,
): Promise<Outcome<Value>> {
  await sql`savepoint one_write`.execute(db)
  const outcome = await work(db, { alone: true }).then(
    (value): Outcome<Value> => ({ done: true, value }),
    (error: unknown): Outcome<Value> => ({ done: false, error }),
  )
  if (!outcome.done) await sql`rollback to savepoint one_write`.execute(db)
  await sql`release savepoint one_write`.execute(db)
  return outcome
}
