import { FormField, useFieldIds, type FieldProps } from './form-field.tsx'

export interface TextAreaProps extends FieldProps<string, HTMLTextAreaElement> {
  rows?: number | undefined
  /** Characters allowed; shows a counter. Typing on is possible: the form's rule says what is wrong. */
  max?: number | undefined
  placeholder?: string | undefined
  /** What a screen reader says instead of “12 / 200”. */
  counterLabel?: ((used: number, max: number) => string) | undefined
}

/** Several lines of text; grows with its content where the engine can. */
export function TextArea({ ref, ...props }: TextAreaProps) {
  const ids = useFieldIds(props)
  const rows = props.rows ?? 3
  const used = [...(props.value ?? '')].length
  const counterId = `${ids.control}-counter`
  const describedBy = [ids.describedBy, props.max ? counterId : undefined]
  return (
    <FormField
      ids={ids}
      label={props.label}
      name={props.name}
      required={props.required}
      hideLabel={props.hideLabel}
      description={props.description}
      error={props.error}
      counter={
        props.max !== undefined && (
          <Counter id={counterId} used={used} max={props.max} label={props.counterLabel} />
        )
      }
    >
      <div className="control-box" data-invalid={props.error ? true : undefined}>
        <textarea
          ref={ref}
          id={ids.control}
          name={props.name}
          rows={rows}
          // VA1: what may be completed is also written into the browser's session file, in the clear.
          autoComplete="off"
          // A field that grows with its content would start with one line whatever `rows` says.
          style={{ minHeight: `${rows * 24 + 24}px` }}
          placeholder={props.placeholder}
          disabled={props.disabled}
          value={props.value ?? ''}
          onChange={(event) => props.onChange(event.target.value)}
          onBlur={props.onBlur}
          aria-required={props.required || undefined}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={describedBy.filter(Boolean).join(' ') || undefined}
          className="control-input field-sizing-content max-h-80 resize-y py-3"
        />
      </div>
    </FormField>
  )
}

function Counter(props: {
  id: string
  used: number
  max: number
  label: ((used: number, max: number) => string) | undefined
}) {
  const over = props.used > props.max
  return (
    <span
      id={props.id}
      className={`tnum mt-1.5 shrink-0 text-sm ${over ? 'font-semibold text-danger' : 'text-ink-3'}`}
    >
      <span aria-hidden={props.label ? true : undefined}>
        {props.used} / {props.max}
      </span>
      {props.label && <span className="sr-only">{props.label(props.used, props.max)}</span>}
    </span>
  )
}
