import { FormField, useFieldIds, type FieldProps } from './form-field.tsx'
import type { Option } from './option.ts'

export interface SegmentedProps<Value extends string> extends FieldProps<Value> {
  options: readonly Option<Value>[]
}

/** Two to four short choices side by side: native radios, so arrow keys work by themselves. */
export function Segmented<Value extends string>({ ref, ...props }: SegmentedProps<Value>) {
  const ids = useFieldIds(props)
  const chosen = props.options.findIndex((option) => option.value === props.value)
  return (
    <FormField
      ids={ids}
      group
      label={props.label}
      name={props.name}
      required={props.required}
      hideLabel={props.hideLabel}
      description={props.description}
      error={props.error}
    >
      <div
        role="radiogroup"
        aria-labelledby={ids.label}
        aria-describedby={ids.describedBy}
        aria-required={props.required || undefined}
        aria-invalid={props.error ? true : undefined}
        className={`grid gap-1 rounded-md bg-sunken p-1 ${columns(props.options.length)} ${props.error ? 'outline-2 -outline-offset-1 outline-danger' : ''}`}
      >
        {props.options.map((option, index) => (
          <label key={option.value} className={segmentClass}>
            <input
              // The form focuses the chosen radio, or the first when none is chosen.
              ref={index === Math.max(chosen, 0) ? ref : undefined}
              type="radio"
              autoComplete="off"
              name={props.name ?? ids.control}
              value={option.value}
              checked={option.value === props.value}
              disabled={props.disabled || option.disabled}
              onChange={() => props.onChange(option.value)}
              onBlur={props.onBlur}
              className="sr-only"
            />
            <span className="min-w-0 truncate">{option.label}</span>
          </label>
        ))}
      </div>
    </FormField>
  )
}

// `relative` keeps the hidden radio in its segment: focus must not scroll the page elsewhere.
const segmentClass =
  'relative flex min-h-11 min-w-0 cursor-pointer items-center justify-center rounded-sm px-2 text-base text-ink-2 transition-colors duration-150 hover:text-ink md:min-h-9 has-checked:bg-raised has-checked:font-semibold has-checked:text-ink has-checked:shadow-[0_1px_2px_rgb(0_0_0/.14)] has-focus-visible:outline-2 has-focus-visible:outline-primary has-disabled:cursor-not-allowed has-disabled:text-ink-3'

/** Four do not fit side by side on a phone. */
function columns(count: number): string {
  if (count === 2) return 'grid-cols-2'
  if (count === 3) return 'grid-cols-3'
  return 'grid-cols-2 md:grid-cols-4'
}
