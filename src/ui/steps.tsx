/** Where one is in a form of several pages. `current` counts from 0. */
export function Steps(props: {
  label: string
  steps: readonly { id: string; label: string }[]
  current: number
}) {
  return (
    <ol aria-label={props.label} className="flex gap-2">
      {props.steps.map((step, index) => {
        const here = index === props.current
        return (
          <li key={step.id} aria-current={here ? 'step' : undefined} className="min-w-0 flex-1">
            <span
              className={`block h-1 rounded-full ${index <= props.current ? 'bg-primary' : 'bg-line'}`}
            />
            <span
              className={`mt-1.5 block text-sm wrap-anywhere ${here ? 'font-semibold' : 'text-ink-3'}`}
            >
              <span className="tnum">{index + 1}</span> {step.label}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
