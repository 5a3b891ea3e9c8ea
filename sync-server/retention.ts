import { isUnheard } from '#shared/domain/closed-task.ts'
import { isOpenTask, Task } from '#shared/domain/task.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { keptUntil } from './customer-records.ts'
import { outsKeptMs } from './daily-job.ts'
import { archivedTypes } from './record-fates.ts'
import type { Services } from './services.ts'
import type { StoredRecord } from './store/record-table.ts'
import type { Reader, Transaction } from './store/store.ts'

/** What retention would take, or took: how many records of each type. */
export type RetentionReport = Record<string, number>

/** A task that is over and that whoever asked for it has not taken note of is news for a year (ms): he may be away for long. */
const newsKeptMs = 365 * 24 * 60 * 60_000

/** So many records leave in one transaction; others write in between. */
const recordsPerTransaction = 200

/**
 * SE7, GC1: takes out what has been kept for as long as it has to be (`record-fates.ts`): complaints three years after they were
 * closed; what was archived, what was settled of refused changes, and tasks between colleagues that are over, after as long (ms)
 * as a device that was away is told row by row. A customer never goes by itself. With `dryRun` it only counts.
 */
export async function runRetention(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  { dryRun }: { dryRun: boolean },
): Promise<RetentionReport> {
  const now = clock()
  const expired = await store.read((reader) => findExpired(reader, now))
  const report: RetentionReport = {}
  if (dryRun) {
    for (const { record } of expired) report[record.type] = (report[record.type] ?? 0) + 1
    return report
  }
  for (let from = 0; from < expired.length; from += recordsPerTransaction) {
    const batch = expired.slice(from, from + recordsPerTransaction)
    const gone = await store.write(now, (transaction) => takeOut(transaction, batch, now))
    for (const type of gone) report[type] = (report[type] ?? 0) + 1
  }
  if (expired.length > 0) await store.wipeFreeSpace()
  return report
}

async function findExpired({ records }: Reader, now: number): Promise<StoredRecord[]> {
  const candidates = [
    ...(await records.mentioning('', 'complaint')),
    ...(await records.mentioning('"resolution":', 'sync-issue')),
  ]
  candidates.push(...(await records.mentioning('"askedBy":', 'task')))
  for (const type of archivedTypes) {
    candidates.push(...(await records.mentioning('"archivedAt":', type)))
  }
  const expired = candidates.filter(({ record }) => isExpired(record, now))
  // A task between colleagues that was archived was found twice.
  const byKey = new Map(expired.map((stored) => [keyOf(stored.record), stored]))
  return [...byKey.values()]
}

/** An id is one of its type. */
function keyOf({ type, id }: RecordBody): string {
  return `${type}|${id}`
}

/** Answers the types of what went; somebody may have restored one since it was found. */
async function takeOut(
  { records, audit }: Transaction,
  batch: readonly StoredRecord[],
  now: number,
): Promise<string[]> {
  const gone: string[] = []
  for (const { record } of batch) {
    const { type, id } = record
    const stored = await records.get(type, id)
    if (stored === undefined || !isExpired(stored.record, now)) continue
    records.erase(stored)
    audit.add({ at: now, what: 'record-expired', refType: type, refId: id })
    gone.push(type)
  }
  return gone
}

function isExpired(record: RecordBody, now: number): boolean {
  const { type, data, archivedAt, updatedAt } = record
  if (type === 'complaint') {
    const until = keptUntil(record)
    return until !== null && until <= now
  }
  if (type === 'sync-issue') {
    // SR2: what a hand-over left open is still asked for by the colleague who typed it.
    const isSettled = data['resolution'] !== undefined && data['reason'] !== 'handed-over'
    return isSettled && updatedAt + outsKeptMs <= now
  }
  if (archivedAt !== undefined) return archivedAt + outsKeptMs <= now
  return type === 'task' && isForgottenTask(record, now)
}

/**
 * R21: a task in a portfolio stays with its customer, and one's own is put away by oneself. One between two colleagues belongs to
 * nobody's file and is archived by nobody: it goes when it is over, which whoever asked has mostly taken note of.
 */
function isForgottenTask(record: RecordBody, now: number): boolean {
  const task = Task.safeParse(record.data).data
  if (task?.askedBy === undefined || isOpenTask(task)) return false
  const isNews = isUnheard({ ...record, data: task })
  return record.updatedAt + (isNews ? newsKeptMs : outsKeptMs) <= now
}
