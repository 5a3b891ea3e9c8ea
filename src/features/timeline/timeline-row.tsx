import { Link } from '@tanstack/react-router'
import {
  CakeSlice,
  CalendarHeart,
  CircleCheck,
  CircleX,
  ListTodo,
  MessageSquareWarning,
  Sprout,
} from 'lucide-react'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import { civilDateParts, daysBetween } from '#shared/domain/civil-date.ts'
import { useIsPending, useSession } from '#replica/use-replica.ts'
import { formatDate, formatTime } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { NoteRow } from './note-row.tsx'
import { RowFrame } from './row-frame.tsx'
import { useStaffName } from './staff-name.ts'
import type { TimelineEntry } from './timeline-entries.ts'

/** Opens a task of the stream, or the new one that a note gives (R2). */
export type OpenTask = (opened: { taskId: string } | { noteId: string }) => void

interface TimelineRowProps {
  entry: TimelineEntry
  /** Whose stream it is. */
  customerId: string
  first: boolean
  last: boolean
  today: CivilDate
  onTask: OpenTask
}

/** One entry of the stream in the words of its kind. */
export function TimelineRow(props: TimelineRowProps) {
  const { entry, customerId, first, last, today, onTask } = props
  const place = { first, last }
  if (entry.kind === 'note') {
    return (
      <NoteRow
        note={entry.note}
        tasks={entry.tasks}
        customerId={customerId}
        place={place}
        onMakeTask={() => onTask({ noteId: entry.note.id })}
      />
    )
  }
  if (entry.kind === 'complaint') return <ComplaintRow entry={entry} place={place} />
  if (entry.kind === 'change') return <ChangeRow entry={entry} place={place} today={today} />
  if (entry.kind === 'date') return <DateRow entry={entry} place={place} today={today} />
  return <TaskRow entry={entry} place={place} today={today} onTask={onTask} />
}

type Of<Kind extends TimelineEntry['kind']> = Extract<TimelineEntry, { kind: Kind }>
interface Place {
  first: boolean
  last: boolean
}

function TaskRow(props: { entry: Of<'task'>; place: Place; today: CivilDate; onTask: OpenTask }) {
  const { language, messages } = useLanguage()
  const texts = messages.timeline
  const { task, state, at, held } = props.entry
  const pending = useIsPending('task', task.id)
  const completion = Object.values(task.data.completions).at(-1)
  const doer = useStaffName(completion?.by)
  const assignee = useStaffName(task.data.assigneeId)
  const { staffId } = useSession()
  const open = state === 'todo' || state === 'doing'
  const due = useDueWords(task.data.dueOn, props.today)
  const icons = { todo: ListTodo, doing: ListTodo, done: CircleCheck, cancelled: CircleX }
  return (
    <RowFrame
      icon={icons[state]}
      place={props.place}
      overdue={open && due.late}
      label={`${texts.kind.task} · ${messages.domain.taskKind[task.data.kind]}`}
      time={open ? due.words : at === null ? '' : formatTime(language, at)}
      pending={pending}
    >
      <button
        type="button"
        onClick={() => props.onTask({ taskId: task.id })}
        className={`stretch-link block text-left wrap-anywhere ${open ? '' : 'text-ink-2'}`}
      >
        {task.data.title}
      </button>
      {open && task.data.assigneeId !== staffId && (
        <p className="text-sm text-ink-3">{messages.tasks.asked.stays(assignee)}</p>
      )}
      {state === 'done' && <p className="text-sm text-ink-3">{texts.taskDone(doer)}</p>}
      {state === 'cancelled' && (
        <p className="text-sm text-ink-3">
          {held !== null && messages.tasks.heldBack[held]}
          {held === null &&
            (task.data.returned === undefined
              ? texts.taskCancelled
              : messages.tasks.asked.returned)}
        </p>
      )}
      {completion?.result && (
        <p className="text-sm text-ink-2 wrap-anywhere">{completion.result}</p>
      )}
    </RowFrame>
  )
}

function ComplaintRow({ entry, place }: { entry: Of<'complaint'>; place: Place }) {
  const { language, messages } = useLanguage()
  const { complaint, event, at } = entry
  const pending = useIsPending('complaint', complaint.id)
  const by = useStaffName(event.by)
  return (
    <RowFrame
      icon={MessageSquareWarning}
      place={place}
      label={`${messages.timeline.kind.complaint} · ${messages.domain.complaintEvent[event.kind]} · ${by}`}
      time={formatTime(language, at)}
      pending={pending}
    >
      <Link
        to="/complaints/$complaintId"
        params={{ complaintId: complaint.id }}
        className="stretch-link clamp-2 wrap-anywhere"
      >
        {eventText(event) ?? complaint.data.matter}
      </Link>
    </RowFrame>
  )
}

function DateRow({ entry, place, today }: { entry: Of<'date'>; place: Place; today: CivilDate }) {
  const { language, messages } = useLanguage()
  const { date } = entry.coming
  const pending = useIsPending('important-date', date.id)
  const due = useDueWords(entry.day, today)
  const kind = messages.domain.dateKind[date.data.kind]
  const on = formatDate(language, entry.day, {
    weekday: true,
    presentYear: civilDateParts(today).year,
  })
  return (
    <RowFrame
      icon={date.data.kind === 'birthday' ? CakeSlice : CalendarHeart}
      place={place}
      birthday={date.data.kind === 'birthday'}
      label={messages.timeline.kind.date}
      time={due.words}
      pending={pending}
    >
      <Link
        to="/customers/$customerId/dates/$dateId"
        params={{ customerId: date.data.customerId, dateId: date.id }}
        search={keepSearch}
        resetScroll={false}
        className="stretch-link wrap-anywhere"
      >
        {date.data.label || kind} <span className="tnum text-ink-2">{on}</span>
      </Link>
    </RowFrame>
  )
}

function ChangeRow({
  entry,
  place,
  today,
}: {
  entry: Of<'change'>
  place: Place
  today: CivilDate
}) {
  const { messages } = useLanguage()
  const words = messages.domain
  const { id, data } = entry.event
  const pending = useIsPending('life-event', id)
  const due = useDueWords(entry.day, today)
  const reason = data.state === 'declined' && data.reason ? words.declineReason[data.reason] : null
  return (
    <RowFrame
      icon={Sprout}
      place={place}
      label={[
        messages.timeline.kind.change,
        // What becomes of money that leaves is told by its churn signal.
        ...(data.kind === 'money_out' ? [] : [words.lifeEventState[data.state]]),
        ...(reason === null ? [] : [reason]),
      ].join(' · ')}
      time={entry.isAhead ? due.words : ''}
      pending={pending}
    >
      <Link
        to="/customers/$customerId/file/$part/$entry"
        params={{ customerId: data.customerId, part: 'changes', entry: id }}
        search={keepSearch}
        resetScroll={false}
        className="stretch-link wrap-anywhere"
      >
        {words.lifeEventKind[data.kind]}
      </Link>
      {data.note && <p className="clamp-2 text-sm text-ink-2">{data.note}</p>}
    </RowFrame>
  )
}

function eventText(event: Of<'complaint'>['event']): string | undefined {
  if (event.kind === 'closed') return event.reply
  return 'text' in event ? event.text : undefined
}

/** How far a day is away, in words. */
function useDueWords(day: CivilDate, today: CivilDate): { words: string; late: boolean } {
  const { language, messages } = useLanguage()
  const texts = messages.timeline
  const days = daysBetween(today, day)
  if (days < 0) return { words: texts.overdue(-days), late: true }
  if (days === 0) return { words: texts.dueToday, late: false }
  if (days === 1) return { words: texts.dueTomorrow, late: false }
  const words =
    days < 15
      ? texts.inDays(days)
      : formatDate(language, day, { presentYear: civilDateParts(today).year })
  return { words, late: false }
}

function keepSearch(search: object): object {
  return search
}
