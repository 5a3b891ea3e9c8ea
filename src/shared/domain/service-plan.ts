import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { CivilDate } from './civil-date.ts'
import { derivedId } from './derived-id.ts'
import type { Task } from './task.ts'
import { paragraphText, requiredParagraph } from './text-limits.ts'

/**
 * 服务计划 service plan (R11): what is to be reached for a customer, what comes next, and when it is looked at again. A
 * customer has one; what it said before is in its history. It lies with the owner of the customer.
 */
export const ServicePlan = z.strictObject({
  customerId: z.uuid(),
  goals: requiredParagraph,
  nextSteps: z.optional(paragraphText),
  reviewOn: z.optional(CivilDate),
  /** The import that brought it (`importIdOf`): taking that back takes it along. */
  importId: z.optional(z.uuid()),
})
export type ServicePlan = z.infer<typeof ServicePlan>

export const servicePlanPolicies: MergePolicies<ServicePlan> = {
  customerId: 'fixed',
  goals: 'text',
  nextSteps: 'text',
  reviewOn: 'ask',
  importId: 'fixed',
}

/** The id of the one plan of a customer: two devices that write the first one write the same (OP1). */
export function servicePlanId(customerId: string): string {
  return derivedId('service-plan', customerId)
}

/** The id of the task to look at the plan again on a day: however often it is saved, there is one (invariant 3). */
export function reviewTaskId(customerId: string, reviewOn: string): string {
  return derivedId('service-plan-review', customerId, reviewOn)
}

/** R11: that task, as it is made first; whoever looks after the customer has it. */
export function reviewTaskOf(
  of: Pick<Task, 'assigneeId' | 'title'> & { customerId: string; dueOn: string },
): Task {
  return {
    ...of,
    kind: 'review',
    priority: 'normal',
    status: 'todo',
    completions: {},
    origin: 'manual',
  }
}
