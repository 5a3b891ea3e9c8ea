import type { StaffAccount } from '#server/store/staff-table.ts'
import type { Reader, Transaction } from '#server/store/store.ts'

/** The colleague with a staff number; throws what to tell the operator when there is none. */
export async function findAccount(
  { staff }: Pick<Reader, 'staff'> | Pick<Transaction, 'staff'>,
  staffNo: string,
): Promise<StaffAccount> {
  const found = await staff.byStaffNo(staffNo)
  if (found === undefined) throw new Error('There is no colleague with this staff number.')
  return found.account
}
