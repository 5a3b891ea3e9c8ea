import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'

/** Opens the database in a server's data folder beside the server, or after it; waits for its writes. */
export function inServerDatabase<Value>(
  folder: string,
  work: (database: DatabaseSync) => Value,
): Value {
  const database = new DatabaseSync(join(folder, 'branchbook.sqlite'), { timeout: 5000 })
  try {
    return work(database)
  } finally {
    database.close()
  }
}

/** In how many records of the server a text stands. */
export function recordsThatSay(folder: string, text: string): unknown {
  const count = 'select count(*) as found from records where instr(body, ?) > 0'
  return inServerDatabase(folder, (database) => database.prepare(count).get(text)?.['found'])
}

/**
 * SE6: runs the command that an operator would run on a folder or on a DATABASE_URL, and answers what it prints;
 * rejects when the chain is broken.
 */
export async function verifyAudit(place: string | { databaseUrl: string }): Promise<string> {
  const data = typeof place === 'string' ? { DATA_DIR: place } : { DATABASE_URL: place.databaseUrl }
  const { stdout } = await promisify(execFile)(process.execPath, ['sync-server/verify-audit.ts'], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: { ...process.env, ...data },
  })
  return stdout
}
