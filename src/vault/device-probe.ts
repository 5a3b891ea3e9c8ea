import { fail, ok, type Result } from '#shared/domain/result.ts'
import { Dexie, type Table } from 'dexie'
import type { Databases } from './database.ts'

/** Why a browser cannot keep a vault; it then works online only and is told so. */
export type ProbeProblem =
  | { type: 'no-crypto' }
  | { type: 'no-database' }
  | { type: 'no-answer' }
  | { type: 'not-kept' }

const probeName = 'branchbook-probe'
/** VA5: an IndexedDB that hangs does so for ever; a slow one takes less than this, in ms. */
const patience = 3000

/** VA5: a real write, read and delete at start, instead of asking which browser this is. */
export async function probeDevice(databases: Databases): Promise<Result<null, ProbeProblem>> {
  if (globalThis.crypto?.subtle === undefined) return fail({ type: 'no-crypto' })
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLong = new Promise<Result<null, ProbeProblem>>((resolve) => {
    timer = setTimeout(() => resolve(fail({ type: 'no-answer' })), patience)
  })
  try {
    return await Promise.race([writeReadDelete(databases), tooLong])
  } catch (error) {
    // Private windows and full or broken profiles reject in as many ways as there are browsers.
    if (error instanceof Error) return fail({ type: 'no-database' })
    throw error
  } finally {
    clearTimeout(timer)
  }
}

async function writeReadDelete(databases: Databases): Promise<Result<null, ProbeProblem>> {
  const database = new Dexie(probeName, { ...databases, cache: 'disabled' }) as Dexie & {
    probes: Table<{ id: string; bytes: Uint8Array }, string>
  }
  database.version(1).stores({ probes: 'id' })
  const written = { id: crypto.randomUUID(), bytes: crypto.getRandomValues(new Uint8Array(64)) }
  await database.probes.put(written)
  const read = await database.probes.get(written.id)
  const kept = read?.bytes.join() === written.bytes.join()
  // Deletes its row, not the database: another tab may be probing as well.
  await database.probes.delete(written.id)
  const gone = (await database.probes.get(written.id)) === undefined
  database.close()
  return kept && gone ? ok(null) : fail({ type: 'not-kept' })
}
