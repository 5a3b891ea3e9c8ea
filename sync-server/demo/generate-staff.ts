import type { Role } from '#shared/domain/role.ts'
import type { Random } from '#shared/domain/seeded-random.ts'
import type { StaffAccount } from '#server/store/staff-table.ts'
import { chineseName } from './chinese-names.ts'

/** Twelve colleagues in all roles; the first digit of a staff number says which. */
const positions: readonly (readonly [string, Role])[] = [
  ['1001', 'rm'],
  ['1002', 'rm'],
  ['1003', 'rm'],
  ['1004', 'rm'],
  ['1005', 'rm'],
  ['2001', 'lobby'],
  ['2002', 'lobby'],
  ['3001', 'teller'],
  ['3002', 'teller'],
  ['5001', 'lead'],
  ['6001', 'consumer_protection'],
  ['9001', 'admin'],
]

/** The colleagues of the generated branch, in the order of their staff numbers. */
export function generateStaff(
  random: Random,
  branchId: string,
  newId: () => string,
): StaffAccount[] {
  return positions.map(([staffNo, role]) => ({
    id: newId(),
    staffNo,
    name: chineseName(random).name,
    role,
    branchId,
    active: true,
  }))
}
