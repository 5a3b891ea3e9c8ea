import { useId } from 'react'

/** How far a piece of work is. `value` of `max` (100 when left out). */
export function ProgressBar(props: {
  label: string
  value: number
  max?: number | undefined
  /** Shown at the end of the line and read aloud: “1,200 / 5,000”. */
  valueText?: string | undefined
  hideLabel?: boolean | undefined
}) {
  const id = useId()
  const max = props.max ?? 100
  const part = max > 0 ? Math.min(Math.max(props.value / max, 0), 1) : 0
  const text = props.valueText ?? `${Math.round(part * 100)}%`
  return (
    <div className="relative min-w-0">
      <div className={props.hideLabel ? 'sr-only' : 'mb-1.5 flex justify-between gap-4 text-sm'}>
        <span id={id} className="min-w-0 text-ink-2 wrap-anywhere">
          {props.label}
        </span>
        <span className="tnum shrink-0 text-ink-3">{text}</span>
      </div>
      <progress
        aria-labelledby={id}
        max={Math.max(max, 1)}
        value={part * Math.max(max, 1)}
        className="sr-only"
      >
        {text}
      </progress>
      <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-track">
        <div
          className="h-full rounded-full bg-primary transition-[width] duration-200"
          style={{ width: `${part * 100}%` }}
        />
      </div>
    </div>
  )
}
