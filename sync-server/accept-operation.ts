import { buggify } from '#shared/faults/buggify.ts'
import { withoutForbidden } from '#shared/protocol/forbidden-content.ts'
import type { Operation } from '#shared/protocol/operation.ts'
import type { OperationResult } from '#shared/protocol/outcome.ts'
import { adoptOperation } from './adopt-operation.ts'
import { auditedLook } from './audit-look.ts'
import { auditedMerge } from './audit-merge.ts'
import { erasedAnswer, isAboutErased, withoutContent } from './erased-records.ts'
import { followHandover } from './hand-over.ts'
import { findHandedOver, keepForOwner } from './handed-over-work.ts'
import { operationHash } from './operation-hash.ts'
import { parseOperation } from './parse-operation.ts'
import { customerNamedBy } from './record-place.ts'
import { putBackRefused } from './refused-merge.ts'
import { type Arrival, type Decision, decideOperation, refuse, stage } from './run-operation.ts'
import type { Actor } from './sessions.ts'
import { LostRace } from './store/lost-race.ts'
import type { QuarantinedOperation } from './store/quarantine-table.ts'
import { forgottenBody, isSameBody } from './store/result-table.ts'
import type { Transaction } from './store/store.ts'
import { keepSyncIssue } from './sync-issues.ts'

/** What holds for all operations of one push. */
export interface PushContext extends Arrival {
  session: Actor
  epoch: string
  /** Told of what must not happen; the operation is answered `internal-error`. */
  onBug: (error: unknown) => void
}

/** `repeated`: it was answered before under another number, and what a person must see of it is there already. */
type Answer = Decision & { repeated?: boolean }

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
      await buggify('operation-run', context.session.device)
      return store(transaction, context, raw, decision)
    })
  } catch (error) {
    // Not the fault of this operation: the whole push is undone and run again.
    if (error instanceof LostRace) throw error
    context.onBug(error)
    return store(transaction, context, raw, refuse('internal-error'))
  }
}

async function decide(
  transaction: Transaction,
  context: PushContext,
  raw: Record<string, unknown> & { n: number },
): Promise<Answer> {
  const parsed = parseOperation(raw)
  const isErased = await isAboutErased(transaction, raw)
  if (!parsed.ok) {
    if (isErased) return erasedAnswer
    await keepForReview(transaction, context, raw, parsed.result.outcome)
    return { ...parsed.result, fields: [] }
  }
  const { operation } = parsed
  // GC2: a device that had to start again sends what was already done under other numbers.
  const before = await transaction.results.byOperation(operation.id)
  if (before !== undefined) {
    if (!isSameBody(before, operationHash(raw))) return refuse('invalid-value', ['id'])
    return { ...before.result, fields: [], repeated: true }
  }
  if (isErased) return erasedAnswer
  return runOperation(transaction, context, operation, raw)
}

/** Decides and stages an operation that was never run, with all that follows from it. */
export async function runOperation(
  transaction: Transaction,
  context: PushContext,
  operation: Operation,
  raw: Record<string, unknown> & { n: number },
): Promise<Decision> {
  const { session, receivedAt, clockOffset } = context
  const arrival = { receivedAt, clockOffset }
  const decided = await decideOperation(transaction, session, operation, arrival)
  const handedOver = await findHandedOver(transaction, session, operation, decided)
  if (handedOver === undefined || operation.kind === 'look') {
    const decision =
      operation.kind === 'look'
        ? auditedLook(operation, decided, arrival, handedOver)
        : await withConsequences(transaction, context, operation, decided)
    await stage(transaction, decision)
    if (decision.reason === 'record-not-found')
      await keep(
        transaction,
        context,
        raw,
        'record-missing',
        decision.waitsFor ?? recordNamedBy(operation),
      )
    return decision
  }
  await keepForOwner(transaction, session, raw, { ...handedOver, ...arrival })
  return { outcome: 'quarantined', reason: 'handed-over', fields: [] }
}

/** SR2: what an operation leads to beyond its record is part of its transaction. */
async function withConsequences(
  transaction: Transaction,
  { session, receivedAt }: PushContext,
  operation: Operation,
  decision: Decision,
): Promise<Decision> {
  const { recordType } = operation
  if (recordType === 'customer') {
    await putBackRefused(transaction, session, operation, decision, receivedAt)
    return auditedMerge(decision)
  }
  if (recordType === 'handover') return followHandover(transaction, session, decision)
  if (recordType === 'sync-issue') {
    return adoptOperation(transaction, session, decision, receivedAt)
  }
  return decision
}

async function store(
  transaction: Transaction,
  { session, epoch, receivedAt }: PushContext,
  raw: Record<string, unknown> & { n: number },
  { outcome, reason, details, fields, audited, repeated = false }: Answer,
): Promise<OperationResult> {
  const { device, account } = session
  const result: OperationResult = { n: raw.n, outcome }
  if (reason !== undefined) result.reason = reason
  // SE7: names of fields can have been made up by who sent them.
  if (details !== undefined && details.length > 0) result.details = withoutForbidden(details)
  const operationId = idOf(raw['id'])
  const isErased = reason === 'record-erased'
  const bodyHash = isErased ? forgottenBody : operationHash(raw)
  await transaction.results.add({ device, epoch }, { operationId, bodyHash, result })
  const by = { staffId: account.id, device, at: receivedAt }
  // SE7: its author learns of it, and what was typed is not kept.
  const kept = isErased ? withoutContent(raw) : raw
  if (!repeated) await keepSyncIssue(transaction, kept, result, fields, by)
  // I12: every operation that was accepted is in the chain, with codes and ids alone.
  transaction.audit.add({
    at: receivedAt,
    staffId: account.id,
    device,
    refType: idOf(raw['recordType']),
    refId: idOf(raw['recordId']),
    operationId,
    ...(audited ?? { what: 'operation', code: outcome }),
  })
  return result
}

async function keepForReview(
  transaction: Transaction,
  context: PushContext,
  raw: Record<string, unknown> & { n: number },
  outcome: OperationResult['outcome'],
): Promise<void> {
  if (outcome === 'deferred') await keep(transaction, context, raw, 'newer-schema')
  if (outcome === 'quarantined') await keep(transaction, context, raw, 'older-schema')
}

async function keep(
  { quarantine }: Transaction,
  { session, epoch, receivedAt }: PushContext,
  raw: Record<string, unknown> & { n: number },
  reason: QuarantinedOperation['reason'],
  waitsFor?: string,
): Promise<void> {
  const { device, account } = session
  const kept = { device, epoch, n: raw.n, staffId: account.id, reason, waitsFor, operation: raw }
  await quarantine.keep(kept, receivedAt)
}

/** The record that has to be there before this can be done: a new child needs its customer, any other change its record. */
function recordNamedBy({ recordType: type, recordId: id, ...change }: Operation): string {
  if (change.kind !== 'create') return id
  return customerNamedBy({ type, id, data: change.args.data }) ?? id
}

/** SE6: an id or a name of a type as it was sent, but never a text that someone put in its place. */
export function idOf(value: unknown): string {
  const text = withoutForbidden(value)
  return typeof text === 'string' && /^[0-9a-z-]{1,40}$/i.test(text) ? text : 'unreadable'
}
