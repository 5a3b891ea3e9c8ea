import { Link } from '@tanstack/react-router'
import { MessageSquareWarning } from 'lucide-react'
import type { ComplaintClock } from '#shared/domain/complaint-clock.ts'
import { complaintState } from '#shared/domain/complaint-fold.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useIsPending, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { clockWords, complaintNumber } from './clock-words.ts'

/** A complaint whose clock runs out, in the list of the day. */
export function TodayComplaintRow(props: { record: RecordOf<'complaint'>; clock: ComplaintClock }) {
  const { language, messages } = useLanguage()
  const { record, clock } = props
  const pending = useIsPending('complaint', record.id)
  const today = useToday()
  const danger = clock.level === 'danger'
  return (
    <ListRow
      overdue={clock.daysLeft < 0}
      leading={
        <span className={`grid size-6 place-items-center ${danger ? 'text-danger' : 'text-warn'}`}>
          <MessageSquareWarning size={22} strokeWidth={1.9} aria-hidden />
        </span>
      }
      title={
        <Link
          to="/complaints/$complaintId"
          params={{ complaintId: record.id }}
          className="stretch-link"
        >
          {record.data.matter}
        </Link>
      }
      meta={
        <span className={`font-semibold ${danger ? 'text-danger' : 'text-warn'}`}>
          {clockWords(messages.today, clock)}
        </span>
      }
      subtitle={
        <>
          <span>{messages.today.complaint}</span>
          <span className="text-ink-2">{record.data.complainantName}</span>
          <span className="whitespace-nowrap">{complaintNumber(record)}</span>
          <span>{messages.domain.complaintState[complaintState(record.data).state]}</span>
          {clock.warnOn >= today && clock.warnOn !== clock.dueOn && (
            <span>
              {messages.today.replyBy(formatDate(language, clock.warnOn, { weekday: true }))}
            </span>
          )}
          {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
        </>
      }
    />
  )
}
