import { civilDateInShanghai, type CivilDate } from '#shared/domain/civil-date.ts'
import { comingDates, type ComingDate } from '#shared/domain/coming-dates.ts'
import type { ComplaintEvent } from '#shared/domain/complaint.ts'
import type { HeldReason } from '#shared/domain/held-task.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { taskState } from '#shared/domain/task.ts'

/** What the stream is narrowed to; of the notes those face to face, and those that greeted somebody, by themselves as well. */
export const timelineFilters = [
  'note',
  'visit',
  'greeting',
  'task',
  'complaint',
  'date',
  'change',
] as const
export type TimelineFilter = (typeof timelineFilters)[number]

/** One thing of the stream. `day` is its civil date; `at` an instant in ms where there is one. */
export type TimelineEntry = { id: string; day: CivilDate } & (
  | {
      kind: 'note'
      at: number
      note: RecordOf<'interaction'>
      /** What was made of the note afterwards, or with it. */
      tasks: readonly RecordOf<'task'>[]
    }
  | {
      kind: 'task'
      at: number | null
      task: RecordOf<'task'>
      state: ReturnType<typeof taskState>
      /** Invariants 5, 17: why it is not ahead any more although nobody cancelled it. */
      held: HeldReason | null
    }
  | { kind: 'complaint'; at: number; complaint: RecordOf<'complaint'>; event: ComplaintEvent }
  | { kind: 'date'; at: null; coming: ComingDate }
  | { kind: 'change'; at: null; event: RecordOf<'life-event'>; isAhead: boolean }
)

export interface Timeline {
  /** Open tasks and coming dates, the earliest first; overdue ones lead. */
  ahead: TimelineEntry[]
  /** What happened, the latest day first and within a day the latest first. */
  days: { day: CivilDate; entries: TimelineEntry[] }[]
}

export interface TimelineRecords {
  customer: RecordOf<'customer'>
  notes: readonly RecordOf<'interaction'>[]
  tasks: readonly RecordOf<'task'>[]
  /** Why a task stands no more. */
  heldBack: (task: RecordOf<'task'>) => HeldReason | null
  complaints: readonly RecordOf<'complaint'>[]
  dates: readonly RecordOf<'important-date'>[]
  events: readonly RecordOf<'life-event'>[]
}

/** Important dates are part of the stream this many days ahead: the horizon of reminders and some more. */
const daysAhead = 60

/** One readable stream of everything about a customer; `filter` null shows all of it. */
export function timelineOf(
  records: TimelineRecords,
  filter: TimelineFilter | null,
  today: CivilDate,
): Timeline {
  const tasksOfNotes = byTheirNote(records.tasks)
  const all = [
    ...records.notes.map((note) => noteEntry(note, tasksOfNotes.get(note.id) ?? [])),
    ...records.tasks.map((task) => taskEntry(task, records.heldBack(task))),
    ...records.complaints.flatMap(complaintEntries),
    ...dateEntries(records, today),
    ...records.events.flatMap((event) => changeEntry(event, today) ?? []),
  ].filter((entry) => filter === null || isWithin(entry, filter))
  // The id keeps entries of one moment in the same order on every device.
  const ahead = all
    .filter(isAhead)
    .toSorted((one, other) => compare(one.day, other.day) || compare(one.id, other.id))
  const happened = all
    .filter((entry) => !isAhead(entry))
    .toSorted(
      (one, other) =>
        compare(other.day, one.day) || (other.at ?? 0) - (one.at ?? 0) || compare(other.id, one.id),
    )
  return { ahead, days: byDay(happened) }
}

function isWithin(entry: TimelineEntry, filter: TimelineFilter): boolean {
  if (filter !== 'visit' && filter !== 'greeting') return entry.kind === filter
  if (entry.kind !== 'note') return false
  const { channel, purpose } = entry.note.data
  if (filter === 'visit') return channel === 'branch' || channel === 'visit'
  return purpose.includes('birthday') || purpose.includes('festival')
}

/** How many entries a stream has, headings not counted. */
export function entryCount({ ahead, days }: Timeline): number {
  return days.reduce((count, { entries }) => count + entries.length, ahead.length)
}

function byTheirNote(tasks: readonly RecordOf<'task'>[]): Map<string, RecordOf<'task'>[]> {
  const found = new Map<string, RecordOf<'task'>[]>()
  for (const task of tasks) {
    const { ref } = task.data
    if (ref?.type === 'interaction') found.set(ref.id, [...(found.get(ref.id) ?? []), task])
  }
  return found
}

function noteEntry(
  note: RecordOf<'interaction'>,
  tasks: readonly RecordOf<'task'>[],
): TimelineEntry {
  const { at } = note.data
  return { kind: 'note', id: note.id, day: civilDateInShanghai(at), at, note, tasks }
}

function taskEntry(task: RecordOf<'task'>, held: HeldReason | null): TimelineEntry {
  const state = held === null ? taskState(task.data) : 'cancelled'
  if (state === 'todo' || state === 'doing') {
    return { kind: 'task', id: task.id, day: task.data.dueOn, at: null, task, state, held }
  }
  const done = Object.values(task.data.completions).map(({ at }) => at)
  const at = done.length > 0 ? Math.max(...done) : task.updatedAt
  return { kind: 'task', id: task.id, day: civilDateInShanghai(at), at, task, state, held }
}

function complaintEntries(complaint: RecordOf<'complaint'>): TimelineEntry[] {
  return Object.values(complaint.data.events).map((event) => ({
    kind: 'complaint',
    id: event.id,
    day: civilDateInShanghai(event.occurredAt),
    at: event.occurredAt,
    complaint,
    event,
  }))
}

function dateEntries({ dates, customer }: TimelineRecords, today: CivilDate): TimelineEntry[] {
  return comingDates(dates, () => customer, today, daysAhead).map((coming) => ({
    kind: 'date',
    id: `${coming.date.id}|${coming.occurrence.on}`,
    day: coming.occurrence.on,
    at: null,
    coming,
  }))
}

/** A maturity that is still to come stands there as the important date that it is. */
function changeEntry(event: RecordOf<'life-event'>, today: CivilDate): TimelineEntry | null {
  const { on, dateId } = event.data
  const isAhead = on > today
  if (isAhead && dateId !== undefined) return null
  return { kind: 'change', id: event.id, day: on, at: null, event, isAhead }
}

function isAhead(entry: TimelineEntry): boolean {
  if (entry.kind === 'change') return entry.isAhead
  if (entry.kind === 'date') return true
  return entry.kind === 'task' && (entry.state === 'todo' || entry.state === 'doing')
}

function byDay(entries: readonly TimelineEntry[]): Timeline['days'] {
  const days: Timeline['days'] = []
  for (const entry of entries) {
    const last = days.at(-1)
    if (last?.day === entry.day) last.entries.push(entry)
    else days.push({ day: entry.day, entries: [entry] })
  }
  return days
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
