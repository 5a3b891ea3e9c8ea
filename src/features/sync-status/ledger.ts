import { RecordType } from '#shared/protocol/record.ts'
import type { PendingChange, Replica } from '#replica/replica.ts'
import { changeWords } from './change-words.ts'
import { recordSubject, type Subject } from './record-subject.ts'
import type { Words } from './value-words.ts'

/** One line of the ledger in words. */
export interface LedgerLine {
  n: number
  subject: Subject
  recordType: string
  recordId: string
  /** The type of the record in words: “任务”. */
  typeWords: string
  change: string
  /** Instant in ms. */
  at: number
  state: PendingChange['state']
}

/** A change that is not confirmed. */
export function ledgerLine(
  { operation, state }: PendingChange,
  replica: Pick<Replica, 'get'>,
  words: Words,
): LedgerLine {
  const { n, recordType, recordId, at } = operation
  return {
    n,
    recordType,
    recordId,
    at,
    state,
    typeWords: words.messages.domain.recordType[recordType],
    change: changeWords(recordType, operation, words),
    subject: subjectOf(recordType, recordId, operation, replica, words),
  }
}

/** The subject from the record as it is shown; when it is gone, from what the operation created. */
export function subjectOf(
  recordType: string,
  recordId: string,
  operation: { kind?: unknown; args?: unknown },
  replica: Pick<Replica, 'get'>,
  words: Words,
): Subject {
  const type = RecordType.safeParse(recordType)
  const record = type.success ? replica.get(type.data, recordId) : undefined
  return recordSubject(recordType, recordId, record?.data ?? createdData(operation), words)
}

function createdData({ kind, args }: { kind?: unknown; args?: unknown }): unknown {
  return kind === 'create' && typeof args === 'object' && args !== null && 'data' in args
    ? args.data
    : undefined
}
