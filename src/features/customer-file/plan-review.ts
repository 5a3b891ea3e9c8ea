import { reviewTaskId, reviewTaskOf } from '#shared/domain/service-plan.ts'
import type { ChangeRequest, Replica } from '#replica/replica.ts'
import { beginTask, callOffTask } from './rule-task.ts'

interface Review {
  customerId: string
  /** Who looks after the customer. */
  assigneeId: string | undefined
  title: string
  /** Review dates that the plan had and has; absent or `''` for none. */
  before: string | undefined
  after: string | undefined
}

/**
 * R11: the task of the review date. A date has one however often the plan is saved (invariant 3); when the date moves, the
 * task of the former one is called off unless it was done.
 */
export function reviewTasks(
  replica: Pick<Replica, 'get'>,
  { customerId, assigneeId, title, before, after }: Review,
): ChangeRequest[] {
  const former =
    before === undefined || before === after
      ? []
      : callOffTask(replica, reviewTaskId(customerId, before))
  if (after === undefined || after === '' || assigneeId === undefined) return former
  const task = reviewTaskOf({ title, customerId, assigneeId, dueOn: after })
  return [...former, ...beginTask(replica, reviewTaskId(customerId, after), task, before !== after)]
}
