import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { CivilDate } from './civil-date.ts'
import { SearchKeys } from './search-keys.ts'
import { lineText, nameText, paragraphText, wordList } from './text-limits.ts'

/** vip 贵宾, potential 潜力, mass 大众. */
export const tiers = ['vip', 'potential', 'mass'] as const
export const Tier = z.enum(tiers)
export type Tier = z.infer<typeof Tier>

/** asset 资产规模, contribution 贡献度, potential 潜力值. */
export const tierBases = ['asset', 'contribution', 'potential'] as const

/** prospect 潜在, new 新客, growing 成长, mature 成熟, dormant 沉睡, at_risk 预警, lost 流失, recovered 已挽回. */
export const stages = [
  'prospect',
  'new',
  'growing',
  'mature',
  'dormant',
  'at_risk',
  'lost',
  'recovered',
] as const

/** walk_in 到店, referral 转介绍, event 活动, assigned 分配, import 导入. */
export const sources = ['walk_in', 'referral', 'event', 'assigned', 'import'] as const

/** What the person must not be contacted for. */
export const doNotContactLevels = ['none', 'marketing_only', 'all_but_service', 'all'] as const

/** senior 65+, disability 残障, minor, deaf 听障, other. */
export const specialCares = ['senior', 'disability', 'minor', 'deaf', 'other'] as const

export const genders = ['female', 'male'] as const

/**
 * 客户卡 customer card: what any colleague of the branch needs to greet a walk-in (scope of the branch).
 * Whatever says more about the person is in the profile.
 */
export const Customer = z.strictObject({
  branchId: z.uuid(),
  ownerId: z.uuid(),
  coOwnerIds: z.array(z.uuid()),
  name: nameText,
  aliases: z.array(nameText).check(z.maxLength(10, 'too-many')),
  salutation: z.optional(lineText),
  gender: z.optional(z.enum(genders)),
  searchKeys: SearchKeys,
  /** Last four digits of the main phone number. */
  phoneTail: z.optional(z.string().check(z.regex(/^\d{1,4}$/, 'phone-tail'))),
  tier: Tier,
  tierBasis: z.array(z.enum(tierBases)),
  tierSince: z.optional(CivilDate),
  stage: z.enum(stages),
  source: z.optional(z.enum(sources)),
  /** The import that brought the customer (`importIdOf`); absent in records of before. */
  importId: z.optional(z.uuid()),
  likes: wordList,
  taboos: wordList,
  specialCare: z.array(z.enum(specialCares)),
  doNotContact: z.enum(doNotContactLevels),
  doNotContactReason: z.optional(lineText),
  deceasedOn: z.optional(CivilDate),
  /** 居丧: after a death in the family, the last day on which nobody congratulates. */
  mourningUntil: z.optional(CivilDate),
  pinnedNote: z.optional(paragraphText),
  /** 已并入: the customer under whom this one is shown (`customer-merges.ts`). Absent: merged into nobody, or undone. */
  mergedInto: z.optional(z.uuid()),
})
export type Customer = z.infer<typeof Customer>

export const customerPolicies: MergePolicies<Customer> = {
  branchId: 'fixed',
  // ME3, SR2: ownership moves only by an accepted hand-over.
  ownerId: 'fixed',
  coOwnerIds: 'set',
  name: 'ask',
  aliases: 'set',
  salutation: 'latest',
  gender: 'latest',
  searchKeys: 'latest',
  phoneTail: 'latest',
  tier: 'ask',
  tierBasis: 'set',
  tierSince: 'latest',
  stage: 'latest',
  source: 'latest',
  importId: 'fixed',
  likes: 'set',
  taboos: 'set',
  specialCare: 'set',
  doNotContact: 'ask',
  doNotContactReason: 'latest',
  deceasedOn: 'ask',
  mourningUntil: 'ask',
  pinnedNote: 'text',
  // ME3: of two people who merge into different ones the second is asked.
  mergedInto: 'ask',
}
