import { Eye, EyeOff } from 'lucide-react'
import { useState, type HTMLInputAutoCompleteAttribute, type ReactNode } from 'react'
import { FormField, useFieldIds, type FieldProps } from './form-field.tsx'
import { useUiTexts } from './ui-texts.tsx'

export interface TextFieldProps extends FieldProps<string> {
  type?: 'text' | 'tel' | 'email' | 'password' | 'time' | 'url' | 'number' | undefined
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'url' | undefined
  autoComplete?: HTMLInputAutoCompleteAttribute | undefined
  placeholder?: string | undefined
  maxLength?: number | undefined
  /** Inside the box, before the text: a currency sign. */
  prefix?: ReactNode
  /** Inside the box, after the text: a unit. */
  suffix?: ReactNode
  autoFocus?: boolean | undefined
  spellCheck?: boolean | undefined
}

/** One line of text. A password gets a button that shows it. */
export function TextField({ ref, ...props }: TextFieldProps) {
  const ids = useFieldIds(props)
  const [shown, setShown] = useState(false)
  const password = props.type === 'password'
  return (
    <FormField ids={ids} {...fieldParts(props)}>
      <div className="control-box" data-invalid={props.error ? true : undefined}>
        {props.prefix && <Affix>{props.prefix}</Affix>}
        <input
          ref={ref}
          id={ids.control}
          name={props.name}
          type={password && shown ? 'text' : (props.type ?? 'text')}
          inputMode={props.inputMode}
          autoComplete={props.autoComplete ?? 'off'}
          placeholder={props.placeholder}
          maxLength={props.maxLength}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the caller decides, e.g. the lock screen
          autoFocus={props.autoFocus}
          spellCheck={props.spellCheck ?? false}
          disabled={props.disabled}
          value={props.value ?? ''}
          onChange={(event) => props.onChange(event.target.value)}
          onBlur={props.onBlur}
          aria-required={props.required || undefined}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={ids.describedBy}
          className="control-input"
        />
        {props.suffix && <Affix>{props.suffix}</Affix>}
        {password && <RevealButton shown={shown} onPress={() => setShown(!shown)} />}
      </div>
    </FormField>
  )
}

function Affix(props: { children: ReactNode }) {
  return <span className="shrink-0 text-base text-ink-3">{props.children}</span>
}

function RevealButton(props: { shown: boolean; onPress: () => void }) {
  const texts = useUiTexts()
  const label = props.shown ? texts.hidePassword : texts.showPassword
  const Icon = props.shown ? EyeOff : Eye
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={props.onPress}
      className="-mr-3 grid size-11 shrink-0 cursor-pointer place-items-center rounded-sm text-ink-2 hover:text-ink"
    >
      <Icon size={20} aria-hidden />
    </button>
  )
}

function fieldParts(props: TextFieldProps) {
  const { label, name, required, hideLabel, description, error } = props
  return { label, name, required, hideLabel, description, error }
}
