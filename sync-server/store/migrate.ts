import { type Kysely, Migrator } from 'kysely'
import { allMigrations } from './migrations/all-migrations.ts'
import type { Tables } from './schema.ts'

/** Runs the migrations that this database has not seen; throws what stopped one. */
export async function migrateToLatest(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => allMigrations } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}
