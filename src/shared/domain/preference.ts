import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { CustomerFilter, customerSorts } from './customer-filter.ts'
import { derivedId } from './derived-id.ts'
import { nameText } from './text-limits.ts'

/** saved-filter 已存筛选 (R25); different-people 不是同一人: two cards that look alike and are two people (R17). */
export const preferenceKinds = ['saved-filter', 'different-people'] as const

/** 个人设置 preference: what a person keeps for himself, the same on every device of his. */
export const Preference = z.strictObject({
  staffId: z.uuid(),
  kind: z.enum(preferenceKinds),
  /** Of a saved filter; without a sort the list has its usual order. */
  name: z.optional(nameText),
  filter: z.optional(CustomerFilter),
  sort: z.optional(z.enum(customerSorts)),
  /** Of two people: the ids of their cards, the smaller one first. */
  customerIds: z.optional(z.array(z.uuid()).check(z.length(2))),
})
export type Preference = z.infer<typeof Preference>

export const preferencePolicies: MergePolicies<Preference> = {
  staffId: 'fixed',
  kind: 'fixed',
  name: 'latest',
  filter: 'latest',
  sort: 'latest',
  customerIds: 'fixed',
}

/** Whoever says it of the same two cards on two devices says it once (OP1). */
export function differentPeopleId(staffId: string, pair: readonly [string, string]): string {
  return derivedId('different-people', staffId, ...pair.toSorted())
}
