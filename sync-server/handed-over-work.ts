import { derivedId } from '#shared/domain/derived-id.ts'
import type { SyncIssue } from '#shared/domain/sync-issue.ts'
import type { Operation } from '#shared/protocol/operation.ts'
import { staffScope } from '#shared/protocol/scope.ts'
import * as z from 'zod/mini'
import { entriesInLogs, namedInLogs, withoutOthers } from './merge-traces.ts'
import { operationHash } from './operation-hash.ts'
import { customerNamedBy, customerPlace } from './record-place.ts'
import type { Arrival, Decision } from './run-operation.ts'
import type { Actor } from './sessions.ts'
import type { Transaction } from './store/store.ts'
import { issueOf, syncIssueId } from './sync-issues.ts'
import { newRecord } from './set-up-branch.ts'
import { withdrawForNext, withdrawTaken } from './withdraw-taken.ts'

/** A customer that the author handed on, and who owns it now. */
export interface HandedOver {
  customer: string
  ownerId: string
}

/**
 * SR2: whether an operation was refused only because its author has handed the customer on since: it was typed in good
 * faith and must not be lost. Undefined for every other refusal.
 */
export async function findHandedOver(
  { records, handovers }: Transaction,
  { account }: Actor,
  operation: Operation,
  { outcome, reason, details }: Decision,
): Promise<HandedOver | undefined> {
  // A refusal that names fields is of what nobody may change, whoever owns the customer.
  const isRefused = outcome === 'rejected' && reason === 'not-allowed' && details === undefined
  const isMissing = outcome === 'gone' && reason === 'record-not-found'
  if (operation.author !== account.id || !(isRefused || isMissing)) return undefined
  const { recordType: type, recordId: id } = operation
  const stored = await records.get(type, id)
  const data =
    stored?.record.data ?? (operation.kind === 'create' ? operation.args.data : undefined)
  // R21: a task between two colleagues lies with nobody's customers.
  if (data?.['askedBy'] !== undefined) return undefined
  // An edit of what is not there may be of something that waits for the new owner itself.
  const customer =
    data === undefined
      ? await handovers.customerOfWork(account.id, type, id)
      : customerNamedBy({ type, id, data })
  if (customer === undefined || !(await handovers.hasHandedOn(account.id, customer))) {
    return undefined
  }
  const owner = customerPlace((await records.get('customer', customer))?.record)?.ownerId
  // He owns it again: the refusal has another reason.
  return owner === undefined || owner === account.id ? undefined : { customer, ownerId: owner }
}

/** SR2: lays the operation before the present owner; the author has an issue of his own (OP4). */
export async function keepForOwner(
  transaction: Transaction,
  session: Actor,
  raw: Record<string, unknown> & { n: number },
  { customer, ownerId, receivedAt, clockOffset }: HandedOver & Arrival,
): Promise<void> {
  const { records, handovers } = transaction
  const { account, device } = session
  const at = receivedAt
  const shown = await withoutOthersLogs(records, raw, ownerId)
  const issue: SyncIssue = {
    ...issueOf(shown, { outcome: 'quarantined', reason: 'handed-over' }, [], { device, at }),
    typedBy: account.id,
  }
  // The owner may change while it waits, so the id does not say whose it is.
  const id = derivedId('handed-over', account.id, String(raw['id']), operationHash(raw))
  const record = newRecord('sync-issue', id, issue, { at, staffId: account.id })
  await records.put(record, staffScope(ownerId))
  await handovers.addWork({
    issue: id,
    authorIssue: syncIssueId(raw, { staffId: account.id, device }),
    author: account.id,
    holder: ownerId,
    customer,
    recordType: issue.recordType,
    recordId: issue.recordId,
    receivedAt,
    clockOffset: Math.round(clockOffset),
  })
  // Both were handed on, to two: what came before it in the same merge lies with the other one.
  const named = namedInLogs(shown)
  const others = entriesInLogs(raw).filter(({ keptId }) => !named.has(keptId))
  await withdrawTaken(transaction, others, { author: account.id, at })
}

/** ME8: what was merged with a customer is laid before the next owner without values of customers who are not his. */
async function withoutOthersLogs(
  records: Transaction['records'],
  raw: Record<string, unknown>,
  ownerId: string,
): Promise<Record<string, unknown>> {
  const own = new Set<string>()
  const named = namedInLogs(raw)
  for (const id of named) {
    if (customerPlace((await records.get('customer', id))?.record)?.ownerId === ownerId) own.add(id)
  }
  if (own.size === named.size) return raw
  const left = withoutOthers(raw, (id) => own.has(id))
  return z.record(z.string(), z.unknown()).parse(left)
}

/** SR2: what waits for a decision about these customers goes to whoever takes them over. */
export async function moveHandedOverWork(
  { records, handovers }: Transaction,
  customers: ReadonlySet<string>,
  { from, to, at }: { from: string; to: string; at: number },
): Promise<void> {
  for (const work of await handovers.openWorkOf(from)) {
    const { issue, customer } = work
    if (!customers.has(customer)) continue
    if (await withdrawForNext({ records, handovers }, work, { to, at })) continue
    const stored = await records.get('sync-issue', issue)
    if (stored === undefined) throw new Error('A draft for the new owner has no issue.')
    await records.put(stored.record, staffScope(to))
    await handovers.giveWork(issue, to)
  }
}
