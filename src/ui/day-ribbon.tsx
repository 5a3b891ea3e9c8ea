export interface RibbonDot {
  id: string
  /** Minutes since midnight. */
  at: number
  state: 'todo' | 'overdue' | 'done'
  label: string
}

export interface DayRibbonProps {
  /** Working hours in minutes since midnight: 510 is 08:30. */
  startMinutes: number
  endMinutes: number
  /** `null` for a day that is not today. */
  nowMinutes: number | null
  dots: readonly RibbonDot[]
  /** The whole picture in one sentence, for screen readers. */
  summaryLabel: string
}

/** The working day as a ribbon: what is behind, what is ahead, and where one stands. */
export function DayRibbon(props: DayRibbonProps) {
  const { startMinutes: start, endMinutes: end, nowMinutes: now } = props
  // What lies outside of working hours stands at the edge, not outside of the picture.
  const place = (minutes: number) =>
    `${((Math.min(Math.max(minutes, start), end) - start) / Math.max(end - start, 1)) * 100}%`
  const dots = props.dots.toSorted((a, b) => order[a.state] - order[b.state])
  return (
    <div className="relative">
      <p className="sr-only">{props.summaryLabel}</p>
      <div aria-hidden className="ribbon tnum">
        <div className="ribbon-track">
          {now !== null && <div className="ribbon-past" style={{ width: place(now) }} />}
        </div>
        {hours(start, end).map((minutes) => (
          <span key={minutes} className="ribbon-hour" style={{ left: place(minutes) }}>
            {clock(minutes)}
          </span>
        ))}
        {now !== null && (
          <span
            className="ribbon-now"
            style={{ left: place(now) }}
            data-outside={now < start || now > end || undefined}
          >
            <span className="ribbon-time" data-edge={edge(now, start, end)}>
              {clock(now)}
            </span>
          </span>
        )}
        {dots.map((dot) => (
          <span
            key={dot.id}
            title={`${clock(dot.at)} ${dot.label}`}
            className={`ribbon-dot is-${dot.state}`}
            style={{ left: place(dot.at) }}
          />
        ))}
      </div>
    </div>
  )
}

// The last one painted lies on top: what is late must not hide below what is done.
const order = { done: 0, todo: 1, overdue: 2 }

/** Full hours, every second one, away from the very edges so that the figures fit. */
function hours(start: number, end: number): number[] {
  const first = Math.ceil((start + 15) / 60) * 60
  const last = end - 15
  const step = end - start > 14 * 60 ? 240 : 120
  return Array.from({ length: 13 }, (_, index) => first + index * step).filter(
    (minutes) => minutes <= last,
  )
}

function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

/** Near an edge the figures of the now-marker lean inwards. */
function edge(now: number, start: number, end: number): 'start' | 'end' | undefined {
  const part = (now - start) / Math.max(end - start, 1)
  if (part < 0.06) return 'start'
  return part > 0.94 ? 'end' : undefined
}
