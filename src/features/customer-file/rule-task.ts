import type { RecordOf } from '#shared/domain/record-types.ts'
import { type Task, taskState } from '#shared/domain/task.ts'
import { type ChangeRequest, create, patch, type Replica } from '#replica/replica.ts'
import type { Along } from './use-remove-entry.ts'

/**
 * The task that a record of the file stands for, by its derived id: made once, and to be done again, on the day and under the title
 * that hold now, when it was called off and `isDecided` now. Where something else of the record changes, a task that somebody gave
 * up stays so.
 */
export function beginTask(
  replica: Pick<Replica, 'get'>,
  taskId: string,
  data: Omit<Task, 'status' | 'completions'>,
  isDecided: boolean,
): ChangeRequest[] {
  const task = replica.get('task', taskId)
  if (task !== undefined) return isDecided ? againToDo(task, data) : []
  return [create('task', taskId, { ...data, status: 'todo', completions: {} })]
}

/** Calls a task off that is still to be done. */
export function callOffTask(replica: Pick<Replica, 'get'>, taskId: string): ChangeRequest[] {
  const task = replica.get('task', taskId)
  if (task === undefined || !isToDo(task)) return []
  return [patch('task', taskId, task.data, { status: 'cancelled' })]
}

/** What happens to the task of a record that is taken off the file, and is undone when that is brought back. */
export function taskOfRemoved(replica: Pick<Replica, 'get'>, taskId: string): Along {
  const remove = callOffTask(replica, taskId)
  const task = replica.get('task', taskId)
  if (task === undefined || remove.length === 0) return { remove, restore: [] }
  const { status } = task.data
  return { remove, restore: [patch('task', taskId, { status: 'cancelled' }, { status })] }
}

/** Whether somebody still has to do it. */
export function isToDo({ data, archivedAt }: RecordOf<'task'>): boolean {
  return archivedAt === undefined && ['todo', 'doing'].includes(taskState(data))
}

function againToDo(
  task: RecordOf<'task'>,
  { title, dueOn }: Pick<Task, 'title' | 'dueOn'>,
): ChangeRequest[] {
  const { id, data, archivedAt } = task
  const isAway = archivedAt !== undefined
  const state = taskState(data)
  const isAgain = state === 'cancelled' || (isAway && state !== 'done')
  const isAsBefore = data.status === 'todo' && data.title === title && data.dueOn === dueOn
  return [
    ...(isAway
      ? [{ recordType: 'task' as const, recordId: id, kind: 'restore' as const, args: {} }]
      : []),
    ...(isAgain && !isAsBefore ? [patch('task', id, data, { status: 'todo', title, dueOn })] : []),
  ]
}
