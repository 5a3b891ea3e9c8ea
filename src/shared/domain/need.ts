import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { CivilDate } from './civil-date.ts'
import { assetBands, horizons } from './profile.ts'
import { paragraphText } from './text-limits.ts'

export const needTypes = [
  'short_term_cash',
  'growth',
  'retirement',
  'education',
  'housing',
  'financing',
  'protection',
  'inheritance',
  'payments',
  'trouble',
  'other',
] as const
export type NeedType = (typeof needTypes)[number]

/** open 待满足, served 已满足, lapsed 已放弃. */
export const needStatuses = ['open', 'served', 'lapsed'] as const

/** 需求 need (R8): what a customer wants or suffers from. It lies with the owner of the customer. */
export const Need = z.strictObject({
  customerId: z.uuid(),
  type: z.enum(needTypes),
  /** 元; the bands of assets, because nobody says a need more exactly. */
  amountBand: z.optional(z.enum(assetBands)),
  horizon: z.optional(z.enum(horizons)),
  status: z.enum(needStatuses),
  /** The day on which the customer said so. */
  saidOn: CivilDate,
  note: z.optional(paragraphText),
})
export type Need = z.infer<typeof Need>

export const needPolicies: MergePolicies<Need> = {
  customerId: 'fixed',
  type: 'latest',
  amountBand: 'ask',
  horizon: 'latest',
  status: 'latest',
  saidOn: 'latest',
  note: 'text',
}

/** The types of those that are open, each as often as it is. */
export function openNeedTypes(
  needs: readonly { data: Pick<Need, 'type' | 'status'> }[],
): NeedType[] {
  return needs.flatMap(({ data }) => (data.status === 'open' ? [data.type] : []))
}
