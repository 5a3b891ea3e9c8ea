import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { createStore } from '#server/store/create-store.ts'
import { metaWriter } from '#server/store/meta-table.ts'
import { migrateToLatest } from '#server/store/migrate.ts'
import { sqliteDdl } from '#server/store/migrations/ddl.ts'
import type { Tables } from '#server/store/schema.ts'
import type { Store } from '#server/store/store.ts'
import { groupedWrites } from './grouped-writes.ts'
import { nodeSqliteDialect } from './node-sqlite-dialect.ts'

/** At most this many pulls read at the same time; the others wait for a snapshot. */
const mostSnapshots = 16
/** Short reads, which end before anything else can run; more would only hold more memory. */
const mostReaders = 2

/**
 * Opens `branchbook.sqlite` in the folder, made when it is missing, checked and migrated.
 * Throws when SQLite finds the file damaged: a server on a broken file would spread the damage.
 */
export async function openSqliteStore(options: {
  folder: string
  /** UUID for a new database, given once as server id and once as server epoch. */
  newId: () => string
}): Promise<Store> {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 })
  const file = join(options.folder, 'branchbook.sqlite')
  checkIntegrity(file)
  const writer = new Kysely<Tables>({
    dialect: nodeSqliteDialect({
      open: () => open(file, false),
      size: 1,
      begin: 'begin immediate',
    }),
  })
  await migrateToLatest(writer, sqliteDdl)
  const readers = (size: number) =>
    new Kysely<Tables>({
      dialect: nodeSqliteDialect({ open: () => open(file, true), size, begin: 'begin' }),
    })
  const [reader, snapshots] = [readers(mostReaders), readers(mostSnapshots)]
  await metaWriter(writer).initialise(options.newId)
  return createStore({
    reader,
    snapshots,
    writes: groupedWrites(writer),
    wipeFreeSpace: async () => wipeFreeSpace(file),
  })
}

/**
 * SE7: the file is written anew without what is free in it, and the log beside it is emptied, which a reader of an older
 * state can hold up.
 */
function wipeFreeSpace(file: string): boolean {
  const database = open(file, false)
  try {
    database.exec('pragma secure_delete = on')
    database.exec('vacuum')
    const [result] = database.prepare('pragma wal_checkpoint(truncate)').all()
    return result?.['busy'] === 0
  } catch (error) {
    if (isBusy(error)) return false
    throw error
  } finally {
    database.close()
  }
}

function open(file: string, readOnly: boolean): DatabaseSync {
  const database = new DatabaseSync(file, { readOnly })
  database.exec('pragma busy_timeout = 5000')
  if (!readOnly) {
    // SE9: an answer is only given for what would survive a power cut.
    database.exec('pragma journal_mode = wal')
    database.exec('pragma synchronous = full')
    database.exec('pragma foreign_keys = on')
  }
  // 16 MB for each connection; the negative number is KiB.
  database.exec('pragma cache_size = -16384')
  return database
}

/** Somebody else holds a lock for longer than we wait. */
function isBusy(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  return typeof code === 'number' && (code & 0xff) === 5
}

/** SE9: every index and every reference, before anything is answered from this file. */
function checkIntegrity(file: string): void {
  const database = new DatabaseSync(file)
  try {
    const found = database.prepare('pragma quick_check').all()
    const broken = database.prepare('pragma foreign_key_check').all()
    const first = found[0]?.['quick_check']
    if (first !== 'ok' || broken.length > 0) {
      throw new Error(`The database ${file} is damaged; restore it from a backup.`)
    }
  } finally {
    database.close()
  }
}
