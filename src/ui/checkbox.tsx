import { Check } from 'lucide-react'
import {
  FieldDescription,
  FieldError,
  RequiredMark,
  useFieldIds,
  type FieldProps,
} from './form-field.tsx'

export type CheckboxProps = FieldProps<boolean>

/** A native checkbox, 44 px to hit. With `hideLabel` it is the tick of a row. */
export function Checkbox({ ref, ...props }: CheckboxProps) {
  const ids = useFieldIds(props)
  return (
    <div data-field={props.name} className="min-w-0">
      <label
        className={`relative flex min-h-11 min-w-11 items-center gap-3 ${props.hideLabel ? 'justify-center' : ''} ${props.disabled ? 'cursor-not-allowed text-ink-3' : 'cursor-pointer'}`}
      >
        <input
          ref={ref}
          type="checkbox"
          autoComplete="off"
          name={props.name}
          checked={props.value ?? false}
          disabled={props.disabled}
          onChange={(event) => props.onChange(event.target.checked)}
          onBlur={props.onBlur}
          aria-label={props.hideLabel ? props.label : undefined}
          aria-required={props.required || undefined}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={ids.describedBy}
          className="peer sr-only"
        />
        <span
          className={`${boxClass} ${props.error ? 'border-danger' : 'border-line-strong'}`}
          aria-hidden
        >
          <Check size={16} strokeWidth={3.2} />
        </span>
        {!props.hideLabel && (
          <span className="min-w-0 py-2 wrap-anywhere">
            {props.label}
            <RequiredMark on={props.required} />
          </span>
        )}
      </label>
      {(props.description || props.error) && (
        <div className="-mt-1 pl-9">
          <FieldDescription id={ids.description} text={props.description} />
          <FieldError id={ids.error} text={props.error} />
        </div>
      )}
    </div>
  )
}

const boxClass =
  'grid size-6 shrink-0 place-items-center rounded-sm border-2 bg-surface text-transparent transition-colors duration-150 peer-checked:border-primary peer-checked:bg-primary peer-checked:text-on-primary peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-primary peer-disabled:border-line peer-disabled:bg-sunken peer-checked:peer-disabled:text-ink-3'
