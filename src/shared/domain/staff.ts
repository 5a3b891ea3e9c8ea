import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { Role } from './role.ts'
import { nameText } from './text-limits.ts'

/** 员工 colleague, as the others of the branch see one. Sign-in data is not here. */
export const Staff = z.strictObject({
  name: nameText,
  staffNo: z.string().check(z.minLength(1), z.maxLength(32)),
  role: Role,
  branchId: z.uuid(),
  active: z.boolean(),
})
export type Staff = z.infer<typeof Staff>

export const staffPolicies: MergePolicies<Staff> = {
  name: 'server',
  staffNo: 'server',
  role: 'server',
  branchId: 'server',
  active: 'server',
}
