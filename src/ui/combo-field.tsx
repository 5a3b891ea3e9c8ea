import { ChevronDown } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { ComboBox } from 'react-aria-components/ComboBox'
import { Group } from 'react-aria-components/Group'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Text } from 'react-aria-components/Text'
import {
  FieldError,
  fieldLabelClass,
  RequiredMark,
  useFieldIds,
  type FieldProps,
} from './form-field.tsx'
import type { Option } from './option.ts'
import { Choice } from './select.tsx'
import { useUiTexts } from './ui-texts.tsx'

export interface ComboFieldProps<Value extends string> extends FieldProps<Value | ''> {
  /** What fits `query`, found by the caller; at most some dozens. */
  options: readonly Option<Value>[]
  /** The text in the box. */
  query: string
  onQuery: (text: string) => void
  placeholder?: string | undefined
  emptyText?: string | undefined
  /** For a box that somebody asked for a moment ago. */
  autoFocus?: boolean | undefined
}

/** Type to find one of very many, for instance a client. */
export function ComboField<Value extends string>({ ref, ...props }: ComboFieldProps<Value>) {
  const ids = useFieldIds(props)
  const texts = useUiTexts()
  return (
    <ComboBox
      data-field={props.name}
      value={props.value || null}
      onChange={(key) => {
        const chosen = props.options.find((option) => option.value === key)
        props.onChange(chosen ? chosen.value : '')
      }}
      inputValue={props.query}
      onInputChange={props.onQuery}
      {...(props.onBlur ? { onBlur: props.onBlur } : {})}
      items={props.options.map((option) => ({ ...option, id: option.value }))}
      isRequired={props.required ?? false}
      isDisabled={props.disabled ?? false}
      isInvalid={Boolean(props.error)}
      validationBehavior="aria"
      // Nothing is said of matches before anything was typed.
      menuTrigger={props.options.length > 0 ? 'focus' : 'input'}
      autoFocus={props.autoFocus ?? false}
      allowsEmptyCollection
      className="min-w-0"
    >
      <Label className={props.hideLabel ? 'sr-only' : fieldLabelClass}>
        {props.label}
        <RequiredMark on={props.required} />
      </Label>
      <Group
        ref={props.autoFocus ? showWithRoom : undefined}
        className="control-box scroll-mb-64 pr-1!"
        data-invalid={props.error ? true : undefined}
      >
        <Input
          {...(ref ? { ref } : {})}
          placeholder={props.placeholder ?? ''}
          className="control-input"
        />
        <Button className="grid size-10 shrink-0 cursor-pointer place-items-center rounded-sm text-ink-3">
          <ChevronDown size={20} aria-hidden />
        </Button>
      </Group>
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
      <Popover className="anim-fade w-(--trigger-width) overflow-auto overscroll-contain rounded-md border border-line bg-surface shadow-float outline-none">
        <ListBox
          className="p-1.5 outline-none"
          renderEmptyState={() => (
            <div className="px-3 py-3 text-sm text-ink-3">{props.emptyText ?? texts.noMatches}</div>
          )}
        >
          {(option: Option) => <Choice option={option} />}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}

/** There is room below the box for what it finds. */
function showWithRoom(box: HTMLElement | null): void {
  box?.scrollIntoView({ block: 'nearest' })
}
