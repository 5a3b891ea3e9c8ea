import { FieldError, useFieldIds, type FieldProps } from './form-field.tsx'

export type SwitchProps = FieldProps<boolean>

/** Takes effect at once, without a save button; label and description at the left. */
export function Switch({ ref, ...props }: SwitchProps) {
  const ids = useFieldIds(props)
  return (
    <div data-field={props.name} className="min-w-0">
      <div
        className={`relative flex min-h-12 items-center gap-4 md:min-h-11 ${props.disabled ? 'text-ink-3' : ''}`}
      >
        <span className={props.hideLabel ? 'sr-only' : 'min-w-0 flex-1'}>
          <label
            htmlFor={ids.control}
            className="block cursor-pointer font-medium wrap-anywhere before:absolute before:inset-0"
          >
            {props.label}
          </label>
          {props.description && (
            <span id={ids.description} className="block text-sm text-ink-3">
              {props.description}
            </span>
          )}
        </span>
        <input
          ref={ref}
          id={ids.control}
          type="checkbox"
          autoComplete="off"
          role="switch"
          aria-checked={props.value ?? false}
          name={props.name}
          checked={props.value ?? false}
          disabled={props.disabled}
          onChange={(event) => props.onChange(event.target.checked)}
          onBlur={props.onBlur}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={ids.describedBy}
          className="switch-track"
        />
      </div>
      <FieldError id={ids.error} text={props.error} />
    </div>
  )
}
