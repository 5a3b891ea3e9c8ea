import { civilDateInShanghai, type CivilDate } from '#shared/domain/civil-date.ts'
import { closedAt } from '#shared/domain/closed-task.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { taskLateness } from '#shared/domain/task-lateness.ts'
import { isOpenTask, type Task } from '#shared/domain/task.ts'

type TaskRecord = RecordOf<'task'>

export type TaskGroup =
  | { type: 'overdue' }
  | { type: 'due'; on: CivilDate }
  | { type: 'done'; on: CivilDate }

/** A row of the list; the first row of a group carries its heading. */
export interface TaskListItem {
  task: TaskRecord
  heading?: { group: TaskGroup; count: number }
}

/** What the list is asked for; all of it comes from the address. */
export interface TaskChoice {
  view: 'open' | 'done'
  /** Whose: `undefined` for everyone's. */
  assigneeId: string | undefined
  day: CivilDate | undefined
}

/** The tasks of a view with headings: what is late first, then day by day; done and given up ones from the last backwards. */
export function taskListItems(
  tasks: readonly TaskRecord[],
  choice: TaskChoice,
  now: number,
): TaskListItem[] {
  return choice.view === 'done' ? doneItems(tasks, choice) : openItems(tasks, choice, now)
}

/** How many tasks are open on each day. */
export function openTasksByDay(
  tasks: readonly TaskRecord[],
  assigneeId: string | undefined,
): ReadonlyMap<CivilDate, number> {
  const counts = new Map<CivilDate, number>()
  for (const { data } of tasks) {
    if (!isOpenTask(data) || !isFor(data, assigneeId)) continue
    counts.set(data.dueOn, (counts.get(data.dueOn) ?? 0) + 1)
  }
  return counts
}

function openItems(tasks: readonly TaskRecord[], choice: TaskChoice, now: number): TaskListItem[] {
  const wanted = tasks.filter(
    ({ data }) =>
      isOpenTask(data) &&
      isFor(data, choice.assigneeId) &&
      (choice.day === undefined || data.dueOn === choice.day),
  )
  const late = wanted.filter(({ data }) => taskLateness(data, now) !== null)
  const ahead = wanted.filter(({ data }) => taskLateness(data, now) === null)
  return [
    ...withHeadings(late.toSorted(byDue), () => ({ type: 'overdue' })),
    ...withHeadings(ahead.toSorted(byDue), ({ data }) => ({ type: 'due', on: data.dueOn })),
  ]
}

function doneItems(tasks: readonly TaskRecord[], choice: TaskChoice): TaskListItem[] {
  const done = tasks
    .filter(({ data }) => !isOpenTask(data) && isFor(data, choice.assigneeId))
    .map((task) => ({ task, at: closedAt(task) }))
    .toSorted((left, right) => right.at - left.at || (left.task.id < right.task.id ? -1 : 1))
  const at = new Map(done.map(({ task, at }) => [task.id, at]))
  return withHeadings(
    done.map(({ task }) => task),
    ({ id }) => ({ type: 'done', on: civilDateInShanghai(at.get(id) ?? 0) }),
  )
}

function withHeadings(
  tasks: readonly TaskRecord[],
  groupOf: (task: TaskRecord) => TaskGroup,
): TaskListItem[] {
  const counts = new Map<string, number>()
  for (const task of tasks) {
    const key = groupKey(groupOf(task))
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  let last: string | undefined
  return tasks.map((task) => {
    const group = groupOf(task)
    const key = groupKey(group)
    if (key === last) return { task }
    last = key
    return { task, heading: { group, count: counts.get(key) ?? 0 } }
  })
}

function groupKey(group: TaskGroup): string {
  return group.type === 'overdue' ? 'overdue' : `${group.type}|${group.on}`
}

function isFor(task: Task, assigneeId: string | undefined): boolean {
  return assigneeId === undefined || task.assigneeId === assigneeId
}

/** By day, then by time with the timeless last, then the important first; the id keeps the order still. */
function byDue(left: TaskRecord, right: TaskRecord): number {
  return (
    compare(left.data.dueOn, right.data.dueOn) ||
    compare(left.data.dueTime ?? '99:99', right.data.dueTime ?? '99:99') ||
    priorityOrder[left.data.priority] - priorityOrder[right.data.priority] ||
    compare(left.id, right.id)
  )
}

const priorityOrder = { high: 0, normal: 1, low: 2 }

function compare(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
