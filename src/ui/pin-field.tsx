import { FormField, useFieldIds, type FieldProps } from './form-field.tsx'

export interface PinFieldProps extends FieldProps<string> {
  length: number
  autoFocus?: boolean | undefined
}

/**
 * A few digits that nobody should read over a shoulder. Not a password field: the browser must not offer to keep what is
 * meant to be gone with the page.
 */
export function PinField({ ref, ...props }: PinFieldProps) {
  const ids = useFieldIds(props)
  return (
    <FormField
      ids={ids}
      label={props.label}
      name={props.name}
      required={props.required}
      hideLabel={props.hideLabel}
      description={props.description}
      error={props.error}
    >
      <div className="control-box" data-invalid={props.error ? true : undefined}>
        <input
          ref={ref}
          id={ids.control}
          name={props.name}
          type="text"
          inputMode="numeric"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          data-1p-ignore
          data-lpignore="true"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the caller decides, e.g. the lock screen
          autoFocus={props.autoFocus}
          disabled={props.disabled}
          value={props.value ?? ''}
          onChange={(event) => props.onChange(digitsOf(event.target.value).slice(0, props.length))}
          onBlur={props.onBlur}
          aria-required={props.required || undefined}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={ids.describedBy}
          className="control-input pin-input"
        />
      </div>
    </FormField>
  )
}

/** Keyboards of Chinese input methods may give full-width digits. */
function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '')
}
