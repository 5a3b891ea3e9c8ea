import type { ReactNode } from 'react'

/** One short answer of the briefing, with what it answers. */
export function BriefingFact(props: { label: string; children: ReactNode }) {
  return (
    <div className="flex items-start gap-3 py-2.5">
      <span className="w-16 shrink-0 text-sm leading-6 text-ink-3">{props.label}</span>
      <div className="min-w-0 flex-1 wrap-anywhere">{props.children}</div>
    </div>
  )
}
