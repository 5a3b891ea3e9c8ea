import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { CivilDate } from './civil-date.ts'
import { derivedId } from './derived-id.ts'
import { paragraphText } from './text-limits.ts'

/**
 * job_change 换工作, child_birth 添丁, child_school 子女升学, marriage 结婚, house_move 搬家, house_purchase 购房,
 * retirement 退休, maturity 产品到期, money_in 大额资金转入, money_out 大额资金转出, other 其他.
 */
export const lifeEventKinds = [
  'job_change',
  'child_birth',
  'child_school',
  'marriage',
  'house_move',
  'house_purchase',
  'retirement',
  'maturity',
  'money_in',
  'money_out',
  'other',
] as const
export type LifeEventKind = (typeof lifeEventKinds)[number]

/** open 待处理, planned 已安排 (there is a task), declined 不跟进. */
export const lifeEventStates = ['open', 'planned', 'declined'] as const

/** Why nothing is to be done: not_needed 客户不需要, talked 已经谈过, not_now 时机不合适, mistaken 记错了. */
export const declineReasons = ['not_needed', 'talked', 'not_now', 'mistaken'] as const
export type DeclineReason = (typeof declineReasons)[number]

/**
 * 客户变化 life event (R27): what happened in the life of a customer, or will, on a day; and what became of the task that it
 * suggests. It lies with the owner of the customer.
 */
export const LifeEvent = z.strictObject({
  customerId: z.uuid(),
  kind: z.enum(lifeEventKinds),
  on: CivilDate,
  note: z.optional(paragraphText),
  state: z.enum(lifeEventStates),
  /** Of one that is declined. */
  reason: z.optional(z.enum(declineReasons)),
  /** The task that was planned. */
  taskId: z.optional(z.uuid()),
  /** The important date by which a maturity is known. */
  dateId: z.optional(z.uuid()),
})
export type LifeEvent = z.infer<typeof LifeEvent>

export const lifeEventPolicies: MergePolicies<LifeEvent> = {
  customerId: 'fixed',
  kind: 'latest',
  on: 'latest',
  note: 'text',
  state: 'ask',
  reason: 'latest',
  taskId: 'latest',
  dateId: 'fixed',
}

/** The id of the event that an important date stands for on a day: two devices that judge it make one (OP1, invariant 3). */
export function lifeEventOfDateId(dateId: string, on: CivilDate): string {
  return derivedId('life-event', dateId, on)
}

/** The one task that an event suggests. */
export function lifeEventTaskId(eventId: string): string {
  return derivedId('life-event-task', eventId)
}
