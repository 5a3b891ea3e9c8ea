import type { SyncIssue } from '#shared/domain/sync-issue.ts'
import { mayRead, mayWrite } from '#shared/domain/grants.ts'
import { ok, type Result } from '#shared/domain/result.ts'
import { applyOperation } from '#shared/protocol/apply-operation.ts'
import type { FieldConflict } from '#shared/protocol/change-effect.ts'
import type { Operation } from '#shared/protocol/operation.ts'
import type { OperationResult, OutcomeReason } from '#shared/protocol/outcome.ts'
import type { Scope } from '#shared/protocol/scope.ts'
import { numberComplaint } from './complaint-numbering.ts'
import { operationHash } from './operation-hash.ts'
import { parseOperation } from './parse-operation.ts'
import { placeRecord } from './record-place.ts'
import type { Session } from './sessions.ts'
import type { StoredRecord } from './store/record-table.ts'
import type { Transaction } from './store/store.ts'
import { keepSyncIssue } from './sync-issues.ts'

/** What holds for all operations of one push. */
export interface PushContext {
  session: Session
  epoch: string
  /** Instant (ms) at which the push arrived. */
  receivedAt: number
  /** ms to add to times of the device (ME2). */
  clockOffset: number
  /** Told of what must not happen; the operation is answered `internal-error`. */
  onBug: (error: unknown) => void
}

/** What one operation came to, and the fields in conflict. */
interface Decision {
  outcome: OperationResult['outcome']
  reason?: OutcomeReason | undefined
  details?: string[] | undefined
  fields: SyncIssue['fields']
  /** It was answered before under another number: what a person must see of it is there already. */
  repeated?: boolean
}

/**
 * PU2: runs one operation under its own savepoint and stores effect, answer, audit row and, if a person
 * must look at it, the sync issue. It always has an outcome, also if it is malformed or meets a bug.
 */
export async function acceptOperation(
  transaction: Transaction,
  context: PushContext,
  raw: Record<string, unknown> & { n: number },
): Promise<OperationResult> {
  try {
    return await transaction.savepoint(async () => {
      const decision = await decide(transaction, context, raw)
      return store(transaction, context, raw, decision)
    })
  } catch (error) {
    context.onBug(error)
    return store(transaction, context, raw, refuse('internal-error'))
  }
}

async function decide(
  transaction: Transaction,
  context: PushContext,
  raw: Record<string, unknown> & { n: number },
): Promise<Decision> {
  const parsed = parseOperation(raw)
  if (!parsed.ok) {
    await keepForReview(transaction, context, raw, parsed.result.outcome)
    return { ...parsed.result, fields: [] }
  }
  const { operation } = parsed
  // GC2: a device that had to start again sends what was already done under other numbers.
  const before = await transaction.results.byOperation(operation.id)
  if (before !== undefined) {
    if (before.bodyHash !== operationHash(raw)) return refuse('invalid-value', ['id'])
    return { ...before.result, fields: [], repeated: true }
  }
  return apply(transaction, context, operation)
}

async function apply(
  transaction: Transaction,
  { session, receivedAt, clockOffset }: PushContext,
  operation: Operation,
): Promise<Decision> {
  const { records } = transaction
  const { recordType: type, recordId: id, author } = operation
  const stored = await records.get(type, id)
  if (stored !== undefined || operation.kind === 'create') {
    const placed = await placeOf(transaction, operation, stored)
    if (!placed.ok) return refuse(placed.error.type)
    // SC5: decided in the transaction that writes.
    const allowed = mayWrite(session.grants, operation, stored?.record, { scope: placed.value })
    if (!allowed.ok) return refuse(allowed.error.type)
  } else if (author !== session.account.id) return refuse('foreign-author')

  const applied = applyOperation(stored?.record, operation, { receivedAt, clockOffset })
  const { outcome, reason, details, record, conflicts } = applied
  if (record !== undefined && record !== stored?.record) {
    const numbered =
      type === 'complaint'
        ? await numberComplaint(record, stored?.record, transaction, receivedAt)
        : record
    const place = await placeRecord(records, { type, id, data: numbered.data, author })
    if (!place.ok) return refuse(place.error.type)
    await records.put(numbered, place.value)
  }
  const readable =
    stored === undefined || mayRead(session.grants, { ...stored.record, scope: stored.scope })
  return { outcome, reason, details, fields: readable ? conflicts : conflicts.map(withoutTheirs) }
}

/** SC5: whoever may write here without reading learns that there is a conflict, not what the others wrote. */
function withoutTheirs({ field, base, mine }: FieldConflict): SyncIssue['fields'][number] {
  return { field, base, mine, theirs: null }
}

/** Where the record lies, or where what is created would lie. */
async function placeOf(
  { records }: Transaction,
  { recordType: type, recordId: id, author, ...change }: Operation,
  stored: StoredRecord | undefined,
): Promise<Result<Scope, { type: OutcomeReason }>> {
  if (stored !== undefined) return ok(stored.scope)
  const data = change.kind === 'create' ? change.args.data : {}
  return placeRecord(records, { type, id, data, author })
}

async function store(
  transaction: Transaction,
  { session, epoch, receivedAt }: PushContext,
  raw: Record<string, unknown> & { n: number },
  { outcome, reason, details, fields, repeated = false }: Decision,
): Promise<OperationResult> {
  const { device, account } = session
  const result: OperationResult = { n: raw.n, outcome }
  if (reason !== undefined) result.reason = reason
  if (details !== undefined && details.length > 0) result.details = details
  const operationId = idOf(raw['id'])
  await transaction.results.add(
    { device, epoch },
    { operationId, bodyHash: operationHash(raw), result },
  )
  const by = { staffId: account.id, device, at: receivedAt }
  if (!repeated) await keepSyncIssue(transaction, raw, result, fields, by)
  // I12: every operation that was accepted is in the chain, with codes and ids alone.
  transaction.audit.add({
    at: receivedAt,
    what: 'operation',
    staffId: account.id,
    device,
    refType: idOf(raw['recordType']),
    refId: idOf(raw['recordId']),
    operationId,
    code: outcome,
  })
  return result
}

async function keepForReview(
  { quarantine }: Transaction,
  { session, epoch, receivedAt }: PushContext,
  raw: Record<string, unknown> & { n: number },
  outcome: OperationResult['outcome'],
): Promise<void> {
  if (outcome !== 'deferred' && outcome !== 'quarantined') return
  const reason = outcome === 'deferred' ? 'newer-schema' : 'older-schema'
  const { device, account } = session
  const kept = { device, epoch, n: raw.n, staffId: account.id, reason, operation: raw } as const
  await quarantine.keep(kept, receivedAt)
}

function refuse(reason: OutcomeReason, details?: string[]): Decision {
  return { outcome: 'rejected', reason, details, fields: [] }
}

/** SE6: an id or a name of a type as it was sent, but never a text that someone put in its place. */
function idOf(value: unknown): string {
  return typeof value === 'string' && /^[0-9a-z-]{1,40}$/i.test(value) ? value : 'unreadable'
}
