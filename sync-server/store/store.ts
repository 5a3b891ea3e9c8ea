import type { auditSearch } from './audit-search.ts'
import type { auditReader, auditWriter } from './audit-table.ts'
import type { branchReader, branchWriter } from './branch-table.ts'
import type { deviceReader, deviceWriter } from './device-table.ts'
import type { erasureReader, erasureWriter } from './erasure-table.ts'
import type { failureWriter } from './failure-table.ts'
import type { handoverWriter } from './handover-table.ts'
import type { maskedExportWriter } from './masked-export-table.ts'
import type { metaReader, metaWriter } from './meta-table.ts'
import type { numberWriter } from './number-table.ts'
import type { outReader, outWriter } from './out-table.ts'
import type { passkeyReader, passkeyWriter } from './passkey-table.ts'
import type { quarantineReader, quarantineWriter } from './quarantine-table.ts'
import type { receiptWriter } from './receipt-table.ts'
import type { recordChanges } from './record-changes.ts'
import type { recordReader } from './record-table.ts'
import type { recoveryReader, recoveryWriter } from './recovery-table.ts'
import type { resultReader, resultWriter } from './result-table.ts'
import type { scopeReader } from './scope-table.ts'
import type { sessionReader, sessionWriter } from './session-table.ts'
import type { staffReader, staffWriter } from './staff-table.ts'
import type { wipeReader, wipeWriter } from './wipe-table.ts'

/** Everything read through one reader is of the same moment (PL1). */
export interface Reader {
  meta: ReturnType<typeof metaReader>
  branches: ReturnType<typeof branchReader>
  staff: ReturnType<typeof staffReader>
  sessions: ReturnType<typeof sessionReader>
  passkeys: ReturnType<typeof passkeyReader>
  devices: ReturnType<typeof deviceReader>
  scopes: ReturnType<typeof scopeReader>
  records: ReturnType<typeof recordReader>
  outs: ReturnType<typeof outReader>
  results: ReturnType<typeof resultReader>
  quarantine: ReturnType<typeof quarantineReader>
  audit: ReturnType<typeof auditReader>
  auditSearch: ReturnType<typeof auditSearch>
  erasures: ReturnType<typeof erasureReader>
  recoveries: ReturnType<typeof recoveryReader>
  wipes: ReturnType<typeof wipeReader>
}

/** A reader that stays open while a pull is sent; it must be closed. */
export interface Snapshot extends Reader {
  close(): Promise<void>
}

/** What is written through one transaction is stored as a whole or not at all. */
export interface Transaction {
  meta: ReturnType<typeof metaWriter>
  branches: ReturnType<typeof branchWriter>
  staff: ReturnType<typeof staffWriter>
  sessions: ReturnType<typeof sessionWriter>
  passkeys: ReturnType<typeof passkeyWriter>
  devices: ReturnType<typeof deviceWriter>
  records: Pick<
    ReturnType<typeof recordChanges>,
    | 'get'
    | 'put'
    | 'putNew'
    | 'hold'
    | 'sweep'
    | 'replace'
    | 'poke'
    | 'erase'
    | 'traceFor'
    | 'mentioning'
    | 'mentioningSoFar'
  >
  results: ReturnType<typeof resultWriter>
  quarantine: ReturnType<typeof quarantineWriter>
  outs: ReturnType<typeof outWriter>
  handovers: ReturnType<typeof handoverWriter>
  receipts: ReturnType<typeof receiptWriter>
  maskedExports: ReturnType<typeof maskedExportWriter>
  numbers: ReturnType<typeof numberWriter>
  erasures: ReturnType<typeof erasureWriter>
  recoveries: ReturnType<typeof recoveryWriter>
  wipes: ReturnType<typeof wipeWriter>
  failures: ReturnType<typeof failureWriter>
  audit: Pick<ReturnType<typeof auditWriter>, 'add'>
  /** PU2: if the work throws, what it did is undone, and the transaction goes on with the error in hand. */
  savepoint<Value>(work: () => Promise<Value>): Promise<Value>
}

/** One interface, several databases: `tests/server/store-contract.ts` is what each of them must do. */
export interface Store {
  read<Value>(work: (reader: Reader) => Promise<Value>): Promise<Value>
  snapshot(): Promise<Snapshot>
  /**
   * `at` is the instant (ms) of the change. As if one write came after the other: the work may run more than once, so it
   * changes nothing outside of the transaction.
   */
  write<Value>(at: number, work: (transaction: Transaction) => Promise<Value>): Promise<Value>
  /** Calls back after each commit with the scopes that moved; answers the way to stop. */
  onMoved(listener: (scopes: string[]) => void): () => void
  /**
   * SE7: what was deleted or replaced stands nowhere in the database any more, free pages and logs of this database
   * included. Answers false when somebody who reads keeps a part of it there; try again.
   */
  wipeFreeSpace(): Promise<boolean>
  close(): Promise<void>
}
