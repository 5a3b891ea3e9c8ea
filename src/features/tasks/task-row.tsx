import { Link } from '@tanstack/react-router'
import { CalendarArrowDown, CircleX, RotateCcw } from 'lucide-react'
import { closedAt } from '#shared/domain/closed-task.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { taskLateness } from '#shared/domain/task-lateness.ts'
import { isOpenTask, taskState } from '#shared/domain/task.ts'
import { useIsPending, useNow, useRecord, useSession, useToday } from '#replica/use-replica.ts'
import { formatDate, formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { Checkbox } from '#ui/checkbox.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { taskKindIcon } from './task-kind-icon.ts'
import { useCanReopen } from './use-can-reopen.ts'
import type { TaskActions } from './use-task-actions.ts'

/** One task: tick, title, kind, customer; postponed with one tap. One that was given up is restored with one. */
export function TaskRow({ task, actions }: { task: RecordOf<'task'>; actions: TaskActions }) {
  const { messages } = useLanguage()
  const texts = messages.tasks
  const { data } = task
  const givenUp = taskState(data) === 'cancelled'
  const closed = !isOpenTask(data)
  const canReopen = useCanReopen(task)
  const late = taskLateness(data, useNow())
  const overdue = late !== null && !closed
  return (
    <ListRow
      done={closed}
      overdue={overdue}
      leading={
        givenUp ? (
          <CircleX size={22} className="m-0.5 text-ink-3" aria-hidden />
        ) : (
          <Checkbox
            label={texts.complete(data.title)}
            hideLabel
            value={closed}
            disabled={closed && !canReopen}
            onChange={(checked) => (checked ? actions.complete(task) : actions.reopen(task))}
          />
        )
      }
      title={
        <Link to="/tasks/$taskId" params={{ taskId: task.id }} search className="stretch-link">
          {data.title}
        </Link>
      }
      meta={overdue ? texts.late[late.unit](late.count) : data.dueTime}
      subtitle={<TaskFacts task={task} closed={closed} overdue={overdue} />}
      trailing={
        closed ? (
          givenUp &&
          canReopen && (
            <IconButton
              icon={RotateCcw}
              label={texts.restoreLabel(data.title)}
              onPress={() => actions.reopen(task)}
            />
          )
        ) : (
          <IconButton
            icon={CalendarArrowDown}
            label={texts.postponeLabel(data.title)}
            onPress={() => actions.postpone(task)}
          />
        )
      }
    />
  )
}

function TaskFacts(props: { task: RecordOf<'task'>; closed: boolean; overdue: boolean }) {
  const { language, messages } = useLanguage()
  const { task, closed, overdue } = props
  const { data } = task
  const session = useSession()
  const customer = useRecord('customer', data.customerId)
  const assignee = useRecord('staff', data.assigneeId)
  const asker = useRecord('staff', data.askedBy)
  const pending = useIsPending('task', task.id)
  const today = useToday()
  const isToday = today === data.dueOn
  const isGiven = data.askedBy !== undefined && data.askedBy !== session.staffId
  // What a colleague gave is shown on Today before its day.
  const isAhead = isGiven && !closed && data.dueOn > today
  const Icon = taskKindIcon[data.kind]
  const texts = messages.tasks
  return (
    <>
      <Icon size={14} aria-hidden />
      <span>{messages.domain.taskKind[data.kind]}</span>
      {customer && (
        <span>
          <Link
            to="/customers/$customerId"
            params={{ customerId: customer.id }}
            className="relative z-1 inline-block py-1 -my-1 text-ink-2 underline-offset-4 hover:underline"
          >
            {customer.data.name}
          </Link>
        </span>
      )}
      {(overdue || isAhead) && (
        <span className="whitespace-nowrap">{formatDate(language, data.dueOn)}</span>
      )}
      {data.assigneeId !== session.staffId && assignee && <span>{assignee.data.name}</span>}
      {isGiven && <Badge tone="jade">{texts.asked.from(asker?.data.name ?? texts.someone)}</Badge>}
      {data.note && !closed && <span>{data.note}</span>}
      {closed && (
        <span className="whitespace-nowrap">{formatInstant(language, closedAt(task))}</span>
      )}
      {taskState(data) === 'cancelled' && (
        <Badge>{data.returned === undefined ? texts.notDoing : texts.asked.returned}</Badge>
      )}
      {data.origin === 'promise' && !closed && (
        <Badge tone="jade">{isToday ? texts.promisedToday : texts.promised}</Badge>
      )}
      {data.priority === 'high' && !closed && (
        <Badge tone="neutral">{messages.domain.taskPriority.high}</Badge>
      )}
      {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
    </>
  )
}
