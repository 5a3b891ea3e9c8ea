import * as z from 'zod/mini'
import { addDays, type CivilDate, isCivilDate, weekday } from '#shared/domain/civil-date.ts'
import { dayInText } from '#shared/domain/day-in-text.ts'
import { dayFault } from '#shared/domain/day-bounds.ts'
import { Task, taskKinds, taskPriorities } from '#shared/domain/task.ts'
import { keepableText } from '#shared/domain/keepable-text.ts'
import type { TaskOfNote } from '#shared/domain/task-of-note.ts'
import { textLimits } from '#shared/domain/text-limits.ts'
import { nextWorkingDay, type WorkingCalendar } from '#shared/domain/working-calendar.ts'
import type { TaskContent } from './task-commands.ts'

const fields = {
  /** `''` for a task without a customer. */
  customerId: z.string(),
  kind: z.enum(taskKinds),
  priority: z.enum(taskPriorities),
  assigneeId: z.string(),
  /** R2: that the customer was promised it. Said of a new task with a customer. */
  promised: z.boolean(),
  /** Whether somebody chose the day; until then it follows from the title. */
  dayChosen: z.boolean(),
  /** R21: why it is given back, as long as it is not. */
  why: z.string(),
}

/** A half-filled form: any text will do. */
const HalfFilled = z.object({
  ...fields,
  title: z.string(),
  dueOn: z.string(),
  dueTime: z.string(),
  note: z.string(),
})
export type TaskForm = z.infer<typeof HalfFilled>

/**
 * The form as it is kept. What the task said when it was opened goes along, so that a later save still says what it
 * changed from (ME1): what a colleague changed meanwhile is not changed back.
 */
export const TaskDraft = z.object({
  opened: z.optional(z.looseObject(Task.shape)),
  // Drafts of before these were asked about are still read; the day in them is somebody's.
  values: z.extend(HalfFilled, {
    promised: z.optional(fields.promised),
    dayChosen: z.prefault(fields.dayChosen, true),
    why: z.prefault(fields.why, ''),
  }),
})
export type TaskDraft = z.infer<typeof TaskDraft>

/** The form as it may be saved; messages are codes. */
export const TaskForm = z.object({
  ...fields,
  title: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, 'required'),
      z.maxLength(textLimits.line, 'too-long'),
      keepableText,
    ),
  dueOn: z.string().check(
    z.minLength(1, { error: 'required', abort: true }),
    z.refine(isCivilDate, { error: 'no-such-day', abort: true }),
    z.refine((day) => dayFault(day) === null, 'date-too-early'),
  ),
  dueTime: z.string().check(z.regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/, 'time')),
  note: z.string().check(z.trim(), z.maxLength(textLimits.paragraph, 'too-long'), keepableText),
})

/** An empty form: today's work, by oneself; `of` is what a note gives to do, on its day. */
export function emptyTaskForm(
  today: CivilDate,
  staffId: string,
  from: { customerId?: string | undefined; of?: TaskOfNote | undefined },
): TaskForm {
  return {
    title: '',
    customerId: from.customerId ?? '',
    kind: 'call',
    dueOn: today,
    dueTime: '',
    priority: 'normal',
    assigneeId: staffId,
    note: '',
    promised: false,
    why: '',
    ...from.of,
    dayChosen: from.of !== undefined,
  }
}

/** The form of an existing task. */
export function taskFormOf(task: Task): TaskForm {
  return {
    title: task.title,
    customerId: task.customerId ?? '',
    kind: task.kind,
    dueOn: task.dueOn,
    dueTime: task.dueTime ?? '',
    priority: task.priority,
    assigneeId: task.assigneeId,
    note: task.note ?? '',
    promised: task.origin === 'promise',
    dayChosen: true,
    why: '',
  }
}

/** What the form says, with the empty fields left out. */
export function taskContentOf(form: TaskForm): TaskContent {
  const { title, kind, dueOn, dueTime, priority, assigneeId, note } = form
  return {
    title,
    kind,
    dueOn,
    dueTime: dueTime === '' ? undefined : dueTime,
    priority,
    assigneeId,
    note: note === '' ? undefined : note,
  }
}

/** The day of a new task: the one that its title names, until somebody chooses one. */
export function dayOfTitle(
  form: Pick<TaskForm, 'title' | 'dueOn' | 'dayChosen'>,
  today: CivilDate,
): CivilDate {
  return form.dayChosen ? form.dueOn : (dayInText(form.title, today)?.on ?? today)
}

/** Whether the day of a draft stays: a day that its title named was seen, also when 明天 is another day by now. */
export function isDayOfDraft(
  form: Pick<TaskForm, 'title' | 'dayChosen'>,
  today: CivilDate,
): boolean {
  return form.dayChosen || dayInText(form.title, today) !== null
}

export type QuickDay = 'today' | 'tomorrow' | 'next-working' | 'next-monday'

/** The days behind the chips of the form. */
export function quickDays(
  today: CivilDate,
  calendar: WorkingCalendar,
): Record<QuickDay, CivilDate> {
  return {
    today,
    tomorrow: addDays(today, 1),
    'next-working': nextWorkingDay(calendar, today).on,
    'next-monday': addDays(today, 8 - weekday(today)),
  }
}
