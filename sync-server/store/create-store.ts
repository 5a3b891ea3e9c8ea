import { type Kysely, sql } from 'kysely'
import { auditSearch } from './audit-search.ts'
import { auditReader, auditWriter } from './audit-table.ts'
import { branchReader, branchWriter } from './branch-table.ts'
import { deviceReader, deviceWriter } from './device-table.ts'
import { erasureReader, erasureWriter } from './erasure-table.ts'
import { failureWriter } from './failure-table.ts'
import { handoverWriter } from './handover-table.ts'
import { asLostRace, isLostRace, type LostRace } from './lost-race.ts'
import { maskedExportWriter } from './masked-export-table.ts'
import { metaReader, metaWriter } from './meta-table.ts'
import { numberWriter } from './number-table.ts'
import { outReader, outWriter } from './out-table.ts'
import { passkeyReader, passkeyWriter } from './passkey-table.ts'
import { quarantineReader, quarantineWriter } from './quarantine-table.ts'
import { receiptWriter } from './receipt-table.ts'
import { recordChanges } from './record-changes.ts'
import { recordReader } from './record-table.ts'
import { recoveryReader, recoveryWriter } from './recovery-table.ts'
import { resultReader, resultWriter } from './result-table.ts'
import type { Tables } from './schema.ts'
import { scopeReader } from './scope-table.ts'
import { sessionReader, sessionWriter } from './session-table.ts'
import { staffReader, staffWriter } from './staff-table.ts'
import type { Reader, Store, Transaction } from './store.ts'
import { wipeReader, wipeWriter } from './wipe-table.ts'

/** How a database runs write transactions. */
export interface WriteRunner {
  /**
   * Runs the work in a transaction, more than once when another one came in between, and answers after the commit
   * reached the disk. `alone`: nobody else writes meanwhile.
   */
  run<Value>(work: (db: Kysely<Tables>, turn: { alone: boolean }) => Promise<Value>): Promise<Value>
  /** Ends when what was begun has ended. */
  close(): Promise<void>
}

/** How the processes on one database tell each other which scopes moved. */
export interface MovedChannel {
  /** Called in the transaction that moves them, so that nobody hears of what is not committed. */
  tell(db: Kysely<Tables>, scopes: readonly string[]): Promise<void>
  /** Calls back with what other processes moved. */
  listen(listener: (scopes: string[]) => void): void
  close(): Promise<void>
}

/**
 * The store over one migrated database: readers, writers, and apart from both the snapshots of pulls. Those are
 * held for as long as a slow line takes, and nobody who wants to sign in or to send waits for them.
 */
export function createStore({
  reader,
  snapshots,
  writes,
  wipeFreeSpace,
  others,
}: {
  reader: Kysely<Tables>
  snapshots: Kysely<Tables>
  writes: WriteRunner
  wipeFreeSpace: Store['wipeFreeSpace']
  /** Where several processes may share the database. */
  others?: MovedChannel
}): Store {
  const listeners = new Set<(scopes: string[]) => void>()
  const tellListeners = (scopes: string[]) => {
    for (const listener of listeners) listener(scopes)
  }
  others?.listen(tellListeners)
  return {
    // PL1: one moment for all that is read; SQLite has no other way.
    read: (work) =>
      reader
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute((db) => work(readerOf(db))),
    snapshot: async () => {
      const transaction = await snapshots
        .startTransaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute()
      return {
        ...readerOf(transaction),
        close: async () => {
          await transaction.rollback().execute()
        },
      }
    },
    write: async (at, work) => {
      const { value, moved } = await writes.run((db, turn) =>
        runWriter(db, turn, { at, work, others }),
      )
      if (moved.length > 0) tellListeners(moved)
      return value
    },
    onMoved: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    wipeFreeSpace,
    close: async () => {
      await others?.close()
      await writes.close()
      await reader.destroy()
      await snapshots.destroy()
    },
  }
}

function readerOf(db: Kysely<Tables>): Reader {
  return {
    meta: metaReader(db),
    branches: branchReader(db),
    staff: staffReader(db),
    sessions: sessionReader(db),
    passkeys: passkeyReader(db),
    devices: deviceReader(db),
    scopes: scopeReader(db),
    records: recordReader(db),
    outs: outReader(db),
    results: resultReader(db),
    quarantine: quarantineReader(db),
    audit: auditReader(db),
    auditSearch: auditSearch(db),
    erasures: erasureReader(db),
    recoveries: recoveryReader(db),
    wipes: wipeReader(db),
  }
}

async function runWriter<Value>(
  db: Kysely<Tables>,
  turn: { alone: boolean },
  options: {
    at: number
    work: (transaction: Transaction) => Promise<Value>
    others: MovedChannel | undefined
  },
): Promise<{ value: Value; moved: string[] }> {
  const { at, work, others } = options
  const records = recordChanges(db, turn)
  const audit = auditWriter(db)
  const results = resultWriter(db)
  /** What is not yet in the database, and so not undone by it. */
  const heldBack = [records, audit, results]
  let lost: LostRace | undefined
  const savepoint: Transaction['savepoint'] = async (part) => {
    const marks = heldBack.map((held) => held.mark())
    await sql`savepoint one_operation`.execute(db)
    try {
      const result = await part()
      await sql`release savepoint one_operation`.execute(db)
      return result
    } catch (error) {
      // Not the fault of this part: the whole transaction is over, whatever the work makes of it.
      if (isLostRace(error, turn)) {
        lost = asLostRace(error)
        throw lost
      }
      await sql`rollback to savepoint one_operation`.execute(db)
      await sql`release savepoint one_operation`.execute(db)
      for (const [index, held] of heldBack.entries()) held.undoTo(marks[index] ?? 0)
      throw error
    }
  }
  try {
    const value = await work({
      meta: metaWriter(db),
      branches: branchWriter(db),
      staff: staffWriter(db, turn),
      sessions: sessionWriter(db),
      passkeys: passkeyWriter(db),
      devices: deviceWriter(db),
      results,
      quarantine: quarantineWriter(db),
      outs: outWriter(db),
      handovers: handoverWriter(db),
      receipts: receiptWriter(db),
      maskedExports: maskedExportWriter(db),
      numbers: numberWriter(db),
      erasures: erasureWriter(db),
      recoveries: recoveryWriter(db),
      wipes: wipeWriter(db),
      failures: failureWriter(db),
      records,
      audit,
      savepoint,
    })
    if (lost === undefined) return { value, moved: await flush() }
  } catch (error) {
    throw lost ?? error
  }
  throw lost

  // SC3: seqs are the last thing a transaction takes, and the head of the audit chain after them.
  async function flush(): Promise<string[]> {
    await results.flush()
    const moved = await records.flush(at)
    if (moved.length > 0) await others?.tell(db, moved)
    await audit.flush()
    return moved
  }
}
