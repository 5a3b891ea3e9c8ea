import { type Migration, sql } from 'kysely'

/**
 * Where the databases differ in what a migration says. A migration is written once with these words and
 * runs on all of them; what it writes for SQLite never changes once it was released.
 */
export interface Ddl {
  /** Type of a whole number up to 2^53: counts, instants in ms, 0 and 1. */
  integer: string
  /** Type of a text; texts are in the order of their code points everywhere (I9). */
  text: string
  /** Stands after the closing bracket of a table. */
  strict: string
  /** SE6: the statements after which a row of this table can neither be changed nor deleted. */
  appendOnly(table: string): string[]
}

/** What a migration is before the database is known. */
export type PortableMigration = (ddl: Ddl) => Migration

/** A migration that runs these statements in their order. */
export function statements(write: (ddl: Ddl) => readonly string[]): PortableMigration {
  return (ddl) => ({
    up: async (db) => {
      for (const statement of write(ddl)) await sql.raw(statement).execute(db)
    },
  })
}

export const sqliteDdl: Ddl = {
  integer: 'integer',
  text: 'text',
  strict: 'strict',
  appendOnly: (table) => [
    `create trigger ${table}_is_never_updated before update on ${table}
      begin select raise(abort, '${table} rows are never changed'); end`,
    `create trigger ${table}_is_never_deleted before delete on ${table}
      begin select raise(abort, '${table} rows are never deleted'); end`,
  ],
}

export const postgresDdl: Ddl = {
  integer: 'bigint',
  // The collation of the database may be any; SQLite compares bytes of UTF-8, and so does "C".
  text: 'text collate "C"',
  strict: '',
  appendOnly: (table) => [
    `create or replace function refuse_change() returns trigger language plpgsql as $$
      begin raise exception '% rows are never %', tg_table_name, tg_argv[0]; end $$`,
    // For each statement: an update or delete that meets no row is refused too, and so is `truncate`.
    `create trigger ${table}_is_never_updated before update on ${table}
      for each statement execute function refuse_change('changed')`,
    `create trigger ${table}_is_never_deleted before delete or truncate on ${table}
      for each statement execute function refuse_change('deleted')`,
  ],
}
