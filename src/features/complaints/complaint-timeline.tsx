import {
  CircleCheck,
  CircleDot,
  ClipboardPen,
  MessageSquareText,
  Undo2,
  type LucideIcon,
} from 'lucide-react'
import type { ComplaintEvent } from '#shared/domain/complaint.ts'
import { useAll } from '#replica/use-replica.ts'
import { formatInstant } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { FactList } from '#ui/fact-list.tsx'
import { Panel } from '#ui/panel.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'

/** 办理过程: every event, latest first; who, when, and whether it was uploaded. */
export function ComplaintTimeline({ timeline }: { timeline: readonly ComplaintEvent[] }) {
  const { complaints: texts } = useLanguage().messages
  return (
    <Panel title={texts.timeline} count={texts.eventCount(timeline.length)}>
      <ol>
        {timeline.toReversed().map((event, index) => (
          <EventItem key={event.id} event={event} last={index === timeline.length - 1} />
        ))}
      </ol>
    </Panel>
  )
}

function EventItem({ event, last }: { event: ComplaintEvent; last: boolean }) {
  const { language, messages } = useLanguage()
  const staff = useAll('staff')
  const who =
    staff.find(({ id }) => id === event.by)?.data.name ?? messages.complaints.formerColleague
  const Icon = icons[event.kind]
  return (
    <li className="relative flex gap-3 pb-5 last:pb-0">
      {!last && <span aria-hidden className="absolute top-9 bottom-0 left-4 w-px bg-line" />}
      <span
        aria-hidden
        className={`grid size-8 shrink-0 place-items-center rounded-full ${
          event.kind === 'closed' ? 'bg-primary text-on-primary' : 'bg-sunken text-ink-2'
        }`}
      >
        <Icon size={17} />
      </span>
      <div className="min-w-0 flex-1 pt-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-semibold">{messages.domain.complaintEvent[event.kind]}</span>
          <span className="tnum text-sm text-ink-3">
            {who} · {formatInstant(language, event.occurredAt)}
          </span>
          {/* ME6: the server numbers what has arrived there. */}
          {event.no === undefined && <PendingBadge>{messages.app.pending}</PendingBadge>}
        </p>
        <EventContent event={event} />
      </div>
    </li>
  )
}

function EventContent({ event }: { event: ComplaintEvent }) {
  const { complaints: texts, domain } = useLanguage().messages
  if (event.kind === 'closed') {
    const basis = event.basis ? [{ id: 'basis', label: texts.basis, value: event.basis }] : []
    return (
      <div className="mt-2 whitespace-pre-wrap">
        <FactList
          facts={[
            { id: 'reply', label: texts.reply, value: event.reply },
            ...basis,
            { id: 'how', label: texts.noticeHow, value: domain.noticeHow[event.noticeHow] },
            {
              id: 'remedies',
              label: texts.remediesLabel,
              value: event.remediesTold ? texts.remediesTold : texts.remediesNotTold,
            },
          ]}
        />
      </div>
    )
  }
  const text = 'text' in event ? event.text : undefined
  return text ? <p className="mt-1 wrap-anywhere whitespace-pre-wrap">{text}</p> : null
}

const icons: Record<ComplaintEvent['kind'], LucideIcon> = {
  registered: ClipboardPen,
  accepted: CircleDot,
  progress: MessageSquareText,
  note: MessageSquareText,
  closed: CircleCheck,
  withdrawn: Undo2,
}
