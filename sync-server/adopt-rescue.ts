import { derivedId } from '#shared/domain/derived-id.ts'
import type { SyncIssue } from '#shared/domain/sync-issue.ts'
import type { Operation } from '#shared/protocol/operation.ts'
import { staffScope } from '#shared/protocol/scope.ts'
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

/**
 * SR3: lays what was rescued before its author, who takes or drops each in the inbox like what a former owner typed (SR2):
 * the device was in other hands, so nothing of it is done unasked. Before a lead of the branch, if the account has ended.
 * What had arrived before is left out. Answers how many are laid before whom; undefined if there is nobody.
 */
export async function adoptRescue(
  transaction: Transaction,
  operations: readonly RawOperation[],
  from: RescuedFrom,
): Promise<{ holder: StaffAccount; adopted: number } | undefined> {
  const holder = await holderFor(transaction, from.author)
  if (holder === undefined) return undefined
  let adopted = 0
  for (const raw of operations) {
    if (!(await isNew(transaction, raw, from))) continue
    await layBefore(transaction, holder, raw, from)
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

async function layBefore(
  transaction: Transaction,
  holder: StaffAccount,
  raw: RawOperation,
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
      customer: await customerOf(transaction, operation),
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
