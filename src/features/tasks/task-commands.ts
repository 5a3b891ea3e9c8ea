import { closedAt } from '#shared/domain/closed-task.ts'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { Task } from '#shared/domain/task.ts'
import {
  type FoundWorkingDay,
  nextWorkingDay,
  type WorkingCalendar,
} from '#shared/domain/working-calendar.ts'
import { type ChangeRequest, create, patch } from '#replica/replica.ts'

type TaskRecord = RecordOf<'task'>

/** Everything that a person says about a task. */
export interface TaskContent extends Pick<
  Task,
  'title' | 'kind' | 'dueOn' | 'priority' | 'assigneeId'
> {
  dueTime: string | undefined
  note: string | undefined
}

/** Two colleagues of a branch, of whom one gives the other something to do. */
export interface Asking {
  askedBy: string
  branchId: string
}

/**
 * A task that a colleague writes down; from a note it points back at it, unless it is given to a colleague, who may not read
 * the note. Only a customer can be promised something.
 */
export function newTask(
  taskId: string,
  content: TaskContent,
  from: {
    customerId?: string | undefined
    noteId?: string | undefined
    promised: boolean
    asking?: Asking | undefined
  },
): ChangeRequest[] {
  const { dueTime, note, ...rest } = content
  return [
    create('task', taskId, {
      ...rest,
      ...(dueTime === undefined ? {} : { dueTime }),
      ...(note === undefined ? {} : { note }),
      ...(from.customerId === undefined ? {} : { customerId: from.customerId }),
      ...(from.noteId === undefined || from.asking !== undefined
        ? {}
        : { ref: { type: 'interaction', id: from.noteId } }),
      ...from.asking,
      origin: from.promised && from.customerId !== undefined ? 'promise' : 'manual',
      status: 'todo',
      completions: {},
    }),
  ]
}

/** Only what differs; the note goes as an edit of its text, so that two edits can be merged (ME4). */
export function editTask(task: TaskRecord, content: TaskContent): ChangeRequest[] {
  const { note, ...fields } = content
  const change = patch('task', task.id, task.data, fields)
  const changesFields = change.kind === 'patch' && Object.keys(change.args.changes).length > 0
  const from = task.data.note ?? ''
  const to = note ?? ''
  return [...(changesFields ? [change] : []), ...(from === to ? [] : [editNote(task.id, from, to)])]
}

/** One completion; its id is what an undo names (ME5). */
export function completeTask(
  taskId: string,
  completionId: string,
  result?: string,
): ChangeRequest[] {
  const args = { completionId, ...(result === undefined ? {} : { result }) }
  return [{ recordType: 'task', recordId: taskId, kind: 'complete', args }]
}

/**
 * Makes a task that is done or given up one to do again: every completion is taken back, and the giving up. The word with
 * which it was given back stays its author's, and counts only while it is given up.
 */
export function restoreTask(task: TaskRecord): ChangeRequest[] {
  return [
    ...reopenTask(task.id, Object.keys(task.data.completions)),
    ...(task.data.status === 'cancelled'
      ? [patch('task', task.id, task.data, { status: 'todo' })]
      : []),
  ]
}

/** Takes back the completions named, and no others. */
export function reopenTask(taskId: string, completionIds: readonly string[]): ChangeRequest[] {
  return completionIds.map((completionId) => ({
    recordType: 'task',
    recordId: taskId,
    kind: 'reopen',
    args: { completionId },
  }))
}

/** The first working day after today, or after the due day when that is still ahead. */
export function postponedTo(
  calendar: WorkingCalendar,
  task: Pick<Task, 'dueOn'>,
  today: CivilDate,
): FoundWorkingDay {
  return nextWorkingDay(calendar, task.dueOn > today ? task.dueOn : today)
}

/** Moves a task to another day; its time of day stays. */
export function moveTask(taskId: string, from: CivilDate, to: CivilDate): ChangeRequest[] {
  return [patch('task', taskId, { dueOn: from }, { dueOn: to })]
}

/** Gives a task up; a word with which it was given back before is not why. */
export function cancelTask(task: TaskRecord): ChangeRequest[] {
  const said = task.data.returned === undefined ? {} : { returned: undefined }
  return [patch('task', task.id, task.data, { status: 'cancelled', ...said })]
}

/** Sets the status of a task back to what it was. */
export function setTaskStatus(task: TaskRecord, status: Task['status']): ChangeRequest[] {
  return [patch('task', task.id, { status: task.data.status }, { status })]
}

/** R21: gives a task back to who gave it, with a word. */
export function giveBackTask(task: TaskRecord, why: string): ChangeRequest[] {
  return [patch('task', task.id, task.data, { status: 'cancelled', returned: why })]
}

/** R21: whoever gave it back takes that back, with the word. */
export function keepTask(task: TaskRecord): ChangeRequest[] {
  return [patch('task', task.id, task.data, { status: 'todo', returned: undefined })]
}

/** R21: who gave the task has taken note of what became of it. By the time of that, so no clock counts but its own. */
export function hearOfTask(task: TaskRecord): ChangeRequest[] {
  return [patch('task', task.id, task.data, { heardAt: closedAt(task) })]
}

/** Takes a task off the screens that was made by mistake. */
export function archiveTask(taskId: string): ChangeRequest {
  return { recordType: 'task', recordId: taskId, kind: 'archive', args: {} }
}

/** Brings one back that `archiveTask` took off. */
export function restoreArchived(taskId: string): ChangeRequest {
  return { recordType: 'task', recordId: taskId, kind: 'restore', args: {} }
}

function editNote(taskId: string, from: string, to: string): ChangeRequest {
  return {
    recordType: 'task',
    recordId: taskId,
    kind: 'edit-text',
    args: { field: 'note', from, to },
  }
}
