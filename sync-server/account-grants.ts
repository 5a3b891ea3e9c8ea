import { type Grants, grantsOf } from '#shared/domain/grants.ts'
import type { StaffAccount } from './store/staff-table.ts'
import type { Reader } from './store/store.ts'

/** SC2, SC5: what this colleague may see and do, by who works in the branch at this moment. */
export async function grantsOfAccount(
  { id, role, branchId }: StaffAccount,
  staff: Pick<Reader['staff'], 'ofBranch'>,
): Promise<Grants> {
  const colleagues = await staff.ofBranch(branchId)
  const directory = {
    staffOfBranch: (asked: string) =>
      asked === branchId
        ? colleagues.map(({ id, role, active }) => ({ staffId: id, role, active }))
        : [],
  }
  return grantsOf({ staffId: id, role, branchId }, directory)
}
