import { derivedId } from '#shared/domain/derived-id.ts'
import type { SyncIssue } from '#shared/domain/sync-issue.ts'
import type { Operation } from '#shared/protocol/operation.ts'
import { staffScope } from '#shared/protocol/scope.ts'
import * as z from 'zod/mini'
import { idOf } from './accept-operation.ts'
import { isAboutErased } from './erased-records.ts'
import type { RawOperation } from './open-sealed-outbox.ts'
import { operationHash } from './operation-hash.ts'
import { parseOperation } from './parse-operation.ts'
import { customerNamedBy } from './record-place.ts'
import { newRecord } from './set-up-branch.ts'
import type { StaffAccount } from './store/staff-table.ts'
import type { Transaction } from './store/store.ts'
import { issueOf } from './sync-issues.ts'

/** Where rescued work comes from, and when it came; instants in ms. */
export interface RescuedFrom {
  author: StaffAccount
  device: string
  epoch: string
  receivedAt: number
  /** ME2: what to add to the times of the device. */
  clockOffset: number
}

const Made = z.object({ data: z.record(z.string(), z.unknown()) })

/**
 * SR3: lays what was rescued before its author, who takes or drops each in the inbox like what a former owner typed (SR2):
 * the device was in other hands, so nothing of it is done unasked. Before a lead of the branch, if the account has ended.
 * What had arrived before is left out, and what an ended account and a colleague had between them. Answers how many are laid before whom; undefined if there is nobody.
 */
export async function adoptRescue(
  transaction: Transaction,
  operations: readonly RawOperation[],
  from: RescuedFrom,
): Promise<{ holder: StaffAccount; adopted: number } | undefined> {
  const holder = await holderFor(transaction, from.author)
  if (holder === undefined) return undefined
  const asked = await askedTasks(transaction, operations)
  let adopted = 0
  for (const raw of operations) {
    const isAsked = asked.has(raw['recordId'])
    // SC2: a lead who gets what a leaver typed is not one of the two; it stays sealed where it came.
    if (isAsked && holder.id !== from.author.id) continue
    if (!(await isNew(transaction, raw, from))) continue
    await layBefore(transaction, holder, { raw, isAsked }, from)
    adopted += 1
  }
  return { holder, adopted }
}

async function holderFor(
  { staff }: Transaction,
  author: StaffAccount,
): Promise<StaffAccount | undefined> {
  if (author.active) return author
  const colleagues = await staff.ofBranch(author.branchId)
  return colleagues.find(({ role, active }) => role === 'lead' && active)
}

/** I3: what had arrived, only its confirmation had not; and SE7: what is about nobody any more. */
async function isNew(
  transaction: Transaction,
  raw: RawOperation,
  { device, epoch }: RescuedFrom,
): Promise<boolean> {
  const { results } = transaction
  const before =
    (await results.byOperation(idOf(raw['id']))) ?? (await results.byNumber(device, epoch, raw.n))
  return before === undefined && !(await isAboutErased(transaction, raw))
}

/** R21: ids of the tasks among what was rescued that lie between two colleagues; an edit does not say so itself. */
async function askedTasks(
  { records }: Transaction,
  operations: readonly RawOperation[],
): Promise<ReadonlySet<unknown>> {
  const asked = new Set<unknown>()
  for (const { recordType, recordId: id, args } of operations) {
    if (recordType !== 'task' || typeof id !== 'string') continue
    const stored = await records.get('task', id)
    const data = stored?.record.data ?? Made.safeParse(args).data?.data
    if (data?.['askedBy'] !== undefined) asked.add(id)
  }
  return asked
}

async function layBefore(
  transaction: Transaction,
  holder: StaffAccount,
  { raw, isAsked }: { raw: RawOperation; isAsked: boolean },
  { author, device, epoch, receivedAt: at, clockOffset }: RescuedFrom,
): Promise<void> {
  const { records, handovers, results } = transaction
  const operation = takeable(raw)
  const issue: SyncIssue = {
    ...issueOf(raw, { outcome: 'quarantined' }, [], { device, at }),
    ...(operation !== undefined && { typedBy: author.id }),
  }
  const id = derivedId('rescued', author.id, idOf(raw['id']), operationHash(raw))
  const record = newRecord('sync-issue', id, issue, { at, staffId: author.id })
  await records.put(record, staffScope(holder.id))
  if (operation !== undefined) {
    await handovers.addWork({
      issue: id,
      authorIssue: id,
      author: author.id,
      holder: holder.id,
      // R21: a task between two colleagues lies with nobody's customers.
      customer: isAsked ? '' : await customerOf(transaction, operation),
      recordType: issue.recordType,
      recordId: issue.recordId,
      receivedAt: at,
      clockOffset: Math.round(clockOffset),
    })
  }
  // GC2: should a copy of the device offer it once more, it was answered.
  await results.add(
    { device, epoch },
    {
      operationId: idOf(raw['id']),
      bodyHash: operationHash(raw),
      result: { n: raw.n, outcome: 'quarantined' },
    },
  )
}

/** A decision in an inbox or a hand-over leads to more than its record; whoever made it makes it again. */
function takeable(raw: RawOperation): Operation | undefined {
  const parsed = parseOperation(raw)
  if (!parsed.ok) return undefined
  const { recordType } = parsed.operation
  return recordType === 'handover' || recordType === 'sync-issue' ? undefined : parsed.operation
}

/** SR2: whose customer it is about, so that it goes along with a hand-over; empty for what is about none. */
async function customerOf({ records }: Transaction, operation: Operation): Promise<string> {
  const { recordType: type, recordId: id } = operation
  const stored = await records.get(type, id)
  const made = operation.kind === 'create' ? operation.args.data : {}
  return customerNamedBy({ type, id, data: stored?.record.data ?? made }) ?? ''
}
