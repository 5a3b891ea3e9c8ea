import { Link } from '@tanstack/react-router'
import type { ComplaintClock } from '#shared/domain/complaint-clock.ts'
import { complaintState } from '#shared/domain/complaint-fold.ts'
import { useIsLoaded, useRules } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { DeadlineBar } from '#ui/deadline-bar.tsx'
import { Panel } from '#ui/panel.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { clockWords, complaintNumber, estimatedYears } from './clock-words.ts'
import { PanelLink } from './panel-link.tsx'
import type { RunningComplaint } from './today-data.ts'

const barLevel = { ok: 'calm', warn: 'soon', danger: 'late', done: 'calm' } as const

/** As many as fit beside the list; the rest is one tap away. */
const shownAtMost = 4

/**
 * 投诉时限: how much of its time each complaint has used that still has some. The pressing ones stand
 * at the top of the list and are not said twice.
 */
export function ComplaintDeadlines({ complaints }: { complaints: readonly RunningComplaint[] }) {
  const texts = useMessages().today
  const loaded = useIsLoaded()
  const inTime = complaints.filter(({ clock }) => clock.level === 'ok')
  const shown = inTime.slice(0, shownAtMost)
  const { workingCalendar } = useRules()
  const years = estimatedYears(
    shown.map(({ clock }) => clock),
    workingCalendar,
  )
  return (
    <Panel
      title={texts.complaintsTitle}
      count={
        inTime.length < complaints.length
          ? texts.furtherCount(inTime.length)
          : texts.itemCount(inTime.length)
      }
      action={<PanelLink to="/complaints">{texts.all}</PanelLink>}
    >
      {shown.length > 0 ? (
        <ul className="-my-3">
          {shown.map(({ record, clock }) => (
            <li
              key={record.id}
              className="relative border-b border-line py-3 last:border-b-transparent"
            >
              <Deadline record={record} clock={clock} />
            </li>
          ))}
        </ul>
      ) : loaded ? (
        <p className="text-sm text-ink-3">
          {complaints.length > 0 ? texts.noFurtherComplaints : texts.noComplaints}
        </p>
      ) : (
        <SkeletonRows count={2} />
      )}
      {years.length > 0 && <p className="mt-3 text-sm text-ink-3">{texts.estimated(years)}</p>}
    </Panel>
  )
}

function Deadline({
  record,
  clock,
}: {
  record: RunningComplaint['record']
  clock: ComplaintClock
}) {
  const messages = useMessages()
  return (
    <DeadlineBar
      used={clock.usedRatio}
      total={1}
      level={barLevel[clock.level]}
      label={clockWords(messages.today, clock)}
      title={
        <Link
          to="/complaints/$complaintId"
          params={{ complaintId: record.id }}
          className="stretch-link"
        >
          {record.data.matter}
        </Link>
      }
      start={`${complaintNumber(record)} · ${record.data.complainantName}`}
      end={messages.domain.complaintState[complaintState(record.data).state]}
    />
  )
}
