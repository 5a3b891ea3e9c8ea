import { type Kysely, sql } from 'kysely'
import { LostRace } from './lost-race.ts'
import { hasOtherWriters, untilCommit } from './row-lock.ts'
import type { Tables } from './schema.ts'

/** Where a record stands. A place is never given twice, so the same place means the same record. */
export interface RecordPlace {
  scope: string
  tier: number
  seq: number
}

/**
 * What a write transaction has read of records, to be looked at again before it commits: what it decided
 * rests on it. Nothing is locked while it decides, so nobody waits for a decision, and two that change the
 * same records in another order do not wait for each other. With one writer there is nothing to look at.
 */
export function seenRecords(db: Kysely<Tables>) {
  const seen = new Map<string, { type: string; id: string; place: RecordPlace | undefined }>()
  const watched = hasOtherWriters(db)
  return {
    /** The record as it was read, or undefined when it was not there. Throws `LostRace` if it was read differently before. */
    note(type: string, id: string, found: RecordPlace | undefined): void {
      const key = `${type}|${id}`
      const known = seen.get(key)
      if (known !== undefined && !isSame(known.place, found)) throw lost(type)
      seen.set(key, { type, id, place: found })
    },
    /** What is noted of it, with undefined as the place of a record that was not there. */
    get: (type: string, id: string) => seen.get(`${type}|${id}`),
    /** Until the commit nobody changes what was read; throws `LostRace` if somebody did. */
    async lockUnchanged(): Promise<void> {
      if (!watched || seen.size === 0) return
      const all = [...seen.values()]
      const [types, ids] = [all.map(({ type }) => type), all.map(({ id }) => id)]
      const rows = await db
        .selectFrom('records')
        .select(['type', 'id', 'scope', 'tier', 'seq'])
        .where(sql<boolean>`(type, id) in (select * from unnest(${types}::text[], ${ids}::text[]))`)
        .orderBy('type')
        .orderBy('id')
        .modifyEnd(untilCommit(db))
        .execute()
      const now = new Map(rows.map((row) => [`${row.type}|${row.id}`, row]))
      for (const [key, { type, place }] of seen) {
        if (!isSame(place, now.get(key))) throw lost(type)
      }
    },
  }
}

function isSame(left: RecordPlace | undefined, right: RecordPlace | undefined): boolean {
  return left?.scope === right?.scope && left?.seq === right?.seq
}

function lost(type: string): LostRace {
  return new LostRace(`A ${type} was changed by another transaction.`)
}
