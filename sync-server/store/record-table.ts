import type { Kysely } from 'kysely'
import { RecordBody } from '#shared/protocol/record.ts'
import type { Tables } from './schema.ts'

/** A record with its place in the server's order. */
export interface StoredRecord {
  record: RecordBody
  scope: string
  tier: number
  seq: number
}

/** A record as it is sent: its text is passed on as it was stored. */
export interface RecordText {
  seq: number
  type: string
  id: string
  body: string
}

/** Rows of one scope and tier with a seq above `after` and at most `through`. */
export interface RecordRange {
  scope: string
  tier: number
  after: number
  through: number
}

export function recordReader(db: Kysely<Tables>) {
  return {
    async get(type: string, id: string): Promise<StoredRecord | undefined> {
      const row = await db
        .selectFrom('records')
        .select(['scope', 'tier', 'seq', 'body'])
        .where('type', '=', type)
        .where('id', '=', id)
        .executeTakeFirst()
      if (row === undefined) return undefined
      const { body, ...place } = row
      return { ...place, record: RecordBody.parse(JSON.parse(body)) }
    },
    /** At most `most` rows in ascending seq. */
    async range({ scope, tier, after, through }: RecordRange, most: number): Promise<RecordText[]> {
      return db
        .selectFrom('records')
        .select(['seq', 'type', 'id', 'body'])
        .where('scope', '=', scope)
        .where('tier', '=', tier)
        .where('seq', '>', after)
        .where('seq', '<=', through)
        .orderBy('seq')
        .limit(most)
        .execute()
    },
    async count({ scope, tier, after, through }: RecordRange): Promise<number> {
      const row = await db
        .selectFrom('records')
        .select((expression) => expression.fn.countAll<number>().as('count'))
        .where('scope', '=', scope)
        .where('tier', '=', tier)
        .where('seq', '>', after)
        .where('seq', '<=', through)
        .executeTakeFirstOrThrow()
      return row.count
    },
    /** Every row of a scope in ascending seq; for small scopes and for tests. */
    async ofScope(scope: string): Promise<RecordText[]> {
      return db
        .selectFrom('records')
        .select(['seq', 'type', 'id', 'body'])
        .where('scope', '=', scope)
        .orderBy('seq')
        .execute()
    },
  }
}
