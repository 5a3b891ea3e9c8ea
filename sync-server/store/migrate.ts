import { type Kysely, Migrator } from 'kysely'
import { allMigrations } from './migrations/all-migrations.ts'
import type { Ddl } from './migrations/ddl.ts'
import type { Tables } from './schema.ts'

/** Runs the migrations that this database has not seen, in its words; throws what stopped one. */
export async function migrateToLatest(db: Kysely<Tables>, ddl: Ddl): Promise<void> {
  const migrations = Object.fromEntries(
    Object.entries(allMigrations).map(([name, migration]) => [name, migration(ddl)]),
  )
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}
