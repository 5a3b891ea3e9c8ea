import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely'
import type { Tables } from './schema.ts'

/**
 * Whether other transactions write at the same time as this one. With SQLite none does: `begin immediate` lets one in
 * after the other.
 */
export function hasOtherWriters(db: Kysely<Tables>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter
}

/**
 * The end of a `select` in a write transaction after which nobody else changes the rows until the commit; for
 * `modifyEnd`. References to the rows stay possible. Rows are locked in the order of the `select`.
 */
export function untilCommit(db: Kysely<Tables>): RawBuilder<unknown> {
  return hasOtherWriters(db) ? sql`for no key update` : sql``
}
