import { addDays, type CivilDate, daysBetween } from './civil-date.ts'
import { type ComplaintClock, complaintClock } from './complaint-clock.ts'
import { nextOccurrences, type Occurrence } from './important-date-occurrences.ts'
import type { RecordOf } from './record-types.ts'
import type { RuleTable } from './rule-table.ts'
import { taskState } from './task.ts'
import { type Lateness, taskLateness } from './task-lateness.ts'
import { minutesOfDay } from './time-of-day.ts'

/** What the Today page is made of: the records of one person, and when it is. */
export interface TodayInput {
  complaints: readonly RecordOf<'complaint'>[]
  tasks: readonly RecordOf<'task'>[]
  dates: readonly RecordOf<'important-date'>[]
  rules: RuleTable
  today: CivilDate
  /** The instant in ms, for what is due at a time of day. */
  nowMs: number
  /** Invariant 5: whose dates are not shown, for instance the deceased. */
  isSilenced?: (customerId: string) => boolean
}

/** One row of the Today page. `id` is the record's. */
export type TodayItem =
  | { kind: 'complaint'; id: string; record: RecordOf<'complaint'>; clock: ComplaintClock }
  | {
      kind: 'promise' | 'task'
      id: string
      record: RecordOf<'task'>
      lateness: Lateness | null
      /** Above 0 of what a colleague gave and is not due yet (R21). */
      daysUntil: number
    }
  | {
      kind: 'date'
      id: string
      record: RecordOf<'important-date'>
      occurrence: Occurrence
      /** 0 on the day itself. */
      daysUntil: number
    }

/** A task of today that has a time, for the day ribbon. */
export interface TodayDot {
  id: string
  /** Minutes since midnight in Shanghai. */
  minutes: number
  state: 'due' | 'overdue' | 'done'
}

/** What the one plain sentence above the list says. */
export interface TodaySummary {
  /** Tasks and promises of today that are still in time. */
  due: number
  /** Tasks and promises that are late, and complaints beyond their due day. */
  overdue: number
  /** Complaints that must be answered today: it is their due day, or the last working day before it. */
  complaintsDueToday: number
  birthdaysToday: number
}

/** The parts of the list in their order. `ahead` is what nobody has to act on today. */
const todayGroups = ['complaint', 'promise', 'date', 'task', 'ahead'] as const
export type TodayGroup = (typeof todayGroups)[number]

/** The part of the list in which an item stands. */
export function todayGroup(item: TodayItem): TodayGroup {
  return item.kind !== 'complaint' && item.daysUntil > 0 ? 'ahead' : item.kind
}

/** How many of them a person owes today: what is still ahead is none. */
export function owedToday(items: readonly TodayItem[]): number {
  return items.filter((item) => todayGroup(item) !== 'ahead').length
}

/**
 * The one list of what a person owes today: complaints whose clock runs out, then promises, then birthdays
 * and other dates of today, then tasks, then dates of the next days and what colleagues gave for later. Within a group the most urgent is first;
 * the order is the same on every device.
 */
export function todayList(input: TodayInput): TodayItem[] {
  return [...complaintItems(input), ...taskItems(input), ...dateItems(input)].toSorted(
    (left, right) =>
      todayGroups.indexOf(todayGroup(left)) - todayGroups.indexOf(todayGroup(right)) ||
      compareTexts(urgency(left), urgency(right)) ||
      compareTexts(left.id, right.id),
  )
}

/** The dots of the day ribbon by time: every task of today that has one and was not cancelled. */
export function todayDots({
  tasks,
  today,
  nowMs,
}: Pick<TodayInput, 'tasks' | 'today' | 'nowMs'>): TodayDot[] {
  const dots: TodayDot[] = []
  for (const { id, data, archivedAt } of tasks) {
    const state = taskState(data)
    if (archivedAt !== undefined || data.dueOn !== today || data.dueTime === undefined) continue
    if (state === 'cancelled') continue
    const late = taskLateness(data, nowMs) !== null
    dots.push({
      id,
      minutes: minutesOfDay(data.dueTime),
      state: state === 'done' ? 'done' : late ? 'overdue' : 'due',
    })
  }
  return dots.toSorted(
    (left, right) => left.minutes - right.minutes || compareTexts(left.id, right.id),
  )
}

/** Counts of a list that `todayList` made. */
export function todaySummary(items: readonly TodayItem[], today: CivilDate): TodaySummary {
  const summary = { due: 0, overdue: 0, complaintsDueToday: 0, birthdaysToday: 0 }
  for (const item of items) {
    if (item.kind === 'complaint') {
      if (item.clock.daysLeft < 0) summary.overdue += 1
      else if (item.clock.warnOn <= today) summary.complaintsDueToday += 1
    } else if (item.kind === 'date') {
      if (item.daysUntil === 0 && item.record.data.kind === 'birthday') summary.birthdaysToday += 1
    } else if (todayGroup(item) === 'ahead') continue
    else if (item.lateness === null) summary.due += 1
    else summary.overdue += 1
  }
  return summary
}

const priorityRank = { high: 0, normal: 1, low: 2 } as const

function complaintItems({ complaints, rules, today }: TodayInput): TodayItem[] {
  return complaints.flatMap((record): TodayItem[] => {
    if (record.archivedAt !== undefined) return []
    const clock = complaintClock(record.data, rules, today)
    if (clock.level === 'ok' || clock.level === 'done') return []
    return [{ kind: 'complaint', id: record.id, record, clock }]
  })
}

function taskItems({ tasks, today, nowMs }: TodayInput): TodayItem[] {
  return tasks.flatMap((record): TodayItem[] => {
    const { data, id, archivedAt } = record
    const state = taskState(data)
    const isOpen = state === 'todo' || state === 'doing'
    if (archivedAt !== undefined || !isOpen) return []
    const daysUntil = daysBetween(today, data.dueOn)
    const isGiven = data.askedBy !== undefined && data.askedBy !== data.assigneeId
    if (daysUntil > 0 && !isGiven) return []
    const kind = data.origin === 'promise' ? 'promise' : 'task'
    return [{ kind, id, record, lateness: taskLateness(data, nowMs), daysUntil }]
  })
}

function dateItems({ dates, rules, today, isSilenced }: TodayInput): TodayItem[] {
  const until = addDays(today, rules.dates.todayHorizonDays)
  return dates.flatMap((record): TodayItem[] => {
    const { data, id, archivedAt } = record
    if (archivedAt !== undefined || !data.celebrate || isSilenced?.(data.customerId)) return []
    const [occurrence] = nextOccurrences(data, today, 1)
    if (occurrence === undefined || occurrence.on > until) return []
    const daysUntil = daysBetween(today, occurrence.on)
    return [{ kind: 'date', id, record, occurrence, daysUntil }]
  })
}

/** Sorts within a group: the earlier day and time first, and of those the higher priority. */
function urgency(item: TodayItem): string {
  if (item.kind === 'complaint') return item.clock.dueOn
  if (item.kind === 'date') return item.occurrence.on
  const { dueOn, dueTime, priority } = item.record.data
  // Without a time a task is due until the end of its day.
  return `${dueOn} ${dueTime ?? '24:00'} ${priorityRank[priority]}`
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
