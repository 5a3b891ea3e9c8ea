import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export type BadgeTone = 'neutral' | 'jade' | 'danger' | 'amber' | 'plum'

/** A small word about a thing. Vermilion: overdue, danger. Amber: offline, soon. Plum: birthday, vip. */
export function Badge(props: {
  children: ReactNode
  tone?: BadgeTone | undefined
  icon?: LucideIcon | undefined
}) {
  const Icon = props.icon
  return (
    <span data-badge className={badgeClass(props.tone ?? 'neutral')}>
      {Icon && <Icon size={14} className="shrink-0" aria-hidden />}
      <span className="tnum min-w-0 truncate">{props.children}</span>
    </span>
  )
}

/** How a badge looks, for rows that are painted. */
export function badgeClass(tone: BadgeTone): string {
  return `inline-flex min-h-6 max-w-full items-center gap-1 rounded-sm px-2 py-0.5 text-xs font-medium ${toneClass[tone]}`
}

/** A number on an icon or a tab; `label` is read aloud instead of it. Above 99 it says 99+. */
export function CountBadge(props: {
  count: number
  label: string
  tone?: 'danger' | 'jade' | undefined
}) {
  if (props.count <= 0) return null
  return (
    <span
      className={`tnum inline-flex h-5 min-w-5 items-center justify-center rounded-full px-1.5 text-xs font-semibold ${props.tone === 'jade' ? 'bg-primary text-on-primary' : 'bg-danger text-on-danger'}`}
    >
      <span aria-hidden>{props.count > 99 ? '99+' : props.count}</span>
      <span className="sr-only">{props.label}</span>
    </span>
  )
}

const toneClass: Record<BadgeTone, string> = {
  neutral: 'bg-sunken text-ink-2',
  jade: 'bg-primary-soft text-on-primary-soft',
  danger: 'bg-danger-soft text-on-danger-soft',
  amber: 'bg-warn-soft text-on-warn-soft',
  plum: 'bg-plum-soft text-on-plum-soft',
}
