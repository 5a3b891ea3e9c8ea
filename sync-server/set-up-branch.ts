import { defaultRuleTable } from '#shared/domain/rule-table.ts'
import { mainlandWorkingCalendar } from '#shared/domain/mainland-working-calendar.ts'
import type { Branch } from '#shared/domain/branch.ts'
import type { Staff } from '#shared/domain/staff.ts'
import type { RecordBody, RecordType } from '#shared/protocol/record.ts'
import { branchScope, orgScope } from '#shared/protocol/scope.ts'
import { schemaVersion } from '#shared/protocol/version.ts'
import type { BranchRow } from './store/branch-table.ts'
import type { StaffAccount } from './store/staff-table.ts'
import type { Transaction } from './store/store.ts'

/** 09:00–17:00 from Monday to Friday, until an administrator says otherwise. */
const usualHours: Branch['hours'] = [1, 2, 3, 4, 5, 6, 7].map((day) =>
  day <= 5 ? { from: 9 * 60, to: 17 * 60 } : null,
)

/** Makes a branch, as the server's row and as the record that devices see. */
export async function addBranch(
  transaction: Transaction,
  branch: BranchRow & {
    hours?: Branch['hours'] | undefined
    complaintHotline?: string | undefined
  },
  by: { at: number; staffId: string },
): Promise<void> {
  const { id, name, code, hours = usualHours, complaintHotline } = branch
  await transaction.branches.add({ id, name, code })
  const data: Branch = { name, code, hours }
  if (complaintHotline !== undefined) data.complaintHotline = complaintHotline
  await transaction.records.put(newRecord('branch', id, data, by), orgScope)
}

/** The numbers of the rules as they are in force, once for the whole server. */
export async function addRuleTable(
  transaction: Transaction,
  id: string,
  by: { at: number; staffId: string },
): Promise<void> {
  const data = defaultRuleTable(mainlandWorkingCalendar)
  await transaction.records.put(newRecord('rule-table', id, data, by), orgScope)
}

/** Adds a colleague: the account of the door, and the record that the branch sees. */
export async function addColleague(
  transaction: Transaction,
  account: StaffAccount,
  passwordHash: string,
  by: { at: number; staffId: string },
): Promise<void> {
  await transaction.staff.add(account, passwordHash, by.at)
  // SR1: a lead holds one portfolio more.
  await transaction.meta.changeMembership()
  const { id, name, staffNo, role, branchId, active } = account
  const data: Staff = { name, staffNo, role, branchId, active }
  await transaction.records.put(newRecord('staff', id, data, by), branchScope(branchId))
}

/** A record as it is when it was just made at `at` (ms). */
export function newRecord(
  type: RecordType,
  id: string,
  data: object,
  { at, staffId }: { at: number; staffId: string },
): RecordBody {
  return {
    type,
    id,
    schemaVersion,
    data: { ...data },
    createdAt: at,
    createdBy: staffId,
    updatedAt: at,
    updatedBy: staffId,
  }
}
