import { fieldStamp, type StampedRecord } from '#shared/protocol/field-stamp.ts'
import { isOpenTask, type Task, taskState } from './task.ts'

interface TaskRecord extends StampedRecord {
  data: Task
}

/** Instant in ms at which a task was finished last, or given up. */
export function closedAt(task: TaskRecord): number {
  if (taskState(task.data) !== 'done') return fieldStamp(task, 'status').at
  return Math.max(0, ...Object.values(task.data.completions).map(({ at }) => at))
}

/**
 * R21: whether a task that is over is news to the colleague who gave it to another one: not what he ended himself, and not what he
 * has taken note of. What was opened again after that, and is over once more, is news again.
 */
export function isUnheard(task: TaskRecord): boolean {
  const { askedBy, assigneeId, heardAt = 0 } = task.data
  if (askedBy === undefined || askedBy === assigneeId || isOpenTask(task.data)) return false
  return !isClosedBy(askedBy, task) && closedAt(task) > heardAt
}

/** Whether this person ended the task; of a done one, whether nobody else did it. */
function isClosedBy(staffId: string, task: TaskRecord): boolean {
  const doers = Object.values(task.data.completions).map(({ by }) => by)
  if (doers.length > 0) return doers.every((by) => by === staffId)
  return fieldStamp(task, 'status').by === staffId
}
