import { Check, ChevronDown } from 'lucide-react'
import type { Ref } from 'react'
import { Button } from 'react-aria-components/Button'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select'
import { Text } from 'react-aria-components/Text'
import {
  FieldError,
  fieldLabelClass,
  RequiredMark,
  useFieldIds,
  type FieldProps,
} from './form-field.tsx'
import { FieldOverlay } from './field-overlay.tsx'
import { usePhone } from './media.ts'
import type { Option } from './option.ts'

export interface SelectProps<Value extends string> extends FieldProps<
  Value | '',
  HTMLButtonElement
> {
  options: readonly Option<Value>[]
  placeholder: string
  /** Adds a first choice that gives `''`. */
  noneLabel?: string | undefined
}

/** One of many: a popover from tablet up, a sheet from below on phones. */
export function Select<Value extends string>({ ref, ...props }: SelectProps<Value>) {
  const ids = useFieldIds(props)
  const phone = usePhone()
  const rows: readonly Option[] = props.noneLabel
    ? [{ value: NONE, label: props.noneLabel }, ...props.options]
    : props.options
  const choose = (key: unknown) => {
    const chosen = props.options.find((option) => option.value === key)
    props.onChange(chosen ? chosen.value : '')
  }
  return (
    <AriaSelect
      data-field={props.name}
      name={props.name ?? ''}
      // VA1: as in text-area.tsx; it holds for the native select behind this one.
      autoComplete="off"
      value={props.value || null}
      onChange={choose}
      {...(props.onBlur ? { onBlur: props.onBlur } : {})}
      isRequired={props.required ?? false}
      isDisabled={props.disabled ?? false}
      isInvalid={Boolean(props.error)}
      validationBehavior="aria"
      placeholder={props.placeholder}
      className="min-w-0"
    >
      <Label className={props.hideLabel ? 'sr-only' : fieldLabelClass}>
        {props.label}
        <RequiredMark on={props.required} />
      </Label>
      <Trigger ref={ref} invalid={Boolean(props.error)} />
      {props.description && (
        <Text slot="description" className="mt-1.5 block text-sm text-ink-3">
          {props.description}
        </Text>
      )}
      {props.error && (
        <Text slot="errorMessage">
          <FieldError id={ids.error} text={props.error} />
        </Text>
      )}
      <FieldOverlay title={props.label}>
        <ListBox
          className="p-1.5 outline-none"
          items={rows.map((row) => ({ ...row, id: row.value }))}
          // A popover lets one press, drag and let go. A sheet rises under the pointer: letting go of
          // the press that opened it must not choose what happens to lie there.
          shouldFocusOnHover={!phone}
        >
          {(row) => <Choice option={row} />}
        </ListBox>
      </FieldOverlay>
    </AriaSelect>
  )
}

const NONE = '\u0000none'

function Trigger({ ref, invalid }: { ref: Ref<HTMLButtonElement> | undefined; invalid: boolean }) {
  return (
    <Button
      {...(ref ? { ref } : {})}
      className="control-box cursor-pointer text-left"
      data-invalid={invalid || undefined}
    >
      <SelectValue className="min-w-0 flex-1 truncate py-2 data-placeholder:text-ink-3">
        {({ selectedText, isPlaceholder, defaultChildren }) =>
          isPlaceholder ? defaultChildren : selectedText
        }
      </SelectValue>
      <ChevronDown size={20} className="-mr-0.5 shrink-0 text-ink-3" aria-hidden />
    </Button>
  )
}

/** A row of a list of choices; the tick says it, not colour alone. */
export function Choice(props: { option: Option }) {
  return (
    <ListBoxItem
      id={props.option.value}
      textValue={props.option.label}
      isDisabled={props.option.disabled ?? false}
      className={choiceClass}
    >
      {({ isSelected }) => (
        <>
          <span className="min-w-0 flex-1 wrap-anywhere">
            <span>{props.option.label}</span>
            {props.option.description && (
              <span className="block text-sm font-normal text-ink-3">
                {props.option.description}
              </span>
            )}
          </span>
          {isSelected && <Check size={18} strokeWidth={2.4} className="shrink-0" aria-hidden />}
        </>
      )}
    </ListBoxItem>
  )
}

const choiceClass =
  'flex min-h-12 cursor-pointer items-center gap-2 rounded-sm px-3 py-2 text-md outline-none md:min-h-11 md:text-base data-focused:bg-sunken data-selected:font-semibold data-selected:text-primary data-disabled:cursor-not-allowed data-disabled:text-ink-3'
