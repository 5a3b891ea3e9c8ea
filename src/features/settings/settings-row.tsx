import { Link } from '@tanstack/react-router'
import { ChevronRight, type LucideIcon } from 'lucide-react'
import { CountBadge } from '#ui/badge.tsx'

interface SettingsRowProps {
  icon: LucideIcon
  label: string
  detail?: string | undefined
  /** How many there wait for the person; `detail` says it in words. */
  waiting?: number | undefined
  waitingTone?: 'danger' | 'jade' | undefined
}

/** A row that leads to another screen. */
export function LinkRow(
  props: SettingsRowProps & {
    to: '/sync' | '/dates' | '/handovers' | '/me/colleagues' | '/me/devices' | '/templates'
  },
) {
  return (
    <li>
      <Link to={props.to} className={rowClass}>
        <RowFace {...props} />
      </Link>
    </li>
  )
}

/** A row that opens something over this screen. */
export function ActionRow(props: SettingsRowProps & { onPress: () => void }) {
  return (
    <li>
      <button type="button" onClick={props.onPress} className={`${rowClass} w-full text-left`}>
        <RowFace {...props} />
      </button>
    </li>
  )
}

const rowClass =
  'flex min-h-16 cursor-pointer items-center gap-3 px-4 py-2 transition-colors duration-150 hover:bg-sunken/60 focus-visible:-outline-offset-2 md:px-5'

function RowFace({ icon: Icon, label, detail, waiting = 0, waitingTone }: SettingsRowProps) {
  return (
    <>
      <span className="grid size-10 shrink-0 place-items-center rounded-full bg-sunken text-ink-2">
        <Icon size={20} aria-hidden />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{label}</span>
        {detail && <span className="tnum block text-sm text-ink-3">{detail}</span>}
      </span>
      {waiting > 0 && (
        <span aria-hidden>
          <CountBadge count={waiting} label="" tone={waitingTone} />
        </span>
      )}
      <ChevronRight size={18} className="shrink-0 text-ink-3" aria-hidden />
    </>
  )
}
