import { keptCustomers, type MergeableCard, mergeableCard } from '#shared/domain/customer-merges.ts'
import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import { Task, taskState } from '#shared/domain/task.ts'
import type { RecordBody, Stamp } from '#shared/protocol/record.ts'
import { branchScope, portfolioScope, staffScope } from '#shared/protocol/scope.ts'
import type { Role } from '#shared/domain/role.ts'
import * as z from 'zod/mini'
import { changed } from './changed-record.ts'
import { moveHandedOverWork } from './handed-over-work.ts'
import { mergedMark, withMerged } from './merged-customers.ts'
import { namedInLog, soundTraces, withoutMergeLog, withoutTakenFrom } from './merge-traces.ts'
import { customerNamedBy } from './record-place.ts'
import { type Decision, refuse } from './run-operation.ts'
import type { Actor } from './sessions.ts'
import type { Transaction } from './store/store.ts'

const cardTier = [recordTypeDefinitions.customer.tier]
/** SE7: all who are named can have been erased since. Then the list is empty, and nobody moves. */
const Handover = z.object({
  branchId: z.string(),
  fromId: z.string(),
  toId: z.string(),
  customerIds: z.optional(z.array(z.string())),
  state: z.optional(z.string()),
  decidedAt: z.optional(z.number()),
})
/** Who can look after customers. */
const receivers: readonly Role[] = ['rm', 'lead']

/**
 * SR2: what follows from an operation on a hand-over. One that accepts it moves the customers, and is refused when whoever is
 * to take them has left or changed the role since it was proposed.
 */
export async function followHandover(
  transaction: Transaction,
  { account, device }: Actor,
  decision: Decision,
): Promise<Decision> {
  const { change } = decision
  if (change === undefined) return decision
  const { state, toId, branchId, decidedAt } = Handover.parse(change.record.data)
  if (state !== 'accepted' || change.before?.data['state'] === 'accepted') return decision
  const receiver = await transaction.staff.byId(toId)
  const canTake = receiver?.active === true && receivers.includes(receiver.role)
  if (!canTake || receiver.branchId !== branchId) return refuse('invalid-value', ['toId'])
  const stamp = { at: decidedAt ?? change.record.updatedAt, by: account.id }
  const record = await moveCustomers(transaction, change.record, stamp)
  transaction.audit.add({
    at: stamp.at,
    what: 'customers-moved',
    staffId: account.id,
    device,
    refType: 'handover',
    refId: record.id,
    code: String(record.data['movedCount']),
  })
  return { ...decision, change: { ...change, record } }
}

/**
 * SR2: in the transaction that accepts a hand-over, every customer it names that `fromId` still owns goes to `toId` with
 * all children; what waits for `fromId`'s decision about them goes along. Answers the record with how many moved. A
 * portfolio of 10,000 customers is read by pages and written by batches, never record by record.
 */
async function moveCustomers(
  transaction: Transaction,
  record: RecordBody,
  stamp: Stamp,
): Promise<RecordBody> {
  const { records, handovers, meta } = transaction
  const { branchId, fromId, toId, customerIds } = Handover.parse(record.data)
  const [cards, former, next] = [
    branchScope(branchId),
    portfolioScope(fromId),
    portfolioScope(toId),
  ]
  await records.hold([cards, former, next, staffScope(fromId), staffScope(toId)])

  // ME8: whoever is shown with one of them goes along, and with him what is written about him.
  const merged = records.sweep(cards, { tiers: cardTier, mentioning: mergedMark })
  const find = (id: string) => records.get('customer', id)
  const named = customerIds === undefined ? undefined : await withMerged(customerIds, merged, find)
  const moved = new Map<string, MergeableCard | undefined>()
  const owned = records.sweep(cards, { tiers: cardTier, mentioning: `"ownerId":"${fromId}"` })
  for await (const card of owned) {
    const { id, type, data } = card.record
    const isMeant = type === 'customer' && (named?.has(id) ?? true)
    if (!isMeant || data['ownerId'] !== fromId) continue
    records.replace(card, changed(card.record, 'ownerId', toId, stamp), cards)
    moved.set(id, mergeableCard(card.record))
  }
  const logged: RecordBody[] = []
  for await (const child of records.sweep(former)) {
    if (child.record.type === 'profile' && namedInLog(child.record).size > 0)
      logged.push(child.record)
    const customer = customerNamedBy(child.record)
    if (customer === undefined || !moved.has(customer)) continue
    records.replace(child, reassigned(child.record, { fromId, toId }, stamp), next)
  }
  await partMerged(transaction, logged, { moved, fromId })
  const move = { from: fromId, to: toId, at: stamp.at, handover: record.id }
  await handovers.addMoves([...moved.keys()].map((customer) => ({ customer, ...move })))
  await moveHandedOverWork(transaction, new Set(moved.keys()), {
    from: fromId,
    to: toId,
    at: stamp.at,
  })
  if (moved.size > 0) await meta.changeMembership()
  // Two cards that are shown as one are one customer.
  const away = keptCustomers(moved.keys(), (id) => moved.get(id))
  return changed(record, 'movedCount', moved.size - away.size, stamp)
}

/**
 * SR2, ME8: two who were merged and are apart again go to different owners. Neither takes along what the merge left of the
 * other, in the log of the one and the history of the other; `logged`: profiles of the former owner with such a log.
 */
async function partMerged(
  { records }: Transaction,
  logged: readonly RecordBody[],
  { moved, fromId }: { moved: ReadonlyMap<string, unknown>; fromId: string },
): Promise<void> {
  const find = (type: string, id: string) => records.get(type, id)
  for (const profile of logged) {
    const traces = await soundTraces(profile, find)
    const isApart = (id: string) => moved.has(id) !== moved.has(profile.id)
    const apart = [...namedInLog(profile)].filter(isApart)
    if (apart.length === 0) continue
    const stored = await records.get('profile', profile.id)
    if (stored !== undefined) {
      const left = apart.reduce((body, id) => withoutMergeLog(body, id), stored.record)
      records.replace(stored, left, stored.scope)
    }
    for (const id of apart) {
      const card = await records.get('customer', id)
      // What is somebody else's already was parted when it was handed over.
      if (card === undefined || !(moved.has(id) || card.record.data['ownerId'] === fromId)) continue
      for (const there of [card, await records.get('profile', id)]) {
        if (there !== undefined)
          records.replace(there, withoutTakenFrom(there.record, traces), there.scope)
      }
    }
  }
}

/** What is still to be done for the customer is the new manager's to do; what was done stays as it was. */
function reassigned(
  record: RecordBody,
  { fromId, toId }: { fromId: string; toId: string },
  stamp: Stamp,
): RecordBody {
  if (record.type !== 'task' || record.data['assigneeId'] !== fromId) return record
  return isOpenTask(record.data) ? changed(record, 'assigneeId', toId, stamp) : record
}

/** Whether somebody still has to do it. A task of a newer version that cannot be read is treated as open (PL4). */
export function isOpenTask(data: Record<string, unknown>): boolean {
  const task = Task.safeParse(data).data
  if (task === undefined) return true
  const state = taskState(task)
  return state === 'todo' || state === 'doing'
}
