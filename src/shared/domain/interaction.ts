import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { Instant } from './instant.ts'
import { ProductTalk } from './product-talk.ts'
import { noteText, paragraphText } from './text-limits.ts'

/** branch 网点面谈, visit 上门, phone 电话, sms 短信, wechat 微信, wecom 企业微信, email 邮件, video 视频, event 活动. */
export const channels = [
  'branch',
  'visit',
  'phone',
  'sms',
  'wechat',
  'wecom',
  'email',
  'video',
  'event',
] as const

/** birthday 生日祝福 … followup 跟进 (domain R37). */
export const purposes = [
  'birthday',
  'festival',
  'market',
  'strategy',
  'education',
  'service',
  'product',
  'survey',
  'complaint',
  'retention',
  'followup',
] as const

/** reached 已联系, no_answer 未接, refused 婉拒, busy 约时再联. */
export const contactResults = ['reached', 'no_answer', 'refused', 'busy'] as const

/**
 * 联系记录 note of a contact. `at` is an instant in ms, `minutes` its length. It is about one customer; some of before, and of other
 * clients, are about several and lie with the first.
 */
export const Interaction = z.strictObject({
  customerIds: z.array(z.uuid()).check(z.minLength(1, 'required'), z.maxLength(50, 'too-many')),
  authorId: z.uuid(),
  at: Instant,
  minutes: z.optional(z.number().check(z.int(), z.nonnegative(), z.maximum(1440))),
  channel: z.enum(channels),
  /** out 主动, in 来访来电. */
  direction: z.enum(['out', 'in']),
  purpose: z.array(z.enum(purposes)),
  result: z.optional(z.enum(contactResults)),
  text: noteText,
  concerns: z.optional(paragraphText),
  expectations: z.optional(paragraphText),
  feedback: z.optional(paragraphText),
  /** −2 very upset … +2 delighted. */
  emotion: z.optional(z.number().check(z.int(), z.minimum(-2), z.maximum(2))),
  /** R15, invariant 11: notes of before product talks were judged have none. */
  productTalk: z.optional(ProductTalk),
  nextTaskId: z.optional(z.uuid()),
  /** R4: the same for all notes that were written at once about several customers, one for each. */
  groupId: z.optional(z.uuid()),
})
export type Interaction = z.infer<typeof Interaction>

export const interactionPolicies: MergePolicies<Interaction> = {
  customerIds: 'fixed',
  authorId: 'fixed',
  at: 'latest',
  minutes: 'latest',
  channel: 'latest',
  direction: 'latest',
  purpose: 'set',
  result: 'latest',
  text: 'text',
  concerns: 'text',
  expectations: 'text',
  feedback: 'text',
  emotion: 'latest',
  productTalk: 'ask',
  nextTaskId: 'latest',
  groupId: 'fixed',
}

/** A touch is a contact that reached the person: an outgoing one that got through, or any incoming one. */
export function countsAsTouch(interaction: Pick<Interaction, 'direction' | 'result'>): boolean {
  return interaction.direction === 'in' || interaction.result === 'reached'
}
