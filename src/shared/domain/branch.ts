import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { nameText } from './text-limits.ts'

/** Opening hours of one weekday in minutes after midnight; `null` is closed. */
const OpeningHours = z.nullable(z.strictObject({ from: z.number(), to: z.number() }))

/** 网点 branch. `code` is the short form in complaint numbers; `hours` runs from Monday to Sunday. */
export const Branch = z.strictObject({
  name: nameText,
  code: z.string().check(z.minLength(1), z.maxLength(12)),
  hours: z.array(OpeningHours).check(z.length(7)),
  complaintHotline: z.optional(z.string().check(z.maxLength(40))),
})
export type Branch = z.infer<typeof Branch>

export const branchPolicies: MergePolicies<Branch> = {
  name: 'server',
  code: 'server',
  hours: 'server',
  complaintHotline: 'server',
}
