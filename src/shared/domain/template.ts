import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { Tier } from './customer.ts'
import { requiredParagraph } from './text-limits.ts'

/**
 * Festivals on which customers are greeted (domain 4.1): new_year 元旦, spring_festival 除夕/春节, lantern 元宵, women 三八, dragon_boat 端午,
 * mid_autumn 中秋, teachers 教师节, national 国庆, double_ninth 重阳. 七夕 is left out, as the domain doubts it.
 */
export const festivals = [
  'new_year',
  'spring_festival',
  'lantern',
  'women',
  'dragon_boat',
  'mid_autumn',
  'teachers',
  'national',
  'double_ninth',
] as const
export type Festival = (typeof festivals)[number]

/** birthday 生日, the festivals, maturity 到期, appointment 预约, followup 跟进, other 其他. */
export const templateOccasions = [
  'birthday',
  ...festivals,
  'maturity',
  'appointment',
  'followup',
  'other',
] as const
export type TemplateOccasion = (typeof templateOccasions)[number]

/** formal 正式, warm 亲切. */
export const templateTones = ['formal', 'warm'] as const

/**
 * 话术模板 template (R26): words for a message to a customer, with placeholders. It lies in the branch, where the lead writes it, or
 * with one colleague. What it must not say is in `template-wording.ts`.
 */
export const Template = z.strictObject({
  /** Of one that the whole branch reads. */
  branchId: z.optional(z.uuid()),
  /** Of a colleague's own. */
  ownerId: z.optional(z.uuid()),
  occasion: z.enum(templateOccasions),
  tone: z.enum(templateTones),
  /** For customers of this tier; absent: for all. */
  tier: z.optional(Tier),
  text: requiredParagraph,
  /** 停用: kept, and not offered any more. */
  active: z.boolean(),
})
export type Template = z.infer<typeof Template>

export const templatePolicies: MergePolicies<Template> = {
  branchId: 'fixed',
  ownerId: 'fixed',
  occasion: 'latest',
  tone: 'latest',
  tier: 'latest',
  text: 'text',
  active: 'latest',
}
