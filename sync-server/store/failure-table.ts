import type { Kysely } from 'kysely'
import type { Failures } from '#server/failure-wait.ts'
import type { Tables } from './schema.ts'

const none: Failures = { count: 0, lastAt: 0 }

/** SE1: wrong secrets by key. */
export function failureWriter(db: Kysely<Tables>) {
  async function find(key: string): Promise<Failures> {
    const row = await db
      .selectFrom('failures')
      .selectAll()
      .where('key', '=', key)
      .executeTakeFirst()
    return row === undefined ? none : { count: row.count, lastAt: row.last_at }
  }

  return {
    find,
    /**
     * The failures of a key that nobody else counts until the commit. One statement: between a look and a lock another
     * process that lets somebody in may forget the key.
     */
    async hold(key: string): Promise<Failures> {
      const row = await db
        .insertInto('failures')
        .values({ key, count: 0, last_at: 0 })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet((expression) => ({
            count: expression.ref('failures.count'),
          })),
        )
        .returningAll()
        .executeTakeFirstOrThrow()
      return { count: row.count, lastAt: row.last_at }
    },
    async set(key: string, { count, lastAt }: Failures): Promise<void> {
      await db
        .updateTable('failures')
        .set({ count, last_at: lastAt })
        .where('key', '=', key)
        .execute()
    },
    async clear(key: string): Promise<void> {
      await db.deleteFrom('failures').where('key', '=', key).execute()
    },
    /** Forgets what was quiet since before an instant (ms). */
    async dropBefore(at: number): Promise<void> {
      await db.deleteFrom('failures').where('last_at', '<', at).execute()
    },
  }
}
