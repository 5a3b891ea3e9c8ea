import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import { branchScope } from '#shared/protocol/scope.ts'
import { type HttpProblem, problem } from './problem.ts'
import type { StaffAccount } from './store/staff-table.ts'
import type { Transaction } from './store/store.ts'

const { customer, handover } = recordTypeDefinitions

/**
 * SR2: why a colleague may not go to another branch yet. Customers are looked after in their branch, so whoever owns some, or is
 * named by a hand-over that waits, hands over first; the answer says how many. Undefined when nothing stands against it.
 */
export async function whyNotMoved(
  { branches, records }: Pick<Transaction, 'branches' | 'records'>,
  { id, branchId }: StaffAccount,
  to: string,
): Promise<HttpProblem | undefined> {
  if ((await branches.byId(to)) === undefined) return noSuchBranch()
  const scope = branchScope(branchId)
  await records.hold([scope, branchScope(to)])
  const waiting = { customers: 0, handovers: 0 }
  const looked = { tiers: [customer.tier, handover.tier], mentioning: id }
  for await (const { record } of records.sweep(scope, looked)) {
    const { type, data } = record
    if (type === 'customer' && data['ownerId'] === id) waiting.customers += 1
    const isNamed = [data['fromId'], data['toId']].includes(id)
    const waits = data['state'] === undefined && record.archivedAt === undefined
    if (type === 'handover' && isNamed && waits) waiting.handovers += 1
  }
  if (waiting.customers + waiting.handovers === 0) return undefined
  return problem('still-needed', waiting)
}

/** The branch that a request names is not there. */
export function noSuchBranch(): HttpProblem {
  return problem('invalid', { fields: [{ field: 'branchId', code: 'unknown' }] })
}
