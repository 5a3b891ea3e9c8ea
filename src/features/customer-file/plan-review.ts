import { reviewTaskId, reviewTaskOf } from '#shared/domain/service-plan.ts'
import { taskState } from '#shared/domain/task.ts'
import { type ChangeRequest, create, patch, type Replica } from '#replica/replica.ts'

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
  const requests: ChangeRequest[] = []
  if (before !== undefined && before !== after) {
    const former = replica.get('task', reviewTaskId(customerId, before))
    if (former !== undefined && ['todo', 'doing'].includes(taskState(former.data))) {
      requests.push(patch('task', former.id, former.data, { status: 'cancelled' }))
    }
  }
  if (after === undefined || after === '' || assigneeId === undefined) return requests
  const id = reviewTaskId(customerId, after)
  const known = replica.get('task', id)
  if (known?.archivedAt !== undefined) {
    requests.push({ recordType: 'task', recordId: id, kind: 'restore', args: {} })
  }
  if (known !== undefined) {
    const isCalledOff = taskState(known.data) === 'cancelled'
    if (isCalledOff) requests.push(patch('task', id, known.data, { status: 'todo' }))
    return requests
  }
  const task = reviewTaskOf({ title, customerId, assigneeId, dueOn: after })
  return [...requests, create('task', id, task)]
}
