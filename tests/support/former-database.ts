import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, Migrator } from 'kysely'
import { allMigrations } from '#server/store/migrations/all-migrations.ts'
import { sqliteDdl } from '#server/store/migrations/ddl.ts'
import type { Tables } from '#server/store/schema.ts'
import { nodeSqliteDialect } from '#server/store/sqlite/node-sqlite-dialect.ts'

/** The empty database of a former version in this folder: as its last migration left it. To be closed by who asked. */
export async function formerDatabase(folder: string, lastMigration: string): Promise<DatabaseSync> {
  const file = join(folder, 'branchbook.sqlite')
  const db = new Kysely<Tables>({
    dialect: nodeSqliteDialect({
      open: () => new DatabaseSync(file),
      size: 1,
      begin: 'begin immediate',
    }),
  })
  const migrations = Object.fromEntries(
    Object.entries(allMigrations).map(([name, migration]) => [name, migration(sqliteDdl)]),
  )
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateTo(lastMigration)
  if (error !== undefined) throw error
  await db.destroy()
  return new DatabaseSync(file)
}

/** Puts one row into a table, the values in the order of its columns. */
export function insertRow(
  database: DatabaseSync,
  table: string,
  values: readonly (string | number)[],
): void {
  database
    .prepare(`insert into ${table} values (${values.map(() => '?').join(', ')})`)
    .run(...values)
}
