import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { Instant } from './instant.ts'
import { paragraphText } from './text-limits.ts'

/** leaving 离职, transfer 调岗, balance 客户均衡, customer_wish 客户要求, absence 休假代管, other 其他. */
export const handoverReasons = [
  'leaving',
  'transfer',
  'balance',
  'customer_wish',
  'absence',
  'other',
] as const

/** Customers named one by one in one hand-over; a whole portfolio needs no list. */
export const mostCustomersPerHandover = 1000

/**
 * 交接 hand-over of customers from one colleague to another (SR2). It lies in the scope of the branch, where everybody
 * can read it: ids and a note for colleagues, nothing about a customer. Ownership moves in the transaction that accepts it.
 */
export const Handover = z.strictObject({
  branchId: z.uuid(),
  fromId: z.uuid(),
  toId: z.uuid(),
  /** Absent: every customer that `fromId` owns at the moment of acceptance. */
  customerIds: z.optional(
    z.array(z.uuid()).check(z.minLength(1), z.maxLength(mostCustomersPerHandover, 'too-many')),
  ),
  reason: z.enum(handoverReasons),
  note: z.optional(paragraphText),
  /** Open tasks that come along, as counted by whoever proposed it: the receiver cannot see them yet. */
  openTasks: z.optional(z.number().check(z.int(), z.nonnegative())),
  /** Absent while it is proposed 待接收; accepted 已接收, returned 退回. */
  state: z.optional(z.enum(['accepted', 'returned'])),
  decidedBy: z.optional(z.uuid()),
  decidedAt: z.optional(Instant),
  /** Why it was returned. */
  returnReason: z.optional(paragraphText),
  /** How many customers moved. */
  movedCount: z.optional(z.number()),
})
export type Handover = z.infer<typeof Handover>

export const handoverPolicies: MergePolicies<Handover> = {
  branchId: 'fixed',
  fromId: 'fixed',
  toId: 'fixed',
  customerIds: 'fixed',
  reason: 'latest',
  note: 'text',
  openTasks: 'fixed',
  state: 'server',
  decidedBy: 'server',
  decidedAt: 'server',
  returnReason: 'server',
  movedCount: 'server',
}

/** The state that a person sees. */
export function handoverState({
  state,
}: Pick<Handover, 'state'>): 'proposed' | 'accepted' | 'returned' {
  return state ?? 'proposed'
}

/** Whether a hand-over waits for this person to accept or to return it. */
export function waitsFor(handover: Pick<Handover, 'state' | 'toId'>, staffId: string): boolean {
  return handover.toId === staffId && handoverState(handover) === 'proposed'
}
