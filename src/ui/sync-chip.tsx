import { CircleAlert, CloudCheck, CloudOff, CloudUpload, type LucideIcon } from 'lucide-react'

export type SyncTone = 'ok' | 'pending' | 'offline' | 'attention'

/** Always in the same place; opens the ledger. `compact` leaves the words to screen readers. */
export function SyncChip(props: {
  tone: SyncTone
  text: string
  onPress: () => void
  compact?: boolean | undefined
}) {
  const Icon = icons[props.tone]
  return (
    <button
      type="button"
      onClick={props.onPress}
      title={props.text}
      className="group inline-flex min-h-11 max-w-full min-w-11 cursor-pointer items-center justify-center rounded-full select-none"
    >
      <span
        className={`inline-flex min-h-8 min-w-0 items-center gap-1.5 rounded-full text-sm font-medium transition-colors duration-150 ${props.compact ? 'px-2' : 'px-3'} ${toneClass[props.tone]}`}
      >
        <Icon size={18} className="shrink-0" aria-hidden />
        <span className={props.compact ? 'sr-only' : 'tnum min-w-0 truncate'}>{props.text}</span>
      </span>
    </button>
  )
}

const icons: Record<SyncTone, LucideIcon> = {
  ok: CloudCheck,
  pending: CloudUpload,
  offline: CloudOff,
  attention: CircleAlert,
}

const toneClass: Record<SyncTone, string> = {
  ok: 'text-ink-3 group-hover:bg-sunken group-hover:text-ink-2',
  pending: 'bg-sunken text-ink-2 group-hover:text-ink',
  offline: 'bg-warn-soft text-on-warn-soft',
  attention: 'bg-danger-soft text-on-danger-soft',
}
