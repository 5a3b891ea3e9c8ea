import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { compiledCode } from './compiled-code.ts'
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

/** The tables of the server in which a text stands, in whatever column. */
export function tablesThatSay(folder: string, text: string): string[] {
  return inServerDatabase(folder, (database) =>
    database
      .prepare("select name from sqlite_master where type = 'table'")
      .all()
      .map(({ name }) => String(name))
      .filter((name) => {
        const rows = database.prepare(`select * from "${name}"`).all()
        return rows.some((row) => Object.values(row).some((value) => holds(value, text)))
      }),
  )
}

function holds(value: unknown, text: string): boolean {
  return value instanceof Uint8Array
    ? Buffer.from(value).includes(text)
    : String(value).includes(text)
}

/**
 * SE6: runs the command that an operator would run on a folder or on a DATABASE_URL, and answers what it prints;
 * rejects when the chain is broken.
 */
export async function verifyAudit(place: string | { databaseUrl: string }): Promise<string> {
  const data = typeof place === 'string' ? { DATA_DIR: place } : { DATABASE_URL: place.databaseUrl }
  const { stdout } = await promisify(execFile)(process.execPath, ['sync-server/verify-audit.ts'], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: { ...process.env, ...compiledCode, ...data },
  })
  return stdout
}
