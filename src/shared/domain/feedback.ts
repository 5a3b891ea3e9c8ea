import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { CivilDate } from './civil-date.ts'
import { derivedId } from './derived-id.ts'
import { paragraphText, requiredParagraph } from './text-limits.ts'

/** branch 网点, hotline 客服热线, ebank 网银, app 手机银行, survey 满意度回访. */
export const feedbackChannels = ['branch', 'hotline', 'ebank', 'app', 'survey'] as const

/**
 * What it is about: service 服务态度, waiting 排队等候, process 业务流程, product 产品收益, fee 收费, facility 环境设施,
 * digital 电子渠道, praise 表扬, other 其他. Our own list, shorter than that of complaints, to be chosen at a glance.
 */
export const feedbackCategories = [
  'service',
  'waiting',
  'process',
  'product',
  'fee',
  'facility',
  'digital',
  'praise',
  'other',
] as const
export type FeedbackCategory = (typeof feedbackCategories)[number]

/** open 待处理, handled 已处理 (something was done), answered 已答复 (and the customer was told). */
export const feedbackStates = ['open', 'handled', 'answered'] as const
export type FeedbackState = (typeof feedbackStates)[number]

/**
 * 意见建议 feedback (R30): what somebody said of the bank, what was done about it, and how the customer was answered. With a
 * customer it lies with his owner, without one in the branch.
 */
export const Feedback = z.strictObject({
  customerId: z.optional(z.uuid()),
  /** Of one without a customer. */
  branchId: z.optional(z.uuid()),
  /** The note in which it was said. */
  noteId: z.optional(z.uuid()),
  receivedBy: z.uuid(),
  receivedOn: CivilDate,
  channel: z.enum(feedbackChannels),
  category: z.enum(feedbackCategories),
  text: requiredParagraph,
  state: z.enum(feedbackStates),
  /** What was done. */
  done: z.optional(paragraphText),
  /** What the customer was told, and when. */
  answer: z.optional(paragraphText),
  answeredOn: z.optional(CivilDate),
})
export type Feedback = z.infer<typeof Feedback>

export const feedbackPolicies: MergePolicies<Feedback> = {
  customerId: 'fixed',
  branchId: 'fixed',
  noteId: 'fixed',
  receivedBy: 'fixed',
  receivedOn: 'latest',
  channel: 'latest',
  category: 'latest',
  text: 'text',
  state: 'ask',
  done: 'text',
  answer: 'text',
  answeredOn: 'latest',
}

/** The id of the feedback that a note holds: whoever takes it up, on whichever device, makes the same (OP1). */
export function feedbackOfNoteId(noteId: string): string {
  return derivedId('feedback', noteId)
}
