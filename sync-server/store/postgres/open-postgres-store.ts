import { type Kysely, sql } from 'kysely'
import { createStore } from '#server/store/create-store.ts'
import { metaWriter } from '#server/store/meta-table.ts'
import { migrateToLatest } from '#server/store/migrate.ts'
import { postgresDdl } from '#server/store/migrations/ddl.ts'
import type { Tables } from '#server/store/schema.ts'
import type { Store } from '#server/store/store.ts'
import {
  type DatabaseAddress,
  explainUnreachable,
  readDatabaseAddress,
} from './database-address.ts'
import { openMovedChannel } from './moved-channel.ts'
import { postgresPool } from './postgres-pool.ts'
import { repeatedWrites } from './repeated-writes.ts'

/** Connections of one process, with the one that listens 27; PostgreSQL itself allows 100 unless it is told otherwise. */
const connections = { writers: 8, readers: 4, snapshots: 14 }

/** Any number that nothing else in the database takes a lock on. */
const setupLock = 7_241_853_090

/**
 * Opens the PostgreSQL database at `url`, checked and migrated; several processes may have it open at once, and start at
 * once. Throws an `Error` that says what is wrong, without the password.
 */
export async function openPostgresStore(options: {
  url: string
  /** UUID: for this process, and for a new database once as server id and once as server epoch. */
  newId: () => string
  /** So long (ms) a request waits for a free connection, before it is answered 503. */
  patienceMs?: number
}): Promise<Store> {
  const address = readDatabaseAddress(options.url)
  const pool = (size: number, writes: boolean) =>
    postgresPool(address, { size, writes, patienceMs: options.patienceMs })
  const writer = pool(connections.writers, true)
  const reader = pool(connections.readers, false)
  const snapshots = pool(connections.snapshots, false)
  try {
    await prepare(writer, address, options.newId)
    const others = await openMovedChannel(address, {
      processId: options.newId(),
      allScopes: () => allScopes(reader),
    })
    return createStore({
      reader,
      snapshots,
      writes: repeatedWrites(writer),
      wipeFreeSpace: () => wipeFreeSpace(writer),
      others,
    })
  } catch (error) {
    for (const pool of [writer, reader, snapshots]) await pool.destroy()
    throw error
  }
}

/** Checks, tables and identity, by one process at a time. */
async function prepare(
  db: Kysely<Tables>,
  address: DatabaseAddress,
  newId: () => string,
): Promise<void> {
  try {
    await checkEncoding(db)
    await db.connection().execute(async (holder) => {
      // Of the session and not of a transaction: it is given back when this process dies.
      await sql`select pg_advisory_lock(${setupLock})`.execute(holder)
      try {
        await migrateToLatest(holder, postgresDdl)
        await metaWriter(holder).initialise(newId)
      } finally {
        await sql`select pg_advisory_unlock(${setupLock})`.execute(holder)
      }
    })
  } catch (error) {
    throw explainUnreachable(address, error)
  }
}

async function checkEncoding(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ encoding: string }>`
    select current_setting('server_encoding') as encoding`.execute(db)
  const encoding = rows[0]?.encoding
  if (encoding !== 'UTF8') {
    throw new Error(`its encoding is ${encoding}, and names need UTF8; make a new database`)
  }
}

/** So long (ms) a table is waited for; everybody else who wants it waits behind. */
const longestLockMs = 5000

/** SE7: tables that held what people typed are written anew, when nobody uses them. */
async function wipeFreeSpace(db: Kysely<Tables>): Promise<boolean> {
  return db.connection().execute(async (holder) => {
    await sql.raw(`set lock_timeout = ${longestLockMs}`).execute(holder)
    try {
      await sql`vacuum full records, quarantine, results`.execute(holder)
      return true
    } catch (error) {
      if (isCode(error, '55P03')) return false
      throw error
    } finally {
      await sql`reset lock_timeout`.execute(holder)
    }
  })
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

async function allScopes(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db.selectFrom('scopes').select('scope').execute()
  return rows.map(({ scope }) => scope)
}
