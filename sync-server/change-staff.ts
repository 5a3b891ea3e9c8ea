import type { ChangeStaffRequest } from '#shared/protocol/session-message.ts'
import { branchScope, staffScope } from '#shared/protocol/scope.ts'
import { changed } from './changed-record.ts'
import { endAskedTasks } from './end-asked-tasks.ts'
import { whyNotMoved } from './move-staff.ts'
import { type HttpProblem, problem } from './problem.ts'
import { removePasskeys } from './remove-passkeys.ts'
import type { Session } from './sessions.ts'
import type { StaffAccount } from './store/staff-table.ts'
import type { Transaction } from './store/store.ts'

/** Who changes accounts: an administrator, or an operator at the terminal of the server. */
export type AccountKeeper = Pick<Session, 'account' | 'device'> | Operator

/** Somebody at the terminal of the server, who has no account; known by the id of the server. */
export interface Operator {
  serverId: string
}

export type StaffChange = { ok: true; account: StaffAccount } | { ok: false; problem: HttpProblem }

/**
 * SR2: an administrator changes name, role, activity or branch of a colleague, never the own ones but the name; an operator
 * those of anybody. There is always an administrator who can come in. Customers stay whose they are until they are handed
 * over; the lead sees which those are. Who changes the branch has handed over before.
 */
export async function changeStaff(
  transaction: Transaction,
  keeper: AccountKeeper,
  id: string,
  { change, now }: { change: ChangeStaffRequest; now: number },
): Promise<StaffChange> {
  const account = await transaction.staff.byId(id)
  if (account === undefined) return { ok: false, problem: problem('not-found') }
  const next: StaffAccount = {
    ...account,
    name: change.name ?? account.name,
    role: change.role ?? account.role,
    active: change.active ?? account.active,
    branchId: change.branchId ?? account.branchId,
  }
  const moves = next.branchId !== account.branchId
  const isRegrant = next.role !== account.role || next.active !== account.active || moves
  if (isRegrant && isOneself(keeper, id)) return { ok: false, problem: problem('not-allowed') }
  if (!isRegrant && next.name === account.name) return { ok: true, account }
  if (isAdministrator(account) && !isAdministrator(next) && (await isLast(transaction, account))) {
    return { ok: false, problem: problem('last-administrator') }
  }
  if (moves) {
    const hindrance = await whyNotMoved(transaction, account, next.branchId)
    if (hindrance !== undefined) return { ok: false, problem: hindrance }
  }

  const by = { at: now, by: stampOf(keeper) }
  await transaction.staff.change(id, next)
  await changeRecord(transaction, account, next, by)
  const isGone = !next.active || moves || next.role === 'admin'
  if (isRegrant && isGone) await endAskedTasks(transaction, account, by)
  // SR1: who comes to another branch signs in there; what was typed in the former one waits sealed on the device until then.
  if (!next.active || moves) await transaction.sessions.endAll(id)
  if (isRegrant) {
    await transaction.meta.changeMembership()
    // PL5: an administrator holds no scope of the branch, and would not hear that he has become something else.
    transaction.records.poke([staffScope(id)])
  }
  transaction.audit.add({
    at: now,
    what: 'staff-changed',
    ...auditOf(keeper),
    refType: 'staff',
    refId: id,
    code: `${next.role}${next.active ? '' : ' left'}${moves ? ' moved' : ''}${isOperator(keeper) ? ' by operator' : ''}`,
  })
  return { ok: true, account: next }
}

/**
 * SE1: a new password for a colleague who has forgotten the own one; all sessions of the colleague end, and all passkeys
 * go: whoever knew the former password could have added one. `passwordHash` is that of a generated password. An administrator has a way of one's own to change the own password.
 */
export async function resetPassword(
  transaction: Transaction,
  keeper: AccountKeeper,
  id: string,
  { passwordHash, now }: { passwordHash: string; now: number },
): Promise<StaffChange> {
  const account = await transaction.staff.byId(id)
  if (account === undefined) return { ok: false, problem: problem('not-found') }
  if (isOneself(keeper, id)) return { ok: false, problem: problem('not-allowed') }
  await transaction.staff.setPassword(id, passwordHash)
  await transaction.sessions.endAll(id)
  const passkeys = await transaction.passkeys.ofStaff([id])
  await removePasskeys(transaction, passkeys, { ...auditOf(keeper), code: 'by reset' }, now)
  transaction.records.poke([staffScope(id)])
  transaction.audit.add({
    at: now,
    what: 'password-reset',
    ...auditOf(keeper),
    refType: 'staff',
    refId: id,
    ...(isOperator(keeper) && { code: 'by operator' }),
  })
  return { ok: true, account }
}

/** Who and where, for the audit; an operator has no account. */
export function auditOf(keeper: AccountKeeper): { staffId: string | null; device: string | null } {
  return isOperator(keeper)
    ? { staffId: null, device: null }
    : { staffId: keeper.account.id, device: keeper.device }
}

function isOperator(keeper: AccountKeeper): keeper is Operator {
  return 'serverId' in keeper
}

function isOneself(keeper: AccountKeeper, id: string): boolean {
  return !isOperator(keeper) && keeper.account.id === id
}

function isAdministrator({ role, active }: StaffAccount): boolean {
  return role === 'admin' && active
}

async function isLast(
  { staff }: Pick<Transaction, 'staff'>,
  { id }: StaffAccount,
): Promise<boolean> {
  const colleagues = await staff.all()
  return !colleagues.some((other) => other.id !== id && isAdministrator(other))
}

/** What an operator changes is stamped with the server: no colleague did it. */
export function stampOf(keeper: AccountKeeper): string {
  return isOperator(keeper) ? keeper.serverId : keeper.account.id
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
  for (const field of ['name', 'role', 'active', 'branchId'] as const) {
    if (record.data[field] !== next[field]) record = changed(record, field, next[field], stamp)
  }
  await records.put(record, branchScope(next.branchId))
}
