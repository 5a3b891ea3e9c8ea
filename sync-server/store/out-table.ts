import type { Kysely } from 'kysely'
import { inBatches } from './batches.ts'
import type { RecordRange, Stretch } from './record-table.ts'
import type { Tables } from './schema.ts'

export interface OutRow {
  seq: number
  type: string
  id: string
}

/** SC4: records that left a scope, at the place where they left. */
export function outReader(db: Kysely<Tables>) {
  return {
    async range({ scope, tier, after, through }: RecordRange, most: number): Promise<OutRow[]> {
      return db
        .selectFrom('outs')
        .select(['seq', 'type', 'id'])
        .where('scope', '=', scope)
        .where('tier', '=', tier)
        .where('seq', '>', after)
        .where('seq', '<=', through)
        .orderBy('seq')
        .limit(most)
        .execute()
    },
    /** Those of these tiers in which something left within a stretch of a scope. */
    async tiers(
      { scope, after, through }: Stretch,
      tiers: readonly number[],
    ): Promise<Set<number>> {
      const rows = await db
        .selectFrom('outs')
        .select('tier')
        .distinct()
        .where('scope', '=', scope)
        .where('tier', 'in', tiers)
        .where('seq', '>', after)
        .where('seq', '<=', through)
        .execute()
      return new Set(rows.map(({ tier }) => tier))
    },
  }
}

/** A record in a scope that it left, or came back to. */
export interface OutPlace {
  scope: string
  type: string
  id: string
}

export function outWriter(db: Kysely<Tables>) {
  return {
    ...outReader(db),
    async put(outs: readonly (OutPlace & { tier: number; seq: number; at: number })[]) {
      for (const rows of inBatches(outs)) {
        await db
          .insertInto('outs')
          .values(rows)
          .onConflict((conflict) =>
            conflict.columns(['scope', 'type', 'id']).doUpdateSet((expression) => ({
              tier: expression.ref('excluded.tier'),
              seq: expression.ref('excluded.seq'),
              at: expression.ref('excluded.at'),
            })),
          )
          .execute()
      }
    },
    /**
     * GC1: drops what left before `before` (ms); the scope remembers the highest seq that went. Answers how many rows.
     */
    async dropBefore(before: number): Promise<number> {
      const floors = await db
        .selectFrom('outs')
        .select(({ fn }) => ['scope', fn.max('seq').as('floor'), fn.countAll<number>().as('rows')])
        .where('at', '<', before)
        .groupBy('scope')
        .orderBy('scope')
        .execute()
      for (const { scope, floor } of floors) {
        await db
          .updateTable('scopes')
          .set({ floor })
          .where('scope', '=', scope)
          .where('floor', '<', floor)
          .execute()
      }
      await db.deleteFrom('outs').where('at', '<', before).execute()
      return floors.reduce((sum, { rows }) => sum + rows, 0)
    },
    /** Records that came back are no longer out. */
    async drop(places: readonly OutPlace[]): Promise<void> {
      for (const batch of inBatches(places)) {
        await db
          .deleteFrom('outs')
          .where(({ eb, refTuple, tuple }) =>
            eb(
              refTuple('scope', 'type', 'id'),
              'in',
              batch.map(({ scope, type, id }) => tuple(scope, type, id)),
            ),
          )
          .execute()
      }
    },
  }
}
