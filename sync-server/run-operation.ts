import { isOfBranch, mayRead, mayWrite } from '#shared/domain/grants.ts'
import { ok, type Result } from '#shared/domain/result.ts'
import type { SyncIssue } from '#shared/domain/sync-issue.ts'
import { applyOperation, refuseForbidden } from '#shared/protocol/apply-operation.ts'
import type { FieldConflict } from '#shared/protocol/change-effect.ts'
import type { Operation } from '#shared/protocol/operation.ts'
import type { OperationResult, OutcomeReason } from '#shared/protocol/outcome.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { isPortfolio, orgScope, type Scope } from '#shared/protocol/scope.ts'
import type { AuditRow } from './audit-chain.ts'
import { numberComplaint } from './complaint-numbering.ts'
import { refuseMerge } from './merged-customers.ts'
import { placeRecord } from './record-place.ts'
import type { Actor } from './sessions.ts'
import type { StoredRecord } from './store/record-table.ts'
import type { Transaction } from './store/store.ts'

/** When an operation arrived, and what to add to the times of its device (ME2); both in ms. */
export interface Arrival {
  receivedAt: number
  clockOffset: number
}

/** What one operation came to, and the fields in conflict. */
export interface Decision {
  outcome: OperationResult['outcome']
  reason?: OutcomeReason | undefined
  details?: string[] | undefined
  fields: SyncIssue['fields']
  /** The record that has to come before this can be done, where it is not the one that the operation is on. */
  waitsFor?: string | undefined
  /** ME8: the customer into whom it may not merge the card; what the merge wrote on him goes back (`refused-merge.ts`). */
  refusedInto?: string | undefined
  /** What it changes, not staged yet: the record as it will be, where, and as it was before. */
  change?: { record: RecordBody; scope: Scope; before: RecordBody | undefined }
  /** What its audit row says, where that is more than that an operation came to its outcome. */
  audited?: Pick<AuditRow, 'what' | 'code' | 'claimedAt'>
}

export function refuse(reason: OutcomeReason, details?: string[]): Decision {
  return { outcome: 'rejected', reason, details, fields: [] }
}

/**
 * Decides whether the session may do this (SC5) and what it comes to; `stage` makes it so. `authorised` is the operation that is
 * asked about where it is not the one that is applied: what a colleague typed is taken with the taker's grants (SR2).
 */
export async function decideOperation(
  transaction: Transaction,
  session: Actor,
  operation: Operation,
  { receivedAt, clockOffset, authorised = operation }: Arrival & { authorised?: Operation },
): Promise<Decision> {
  const { records } = transaction
  const { recordType: type, recordId: id, author } = operation
  // SE7: before anything else, so that it waits for nobody's decision either.
  const forbidden = refuseForbidden(operation)
  if (forbidden !== undefined) return refuse(forbidden.reason, forbidden.details)
  const found = await records.get(type, id)
  // SC5: what lies in another branch is answered like what is nowhere; only nobody makes it a second time.
  const isThere =
    operation.kind === 'create' || isOfBranch(session.grants, found?.scope ?? orgScope)
  const stored = isThere ? found : undefined
  if (stored !== undefined || operation.kind === 'create') {
    const placed = await placeOf(transaction, operation, stored)
    if (!placed.ok) return refuse(placed.error.type)
    // The same for what would hang on a customer of another branch.
    const isElsewhere = isPortfolio(placed.value) && !isOfBranch(session.grants, placed.value)
    if (stored === undefined && isElsewhere) return refuse('record-not-found')
    // SC5: decided in the transaction that writes.
    const allowed = mayWrite(session.grants, authorised, stored?.record, { scope: placed.value })
    if (!allowed.ok) return refuse(allowed.error.type)
    const refusal = await refuseMerge(transaction, operation, stored?.record)
    if (refusal !== undefined) return refusal
  } else if (authorised.author !== session.account.id) return refuse('foreign-author')

  const applied = applyOperation(stored?.record, operation, { receivedAt, clockOffset })
  const { outcome, reason, details, record, conflicts } = applied
  const decision: Decision = { outcome, reason, details, fields: conflicts }
  if (record !== undefined && record !== stored?.record) {
    const numbered =
      type === 'complaint'
        ? await numberComplaint(record, stored?.record, transaction, receivedAt)
        : record
    const place = await placeRecord(records, { type, id, data: numbered.data, author })
    if (!place.ok) return refuse(place.error.type)
    decision.change = { record: numbered, scope: place.value, before: stored?.record }
  }
  const readable =
    stored === undefined || mayRead(session.grants, { ...stored.record, scope: stored.scope })
  if (!readable) decision.fields = conflicts.map(withoutTheirs)
  return decision
}

/** What was decided becomes part of the transaction. */
export async function stage(
  { records }: Pick<Transaction, 'records'>,
  { change }: Decision,
): Promise<void> {
  if (change !== undefined) await records.put(change.record, change.scope)
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
