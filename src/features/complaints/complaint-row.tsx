import { Link } from '@tanstack/react-router'
import { isFinal } from '#shared/domain/complaint-fold.ts'
import { isRestricted } from '#shared/domain/complaint.ts'
import { useIsPending } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { Badge } from '#ui/badge.tsx'
import { DeadlineBar } from '#ui/deadline-bar.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { barLevel, deadlineWords } from './deadline-words.ts'
import { complaintNumber, type ComplaintBoardRow } from './queries.ts'

/** One complaint of the board. */
export function ComplaintRow({ row }: { row: ComplaintBoardRow }) {
  const { language, messages } = useLanguage()
  const texts = messages.complaints
  const { record, state, clock } = row
  const pending = useIsPending('complaint', record.id)
  const over = isFinal(state.state)
  const late = !over && clock.daysLeft < 0
  const stateWords = messages.domain.complaintState[state.state]
  return (
    <div className="relative border-b border-line px-4 py-3.5 hover:bg-sunken/60 md:px-5">
      {late && <span className="row-edge" aria-hidden />}
      <DeadlineBar
        title={
          <Link
            to="/complaints/$complaintId"
            params={{ complaintId: record.id }}
            className="stretch-link clamp-2 font-medium"
          >
            {record.data.matter}
          </Link>
        }
        label={over ? stateWords : deadlineWords(clock.daysLeft, texts)}
        used={over ? 1 : clock.usedRatio}
        total={1}
        level={over ? 'calm' : barLevel[clock.level]}
        start={
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span>{record.data.complainantName}</span>
            <span className="tnum">{complaintNumber(record.data)}</span>
            {isRestricted(record.data) && <Badge tone="danger">{texts.restricted}</Badge>}
            {pending && <PendingBadge>{messages.app.pending}</PendingBadge>}
          </span>
        }
        end={
          over ? undefined : `${stateWords} · ${texts.dueShort(formatDate(language, clock.dueOn))}`
        }
      />
    </div>
  )
}
