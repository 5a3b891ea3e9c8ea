import * as z from 'zod/mini'
import type { MergePolicies } from '#shared/protocol/merge-policy.ts'
import { CivilDate } from './civil-date.ts'
import { Instant } from './instant.ts'
import { paragraphText, requiredLine } from './text-limits.ts'

export const taskKinds = [
  'call',
  'visit',
  'message',
  'material',
  'complaint_step',
  'review',
  'other',
] as const
export const taskPriorities = ['low', 'normal', 'high'] as const
const taskOrigins = [
  'manual',
  'cadence',
  'date',
  'maturity',
  'complaint',
  'promise',
  'handover',
  'churn',
] as const

/** One person finishing a task at an instant (ms). Two people finishing is recorded twice (ME5). */
const Completion = z.strictObject({
  at: Instant,
  by: z.uuid(),
  result: z.optional(paragraphText),
})
export type Completion = z.infer<typeof Completion>

/** 任务 task. Given to a colleague it belongs to the two, else with a customer to the owner's portfolio, else to the assignee. */
export const Task = z.strictObject({
  title: requiredLine,
  kind: z.enum(taskKinds),
  customerId: z.optional(z.uuid()),
  /** The record that it came from. */
  ref: z.optional(
    z.strictObject({ type: z.enum(['interaction', 'complaint', 'important-date']), id: z.uuid() }),
  ),
  assigneeId: z.uuid(),
  dueOn: CivilDate,
  /** HH:MM, local to the branch. */
  dueTime: z.optional(z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time'))),
  priority: z.enum(taskPriorities),
  /** todo 待办, doing 进行, cancelled 取消; done 完成 is having a completion. */
  status: z.enum(['todo', 'doing', 'cancelled']),
  completions: z.record(z.string(), Completion),
  origin: z.enum(taskOrigins),
  /** What a task that nobody wrote by hand stands for, as `churn:<id of the signal>`. */
  originKey: z.optional(z.string().check(z.maxLength(120))),
  note: z.optional(paragraphText),
  /** R21: who gave it to a colleague. Then it belongs to the two alone, and stays with whom it was given to. */
  askedBy: z.optional(z.uuid()),
  /** The branch of the two. */
  branchId: z.optional(z.uuid()),
  /** Why whoever was to do it gives it back; its `status` is `cancelled` then. */
  returned: z.optional(paragraphText),
  /** Until when, an instant in ms, whoever gave it has taken note of what became of it. */
  heardAt: z.optional(Instant),
})
export type Task = z.infer<typeof Task>

export const taskPolicies: MergePolicies<Task> = {
  title: 'latest',
  kind: 'latest',
  customerId: 'fixed',
  ref: 'fixed',
  assigneeId: 'ask',
  dueOn: 'ask',
  dueTime: 'latest',
  priority: 'latest',
  status: 'latest',
  completions: 'completions',
  origin: 'fixed',
  originKey: 'fixed',
  note: 'text',
  askedBy: 'fixed',
  branchId: 'fixed',
  returned: 'latest',
  heardAt: 'latest',
}

/** The state that a person sees: done as soon as one completion stands. */
export function taskState(
  task: Pick<Task, 'status' | 'completions'>,
): 'todo' | 'doing' | 'done' | 'cancelled' {
  if (Object.keys(task.completions).length > 0) return 'done'
  return task.status
}

/** Whether somebody still has to do it. */
export function isOpenTask(task: Pick<Task, 'status' | 'completions'>): boolean {
  const state = taskState(task)
  return state === 'todo' || state === 'doing'
}
