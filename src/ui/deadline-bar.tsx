import type { ReactNode } from 'react'

export type DeadlineLevel = 'calm' | 'soon' | 'late'

export interface DeadlineBarProps {
  /** Days (or hours) gone and granted, in the same unit. */
  used: number
  total: number
  level: DeadlineLevel
  /** What is left, the loudest word: “剩 7 小时”. */
  label: string
  title?: ReactNode
  /** The quiet line below: at its start and at its end. */
  start?: ReactNode
  end?: ReactNode
}

/** How much of a time limit is gone. */
export function DeadlineBar(props: DeadlineBarProps) {
  const part = props.total > 0 ? Math.min(Math.max(props.used / props.total, 0), 1) : 1
  return (
    <div className="relative min-w-0">
      <div className="flex items-baseline gap-3">
        <div className="clamp-2 min-w-0 flex-1 wrap-anywhere">{props.title}</div>
        <div className={`tnum shrink-0 font-semibold ${textClass[props.level]}`}>{props.label}</div>
      </div>
      <meter
        aria-label={props.label}
        min={0}
        max={Math.max(props.total, 1)}
        value={Math.max(props.used, 0)}
        className="sr-only"
      />
      <div aria-hidden className="mt-1.5 h-1.5 overflow-hidden rounded-full bg-track">
        <div
          className={`h-full min-w-1.5 rounded-full ${barClass[props.level]}`}
          style={{ width: `${part * 100}%` }}
        />
      </div>
      {(props.start || props.end) && (
        <div className="mt-1.5 flex flex-wrap justify-between gap-x-4 text-sm text-ink-3">
          <span className="min-w-0 wrap-anywhere">{props.start}</span>
          <span className="min-w-0 wrap-anywhere">{props.end}</span>
        </div>
      )}
    </div>
  )
}

const textClass = { calm: 'text-ink', soon: 'text-warn', late: 'text-danger' }
const barClass = { calm: 'bg-primary', soon: 'bg-warn-bar', late: 'bg-danger' }
