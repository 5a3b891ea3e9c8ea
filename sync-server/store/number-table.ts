import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

export function numberWriter(db: Kysely<Tables>) {
  return {
    /** The next number of a series, from 1 without a gap; given back if the transaction is. */
    async next(series: string): Promise<number> {
      const row = await db
        .insertInto('numbers')
        .values({ series, last: 1 })
        .onConflict((conflict) =>
          conflict.column('series').doUpdateSet((expression) => ({
            last: expression('numbers.last', '+', 1),
          })),
        )
        .returning('last')
        .executeTakeFirstOrThrow()
      return row.last
    },
    /** A series that was filled in bulk goes on after `last`. */
    async set(series: string, last: number): Promise<void> {
      await db.insertInto('numbers').values({ series, last }).execute()
    },
  }
}
