import { chmod, copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { startHistory } from './start-history.ts'
import { openSqliteStore } from './store/sqlite/open-sqlite-store.ts'

const allPages = 2 ** 30
/** Of SQLite: somebody else holds a lock. */
const busy = 5

/** The database file in a data folder. */
export function databaseFile(folder: string): string {
  return join(folder, 'branchbook.sqlite')
}

/**
 * Copies the database of a folder as it is at one moment into `target`, a single file that only its owner may read, also
 * while a server runs on it. The copy is checked before it gets its name. Throws an `Error` that an operator understands.
 */
export async function backUp(folder: string, target: string): Promise<void> {
  if (!(await exists(databaseFile(folder)))) throw new Error(`There is no database in ${folder}.`)
  if (await exists(target)) throw new Error(`${target} is there already; nothing was written.`)
  const part = `${target}.part`
  // Made by us before anything personal is in it.
  await (await open(part, 'w', 0o600)).close()
  const source = new DatabaseSync(databaseFile(folder), { readOnly: true })
  try {
    source.exec('pragma busy_timeout = 5000')
    // In one step: a copy that goes on page by page would begin again at every write.
    await backup(source, part, { rate: allPages })
    checkCopy(part)
    await flush(part)
    await rename(part, target)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    source.close()
  }
}

/**
 * GC2: puts a copy in the place of the database of a folder, migrated and with a history of its own. The former database is
 * kept beside it; answers its path, or undefined where there was none. Throws when the copy is no whole database of ours,
 * or while a server runs on the folder; then nothing has changed.
 */
export async function restore(
  folder: string,
  copy: string,
  { newId, now }: { newId: () => string; now: number },
): Promise<string | undefined> {
  if (!(await exists(copy))) throw new Error(`There is no file ${copy}.`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const place = databaseFile(folder)
  const former = join(folder, `branchbook.before-restore-${fileStamp(now)}.sqlite`)
  if (await exists(former)) throw new Error(`${former} is there already; nothing was changed.`)
  const isThere = await exists(place)
  if (isThere) refuseInUse(place)
  // Everything that may fail is done beside the place, on the same disk.
  const staging = join(folder, `restoring-${newId()}`)
  await mkdir(staging, { mode: 0o700 })
  try {
    await copyFile(copy, databaseFile(staging))
    await chmod(databaseFile(staging), 0o600)
    checkCopy(databaseFile(staging))
    const store = await openSqliteStore({ folder: staging, newId })
    try {
      await startHistory(store, { newId, now })
    } finally {
      await store.close()
    }
    await flush(databaseFile(staging))
    if (isThere) await moveAside(place, former)
    await rename(databaseFile(staging), place)
    await flush(folder)
    return isThere ? former : undefined
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

/** SE9: a whole database of ours, in one file. */
function checkCopy(file: string): void {
  const damaged = new Error(`${file} is no whole database of Branchbook.`)
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file)
    // Without a log beside it, so that the file alone is everything.
    database.exec('pragma journal_mode = delete')
    const found = database.prepare('pragma quick_check').get()?.['quick_check']
    const broken = database.prepare('pragma foreign_key_check').all().length
    const own = database.prepare(`select 1 from meta where key = 'server_id'`).all().length
    if (found !== 'ok' || broken > 0 || own !== 1) throw damaged
  } catch (error) {
    throw error === damaged ? error : new Error(damaged.message, { cause: error })
  } finally {
    database?.close()
  }
}

/** A database that others have open cannot leave WAL. One that is damaged is in nobody's way. */
function refuseInUse(file: string): void {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file)
    database.exec('pragma busy_timeout = 0')
    database.exec('pragma journal_mode = delete')
  } catch (error) {
    if (isBusy(error)) {
      throw new Error('A server runs on this folder; stop it first. Nothing was changed.', {
        cause: error,
      })
    }
  } finally {
    database?.close()
  }
}

function isBusy(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  return typeof code === 'number' && (code & 0xff) === busy
}

async function moveAside(place: string, former: string): Promise<void> {
  await rename(place, former)
  for (const end of ['-wal', '-shm']) {
    if (await exists(place + end)) await rename(place + end, former + end)
  }
}

/** What was written survives a power cut. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

/** `20261121-083000-123`, of an instant in ms; UTC. */
export function fileStamp(now: number): string {
  return new Date(now).toISOString().slice(0, 23).replaceAll(/[-:]/g, '').replaceAll(/[T.]/g, '-')
}
