import { type Kysely, sql } from 'kysely'
import type { WriteRunner } from '#server/store/create-store.ts'
import { isLostRace, LostRace } from '#server/store/lost-race.ts'
import type { Tables } from '#server/store/schema.ts'

/** So often a write is tried beside others; then it has the database for itself and cannot lose. */
const triesBesideOthers = 3

/** Whatever the database is set to: a snapshot from before the turn came would show what is over by then. */
const begin = 'begin isolation level read committed'

/** Any number that nothing else in the database takes a lock on. */
const turnLock = 7_241_853_092

/**
 * Write transactions of several connections and processes at once. One that finds what it read changed is undone and run
 * again from the beginning; after three times it waits until nobody else writes, and keeps the others waiting, so it
 * always ends (I7).
 */
export function repeatedWrites(writer: Kysely<Tables>): WriteRunner {
  return {
    run: async (work) => {
      let tries = 0
      for (;;) {
        const alone = tries >= triesBesideOthers
        try {
          return await writer
            .connection()
            .execute((db) => inTransaction(db, alone, () => work(db, { alone })))
        } catch (error) {
          if (alone || !isLostRace(error, { alone })) throw error
          const askedForIt = error instanceof LostRace && error.repeat === 'alone'
          tries = askedForIt ? triesBesideOthers : tries + 1
        }
      }
    },
    close: () => writer.destroy(),
  }
}

/**
 * PostgreSQL gives turns in the order in which they were asked for: nobody starves. Begin and turn are sent as one, each
 * further message would be a wait.
 */
async function inTransaction<Value>(
  db: Kysely<Tables>,
  alone: boolean,
  work: () => Promise<Value>,
): Promise<Value> {
  const lock = alone ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared'
  try {
    await sql.raw(`${begin}; select ${lock}(${turnLock})`).execute(db)
    const value = await work()
    await sql`commit`.execute(db)
    return value
  } catch (error) {
    await sql`rollback`.execute(db)
    throw error
  }
}
