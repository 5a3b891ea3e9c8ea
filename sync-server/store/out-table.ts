import type { Kysely } from 'kysely'
import type { RecordRange } from './record-table.ts'
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
  }
}

export function outWriter(db: Kysely<Tables>) {
  return {
    ...outReader(db),
    async put(out: {
      scope: string
      type: string
      id: string
      tier: number
      seq: number
      at: number
    }) {
      await db
        .insertInto('outs')
        .values(out)
        .onConflict((conflict) =>
          conflict.columns(['scope', 'type', 'id']).doUpdateSet({ seq: out.seq, at: out.at }),
        )
        .execute()
    },
    /** A record that came back is no longer out. */
    async drop(scope: string, type: string, id: string): Promise<void> {
      await db
        .deleteFrom('outs')
        .where('scope', '=', scope)
        .where('type', '=', type)
        .where('id', '=', id)
        .execute()
    },
  }
}
