import { portfolioScope } from '#shared/protocol/scope.ts'
import { closedAt, isUnheard } from '#shared/domain/closed-task.ts'
import type { Customer } from '#shared/domain/customer.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { fieldStamp } from '#shared/protocol/field-stamp.ts'
import { taskState } from '#shared/domain/task.ts'

type Person = Pick<RecordOf<'staff'>, 'id' | 'data'>

/** SC2: whether a colleague reads the customer's file, and so a task that lies in it: the owner and a lead of the branch. */
export function readsFile({ id, data }: Person, card: Pick<Customer, 'ownerId'>): boolean {
  return id === card.ownerId || data.role === 'lead'
}

/** R21: whether a task for this colleague is one between two: whatever is not in a file that both read. */
export function isBetweenTwo(
  assignee: Person,
  card: Pick<Customer, 'ownerId'> | undefined,
  scopes: readonly string[],
): boolean {
  if (card === undefined) return true
  return !readsFile(assignee, card) || !scopes.includes(portfolioScope(card.ownerId))
}

/** R21: how a task that is done or given up came to its end, and who that is about. */
export function endOfAsked(task: RecordOf<'task'>): {
  how: 'done' | 'gave-back' | 'gave-up' | 'left'
  who: string
} {
  const { askedBy, assigneeId, returned, completions } = task.data
  const last = Object.values(completions).toSorted((one, other) => one.at - other.at)
  const done = last.at(-1)
  if (taskState(task.data) === 'done' && done) return { how: 'done', who: done.by }
  if (returned !== undefined) return { how: 'gave-back', who: fieldStamp(task, 'returned').by }
  const { by } = fieldStamp(task, 'status')
  // Nobody but the two writes there: the server ended it, because who was to do it works there no more.
  const isEnded = askedBy !== undefined && by !== askedBy && by !== assigneeId
  return isEnded ? { how: 'left', who: assigneeId } : { how: 'gave-up', who: by }
}

/** What became of tasks that this person gave colleagues and has not taken note of, the last first. */
export function answersFor(
  staffId: string,
  tasks: readonly RecordOf<'task'>[],
): RecordOf<'task'>[] {
  return tasks
    .filter(
      (task) => task.data.askedBy === staffId && task.archivedAt === undefined && isUnheard(task),
    )
    .toSorted((one, other) => closedAt(other) - closedAt(one) || (one.id < other.id ? -1 : 1))
}
