import { SyncIssue } from '#shared/domain/sync-issue.ts'
import type { Operation } from '#shared/protocol/operation.ts'
import { staffScope } from '#shared/protocol/scope.ts'
import { changed } from './changed-record.ts'
import { isOpenTask } from './hand-over.ts'
import { parseOperation } from './parse-operation.ts'
import { putBackRefused } from './refused-merge.ts'
import { type Decision, decideOperation, refuse, stage } from './run-operation.ts'
import type { Actor } from './sessions.ts'
import type { HandedOverWork } from './store/handover-table.ts'
import type { StoredRecord } from './store/record-table.ts'
import type { Transaction } from './store/store.ts'
import { keepSyncIssue } from './sync-issues.ts'

/**
 * SR2: what the present owner made of a former owner's operation. Called with what the owner's patch of the sync
 * issue comes to; answers that, or the refusal of it. `taken` runs the operation now: its author stays who
 * typed it, its time is corrected as when it arrived, and whether it may be done is asked of the taker's grants. `dropped`
 * leaves it. Either way its author is told.
 */
export async function adoptOperation(
  transaction: Transaction,
  session: Actor,
  decision: Decision,
  at: number,
): Promise<Decision> {
  const { change } = decision
  if (change === undefined) return decision
  const issue = SyncIssue.parse(change.record.data)
  const { resolution } = issue
  const isDecision = resolution === 'taken' || resolution === 'dropped'
  if (issue.typedBy === undefined) {
    return isDecision ? refuse('invalid-value', ['resolution']) : decision
  }
  if (!isDecision) return refuse('invalid-value', ['resolution'])
  const work = await transaction.handovers.openWork(change.record.id)
  if (work === undefined || change.before?.data['resolution'] !== undefined) {
    return refuse('transition-not-legal', ['resolution'])
  }
  if (resolution === 'taken') {
    const refusal =
      (await takeCreation(transaction, session, issue, { work, at })) ??
      (await take(transaction, session, issue, { work, at }))
    if (refusal !== undefined) return refusal
  }
  await settle(transaction, session, issue, { work, at, became: resolution })
  return decision
}

/** Whoever takes an edit of what was made there, or something about a customer who was (SR3), takes the making first. */
async function takeCreation(
  transaction: Transaction,
  session: Actor,
  { operation }: SyncIssue,
  { work, at }: { work: HandedOverWork; at: number },
): Promise<Decision | undefined> {
  const { records } = transaction
  const itself = { type: work.recordType, id: work.recordId }
  const isMaking = operation['kind'] === 'create'
  for (const needed of [{ type: 'customer', id: work.customer }, itself]) {
    if (isMaking && needed.id === itself.id) continue
    const making = await makingOf(transaction, work, needed)
    if (making === undefined) continue
    const refusal = await take(transaction, session, making.issue, { work: making.work, at })
    if (refusal !== undefined) return refusal
    const { record, scope } = making.stored
    const stamp = { at, by: session.account.id }
    await records.put(changed(record, 'resolution', 'taken', stamp), scope)
    await settle(transaction, session, making.issue, { work: making.work, at, became: 'taken' })
  }
  return undefined
}

/** What waits to be taken and makes this record, from the same author; undefined when there is none, or it is there. */
async function makingOf(
  { records, handovers }: Transaction,
  { holder, author }: HandedOverWork,
  { type, id }: { type: string; id: string },
): Promise<{ work: HandedOverWork; issue: SyncIssue; stored: StoredRecord } | undefined> {
  if ((await records.get(type, id)) !== undefined) return undefined
  for (const work of await handovers.openWorkOf(holder)) {
    if (work.recordId !== id || work.recordType !== type || work.author !== author) continue
    const stored = await records.get('sync-issue', work.issue)
    const issue = SyncIssue.parse(stored?.record.data)
    if (stored !== undefined && issue.operation['kind'] === 'create') return { work, issue, stored }
  }
  return undefined
}

async function settle(
  transaction: Transaction,
  { account, device }: Actor,
  { operation }: SyncIssue,
  { work, at, became }: { work: HandedOverWork; at: number; became: 'taken' | 'dropped' },
): Promise<void> {
  await transaction.handovers.decideWork(work.issue, became)
  await tellAuthor(transaction, work, became, { at, by: account.id })
  transaction.audit.add({
    at,
    what: became === 'taken' ? 'draft-taken' : 'draft-dropped',
    staffId: account.id,
    device,
    refType: work.recordType,
    refId: work.recordId,
    operationId: String(operation['id']),
  })
}

async function take(
  transaction: Transaction,
  session: Actor,
  { operation: raw }: SyncIssue,
  { work, at }: { work: HandedOverWork; at: number },
): Promise<Decision | undefined> {
  const parsed = parseOperation(raw)
  if (!parsed.ok) throw new Error('A draft for the new owner cannot be read any more.')
  const { operation } = parsed
  const decision = await decideOperation(transaction, session, operation, {
    receivedAt: work.receivedAt,
    clockOffset: work.clockOffset,
    authorised: inNameOf(session.account.id, operation),
  })
  // The owner may not do it either; then it is not his to take, and it goes on waiting.
  if (decision.reason === 'not-allowed') return refuse('not-allowed')
  await stage(transaction, forTaker(session, decision, { work, at }))
  await putBackRefused(transaction, session, operation, decision, at)
  const by = { staffId: session.account.id, device: session.device, at }
  const { outcome, reason } = decision
  const result = { n: operation.n, outcome, ...(reason === undefined ? {} : { reason }) }
  // A conflict with what was written since is the taker's to settle.
  await keepSyncIssue(transaction, raw, result, decision.fields, by)
  return undefined
}

/** SC5: the operation as if the taker had typed it; asked about, never stored. */
function inNameOf(taker: string, operation: Operation): Operation {
  if (operation.kind !== 'create' || operation.args.data['authorId'] !== operation.author) {
    return { ...operation, author: taker }
  }
  return {
    ...operation,
    author: taker,
    args: { data: { ...operation.args.data, authorId: taker } },
  }
}

/** As in the hand-over itself: what the former owner still had to do for the customer is the new owner's. */
function forTaker(
  { account }: Actor,
  decision: Decision,
  { work, at }: { work: HandedOverWork; at: number },
): Decision {
  const { change } = decision
  if (change === undefined || change.before !== undefined) return decision
  const { type, data } = change.record
  const isHisToDo = type === 'task' && data['assigneeId'] === work.author && isOpenTask(data)
  if (!isHisToDo) return decision
  const record = changed(change.record, 'assigneeId', account.id, { at, by: account.id })
  return { ...decision, change: { ...change, record } }
}

async function tellAuthor(
  { records }: Transaction,
  { authorIssue, author }: HandedOverWork,
  became: 'taken' | 'dropped',
  stamp: { at: number; by: string },
): Promise<void> {
  const stored = await records.get('sync-issue', authorIssue)
  if (stored === undefined) throw new Error('Who typed a draft has no issue of it.')
  // The customer came back, and who typed it took it: what is a problem of its own now is still to be settled.
  if (stored.record.data['reason'] !== 'handed-over') return
  // What was put away while it waited is news again.
  const isPutAway = stored.record.data['resolution'] !== undefined
  const open = isPutAway ? changed(stored.record, 'resolution', null, stamp) : stored.record
  const told = changed(changed(open, 'became', became, stamp), 'becameBy', stamp.by, stamp)
  await records.put(told, staffScope(author))
}
