import { type Kysely, sql } from 'kysely'
import { auditReader, auditWriter } from './audit-table.ts'
import { branchReader, branchWriter } from './branch-table.ts'
import { deviceReader, deviceWriter } from './device-table.ts'
import { metaReader, metaWriter } from './meta-table.ts'
import { numberWriter } from './number-table.ts'
import { outReader } from './out-table.ts'
import { quarantineReader, quarantineWriter } from './quarantine-table.ts'
import { recordChanges } from './record-changes.ts'
import { recordReader } from './record-table.ts'
import { resultReader, resultWriter } from './result-table.ts'
import type { Tables } from './schema.ts'
import { scopeReader } from './scope-table.ts'
import { sessionReader, sessionWriter } from './session-table.ts'
import { staffReader, staffWriter } from './staff-table.ts'
import type { Reader, Store, Transaction } from './store.ts'

/**
 * The store over one migrated database: readers, writers in a row, and apart from both the snapshots of pulls. Those are
 * held for as long as a slow line takes, and nobody who wants to sign in or to send waits for them.
 */
export async function createStore({
  reader,
  snapshots,
  writer,
  newId,
}: {
  reader: Kysely<Tables>
  snapshots: Kysely<Tables>
  writer: Kysely<Tables>
  newId: () => string
}): Promise<Store> {
  const listeners = new Set<(scopes: string[]) => void>()
  await metaWriter(writer).initialise(newId)
  return {
    read: (work) => reader.transaction().execute((db) => work(readerOf(db))),
    snapshot: async () => {
      const transaction = await snapshots.startTransaction().execute()
      return {
        ...readerOf(transaction),
        close: async () => {
          await transaction.rollback().execute()
        },
      }
    },
    write: async (at, work) => {
      const { value, moved } = await writer.transaction().execute((db) => runWriter(db, at, work))
      if (moved.length > 0) for (const listener of listeners) listener(moved)
      return value
    },
    onMoved: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {
      await reader.destroy()
      await snapshots.destroy()
      await writer.destroy()
    },
  }
}

function readerOf(db: Kysely<Tables>): Reader {
  return {
    meta: metaReader(db),
    branches: branchReader(db),
    staff: staffReader(db),
    sessions: sessionReader(db),
    devices: deviceReader(db),
    scopes: scopeReader(db),
    records: recordReader(db),
    outs: outReader(db),
    results: resultReader(db),
    quarantine: quarantineReader(db),
    audit: auditReader(db),
  }
}

async function runWriter<Value>(
  db: Kysely<Tables>,
  at: number,
  work: (transaction: Transaction) => Promise<Value>,
): Promise<{ value: Value; moved: string[] }> {
  const records = recordChanges(db)
  const audit = auditWriter(db)
  const value = await work({
    meta: metaWriter(db),
    branches: branchWriter(db),
    staff: staffWriter(db),
    sessions: sessionWriter(db),
    devices: deviceWriter(db),
    results: resultWriter(db),
    quarantine: quarantineWriter(db),
    numbers: numberWriter(db),
    records,
    audit,
    savepoint: async (work) => {
      const [recordMark, auditMark] = [records.mark(), audit.mark()]
      await sql`savepoint one_operation`.execute(db)
      try {
        const result = await work()
        await sql`release savepoint one_operation`.execute(db)
        return result
      } catch (error) {
        await sql`rollback to savepoint one_operation`.execute(db)
        await sql`release savepoint one_operation`.execute(db)
        records.undoTo(recordMark)
        audit.undoTo(auditMark)
        throw error
      }
    },
  })
  await audit.flush()
  // SC3: seqs are the last thing a transaction takes.
  const moved = await records.flush(at)
  return { value, moved }
}
