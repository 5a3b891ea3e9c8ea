import { CircleAlert } from 'lucide-react'
import { useId, type ReactNode, type Ref } from 'react'

/** What every field takes; `value` to `ref` are the `field` of a react-hook-form `Controller`. */
export interface FieldProps<Value, Element = HTMLInputElement> {
  label: string
  value: Value | null | undefined
  onChange: (value: Value) => void
  onBlur?: (() => void) | undefined
  name?: string | undefined
  ref?: Ref<Element> | undefined
  description?: ReactNode
  error?: string | undefined
  required?: boolean | undefined
  disabled?: boolean | undefined
  /** The label stays for screen readers. */
  hideLabel?: boolean | undefined
}

export interface FieldIds {
  control: string
  label: string
  description: string
  error: string
  /** For `aria-describedby`: only the parts that are on screen. */
  describedBy: string | undefined
}

/** Ids that tie a control to its label, description and error. */
export function useFieldIds(field: {
  description?: ReactNode
  error?: string | undefined
}): FieldIds {
  const id = useId()
  const description = `${id}description`
  const error = `${id}error`
  const shown = [field.description ? description : null, field.error ? error : null]
  return {
    control: `${id}control`,
    label: `${id}label`,
    description,
    error,
    describedBy: shown.filter(Boolean).join(' ') || undefined,
  }
}

interface FormFieldProps {
  ids: FieldIds
  label: string
  name?: string | undefined
  required?: boolean | undefined
  hideLabel?: boolean | undefined
  description?: ReactNode
  error?: string | undefined
  /** A group of radios or checkboxes is named by its legend, not by a `for`. */
  group?: boolean | undefined
  /** Beside the error, at the end of the line. */
  counter?: ReactNode
  children: ReactNode
}

/** Label above, control, then description and error; `data-field` lets the error summary find it. */
export function FormField(props: FormFieldProps) {
  const labelClass = props.hideLabel ? 'sr-only' : fieldLabelClass
  const text = (
    <>
      {props.label}
      <RequiredMark on={props.required} />
    </>
  )
  return (
    <div data-field={props.name} className="min-w-0">
      {props.group ? (
        <span id={props.ids.label} className={labelClass}>
          {text}
        </span>
      ) : (
        <label id={props.ids.label} htmlFor={props.ids.control} className={labelClass}>
          {text}
        </label>
      )}
      {props.children}
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <FieldDescription id={props.ids.description} text={props.description} />
          <FieldError id={props.ids.error} text={props.error} />
        </div>
        {props.counter}
      </div>
    </div>
  )
}

export const fieldLabelClass = 'mb-1.5 block text-sm font-medium text-ink-2 wrap-anywhere'

/** The star is for the eye; the control itself carries `aria-required`. */
export function RequiredMark(props: { on: boolean | undefined }) {
  if (!props.on) return null
  return (
    <span className="ml-0.5 text-danger" aria-hidden>
      *
    </span>
  )
}

export function FieldDescription(props: { id: string; text: ReactNode }) {
  if (!props.text) return null
  return (
    <p id={props.id} className="mt-1.5 text-sm text-ink-3">
      {props.text}
    </p>
  )
}

/** An icon beside the words: colour alone would not be enough. */
export function FieldError(props: { id: string; text: string | undefined }) {
  if (!props.text) return null
  return (
    <p id={props.id} className="mt-1.5 flex items-start gap-1.5 text-sm text-danger">
      <CircleAlert size={16} className="mt-0.5 shrink-0" aria-hidden />
      <span className="min-w-0 wrap-anywhere">{props.text}</span>
    </p>
  )
}
