import type { ChangeStaffRequest } from '#shared/protocol/session-message.ts'
import { staffScope } from '#shared/protocol/scope.ts'
import { changed } from './changed-record.ts'
import { type HttpProblem, problem } from './problem.ts'
import type { Session } from './sessions.ts'
import type { StaffAccount } from './store/staff-table.ts'
import type { Transaction } from './store/store.ts'

export type StaffChange = { ok: true; account: StaffAccount } | { ok: false; problem: HttpProblem }

/**
 * SR2: an administrator changes name, role or activity of a colleague of the own branch, never the own role or activity: a
 * branch without an administrator could not be helped any more. Customers stay whose they are until they are handed over.
 */
export async function changeStaff(
  transaction: Transaction,
  { account: administrator, device }: Session,
  id: string,
  { change, now }: { change: ChangeStaffRequest; now: number },
): Promise<StaffChange> {
  const account = await transaction.staff.byId(id)
  if (account === undefined || account.branchId !== administrator.branchId) {
    return { ok: false, problem: problem('not-found') }
  }
  const next: StaffAccount = {
    ...account,
    name: change.name ?? account.name,
    role: change.role ?? account.role,
    active: change.active ?? account.active,
  }
  const isRegrant = next.role !== account.role || next.active !== account.active
  if (isRegrant && id === administrator.id) return { ok: false, problem: problem('not-allowed') }
  if (!isRegrant && next.name === account.name) return { ok: true, account }

  const by = { at: now, by: administrator.id }
  await transaction.staff.change(id, next)
  await changeRecord(transaction, account, next, by)
  if (!next.active) await transaction.sessions.endAll(id)
  if (isRegrant) {
    await transaction.meta.changeMembership()
    // PL5: an administrator holds no scope of the branch, and would not hear that he has become something else.
    transaction.records.poke([staffScope(id)])
  }
  transaction.audit.add({
    at: now,
    what: 'staff-changed',
    staffId: administrator.id,
    device,
    refType: 'staff',
    refId: id,
    code: `${next.role}${next.active ? '' : ' left'}`,
  })
  return { ok: true, account: next }
}

async function changeRecord(
  { records }: Transaction,
  { id }: StaffAccount,
  next: StaffAccount,
  stamp: { at: number; by: string },
): Promise<void> {
  const stored = await records.get('staff', id)
  if (stored === undefined) throw new Error('A colleague has no record.')
  let { record } = stored
  for (const field of ['name', 'role', 'active'] as const) {
    if (record.data[field] !== next[field]) record = changed(record, field, next[field], stamp)
  }
  await records.put(record, stored.scope)
}
