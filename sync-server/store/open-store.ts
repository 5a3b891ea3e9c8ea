import { openSqliteStore } from './sqlite/open-sqlite-store.ts'
import type { Store } from './store.ts'

/** Where the data is: a folder with a SQLite file, or a PostgreSQL database. */
export type DataPlace = { folder: string } | { databaseUrl: string }

/** Opens the store, made or migrated when it needs to be; throws an `Error` that an operator understands. */
export async function openStore(place: DataPlace, newId: () => string): Promise<Store> {
  if ('folder' in place) return openSqliteStore({ folder: place.folder, newId })
  // The driver is only loaded by those who need it.
  const { openPostgresStore } = await import('./postgres/open-postgres-store.ts')
  return openPostgresStore({ url: place.databaseUrl, newId })
}
