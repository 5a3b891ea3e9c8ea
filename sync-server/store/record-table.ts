import { type Kysely, sql } from 'kysely'
import { RecordBody } from '#shared/protocol/record.ts'
import { inBatches } from './batches.ts'
import { hasOtherWriters } from './row-lock.ts'
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

/** Which record stands where. */
export interface RowName {
  seq: number
  type: string
  id: string
}

export interface PlacedText extends RecordText {
  tier: number
}

/** Rows of one scope with a seq above `after` and at most `through`. */
export interface Stretch {
  scope: string
  after: number
  through: number
}

/** Those of one tier. */
export interface RecordRange extends Stretch {
  tier: number
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
    /** PL4: the rows of a range without what they say. */
    async names({ scope, tier, after, through }: RecordRange, most: number): Promise<RowName[]> {
      return db
        .selectFrom('records')
        .select(['seq', 'type', 'id'])
        .where('scope', '=', scope)
        .where('tier', '=', tier)
        .where('seq', '>', after)
        .where('seq', '<=', through)
        .orderBy('seq')
        .limit(most)
        .execute()
    },
    /** PL4: those of the named records of one type that lie in this scope. */
    async named(scope: string, type: string, ids: readonly string[]): Promise<PlacedText[]> {
      const found: PlacedText[] = []
      for (const batch of inBatches(ids)) {
        const rows = await db
          .selectFrom('records')
          .select(['seq', 'type', 'id', 'body', 'tier'])
          .where('type', '=', type)
          .where('id', 'in', batch)
          .where('scope', '=', scope)
          .execute()
        found.push(...rows)
      }
      return found
    },
    /** PL1: how many rows of each of these tiers lie in a stretch of a scope; a tier without one is not named. */
    async countByTier({ scope, after, through }: Stretch, tiers: readonly number[]) {
      const rows = await db
        .selectFrom('records')
        .select((expression) => ['tier', expression.fn.countAll<number>().as('count')])
        .where('scope', '=', scope)
        .where('tier', 'in', tiers)
        .where('seq', '>', after)
        .where('seq', '<=', through)
        .groupBy('tier')
        .execute()
      return new Map(rows.map(({ tier, count }) => [tier, count]))
    },
    /**
     * SE7: every record whose text contains one of these, of all types or one; a look at all that there is, and one look for
     * however many texts (up to 500 at a time).
     */
    async mentioning(texts: string | readonly string[], type?: string): Promise<StoredRecord[]> {
      const position = sql.raw(positionFunction(db))
      const found = new Map<string, StoredRecord>()
      for (const batch of inBatches(typeof texts === 'string' ? [texts] : texts)) {
        const rows = await db
          .selectFrom('records')
          .selectAll()
          .where(({ or }) => or(batch.map((text) => sql<boolean>`${position}(body, ${text}) > 0`)))
          .$if(type !== undefined, (query) => query.where('type', '=', type ?? ''))
          .orderBy('type')
          .orderBy('id')
          .execute()
        for (const { scope, tier, seq, body } of rows) {
          const record = RecordBody.parse(JSON.parse(body))
          found.set(`${record.type}|${record.id}`, { scope, tier, seq, record })
        }
      }
      return [...found.values()]
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

export function recordWriter(db: Kysely<Tables>) {
  return {
    /** Records that are not there yet. */
    async insert(records: readonly Tables['records'][]): Promise<void> {
      for (const rows of inBatches(records)) {
        await db.insertInto('records').values(rows).execute()
      }
    },
    /** SE7: rows that are there no more. */
    async remove(records: readonly { type: string; id: string }[]): Promise<void> {
      for (const batch of inBatches(records)) {
        await db
          .deleteFrom('records')
          .where(({ eb, refTuple, tuple }) =>
            eb(
              refTuple('type', 'id'),
              'in',
              batch.map(({ type, id }) => tuple(type, id)),
            ),
          )
          .execute()
      }
    },
    /** Records that are there, in one statement for each batch. */
    async replace(records: readonly Tables['records'][]): Promise<void> {
      for (const rows of inBatches(records)) {
        await db
          .insertInto('records')
          .values(rows)
          .onConflict((conflict) =>
            conflict.columns(['type', 'id']).doUpdateSet((expression) => ({
              scope: expression.ref('excluded.scope'),
              tier: expression.ref('excluded.tier'),
              seq: expression.ref('excluded.seq'),
              body: expression.ref('excluded.body'),
            })),
          )
          .execute()
      }
    },
  }
}

/** What answers where a text stands in another one: one language, two names. */
function positionFunction(db: Kysely<Tables>): string {
  return hasOtherWriters(db) ? 'strpos' : 'instr'
}
