import type { Migration } from 'kysely'
import { firstTables } from './0001-first-tables.ts'

/** Every migration, by the number it runs under; one that was released is never changed. */
export const allMigrations: Record<string, Migration> = {
  '0001-first-tables': firstTables,
}
