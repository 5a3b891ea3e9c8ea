import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMessages } from '#i18n/language.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'

interface RowFrameProps {
  icon: LucideIcon
  /** Kind and who, in one quiet line. */
  label: string
  time: string
  children: ReactNode
  place: { first: boolean; last: boolean }
  overdue?: boolean
  birthday?: boolean
  pending: boolean
}

/** A row of the stream: icon, quiet line with the time at its end, then what it says. */
export function RowFrame(props: RowFrameProps) {
  const texts = useMessages().app
  const Icon = props.icon
  const { first, last } = props.place
  return (
    <div
      className={`relative flex gap-3 border-x border-line bg-surface px-4 has-[.stretch-link:hover]:bg-sunken/60 md:px-5 ${first ? 'rounded-t-lg border-t' : ''} ${last ? 'rounded-b-lg border-b' : ''}`}
    >
      {props.overdue && <span className="row-edge" aria-hidden />}
      <span
        className={`mt-3 grid size-9 shrink-0 place-items-center rounded-full ${props.birthday ? 'bg-plum-soft text-on-plum-soft' : 'bg-sunken text-ink-2'}`}
      >
        <Icon size={18} aria-hidden />
      </span>
      <div className={`min-w-0 flex-1 py-3 ${last ? '' : 'border-b border-line'}`}>
        <div className="flex items-start gap-3">
          <p className="min-w-0 flex-1 text-sm text-ink-3 wrap-anywhere">{props.label}</p>
          {props.pending && <PendingBadge>{texts.pending}</PendingBadge>}
          <p
            className={`tnum shrink-0 text-sm ${props.overdue ? 'font-semibold text-danger' : 'text-ink-3'}`}
          >
            {props.time}
          </p>
        </div>
        <div className="mt-0.5">{props.children}</div>
      </div>
    </div>
  )
}
