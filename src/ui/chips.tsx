import { Check, type LucideIcon } from 'lucide-react'
import { useLayoutEffect, useRef, type ReactNode, type Ref } from 'react'
import { FormField, useFieldIds, type FieldIds, type FieldProps } from './form-field.tsx'
import type { Option } from './option.ts'

type ChipLayout = 'wrap' | 'scroll'

export interface ChoiceChipsProps<Value extends string> extends FieldProps<Value> {
  options: readonly Option<Value>[]
  /** `scroll`: one line that scrolls sideways, for filters above a list. */
  layout?: ChipLayout | undefined
}

/** One of a few: native radios. */
export function ChoiceChips<Value extends string>({ ref, ...props }: ChoiceChipsProps<Value>) {
  const ids = useFieldIds(props)
  const chosen = props.options.findIndex((option) => option.value === props.value)
  return (
    <ChipField {...props} ids={ids} single>
      {props.options.map((option, index) => (
        <label key={option.value} className={chipClass}>
          <input
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
          <ChipText option={option} />
        </label>
      ))}
    </ChipField>
  )
}

export interface MultiChipsProps<Value extends string> extends FieldProps<Value[]> {
  options: readonly Option<Value>[]
  layout?: ChipLayout | undefined
}

/** Any of a few: native checkboxes; the answer keeps the order of the options. */
export function MultiChips<Value extends string>({ ref, ...props }: MultiChipsProps<Value>) {
  const ids = useFieldIds(props)
  const chosen = props.value ?? []
  const toggle = (value: Value, on: boolean) =>
    props.onChange(
      props.options
        .map((option) => option.value)
        .filter((each) => (each === value ? on : chosen.includes(each))),
    )
  return (
    <ChipField {...props} ids={ids}>
      {props.options.map((option, index) => (
        <label key={option.value} className={chipClass}>
          <input
            ref={index === 0 ? ref : undefined}
            type="checkbox"
            autoComplete="off"
            name={props.name ?? ids.control}
            value={option.value}
            checked={chosen.includes(option.value)}
            disabled={props.disabled || option.disabled}
            onChange={(event) => toggle(option.value, event.target.checked)}
            onBlur={props.onBlur}
            className="peer sr-only"
          />
          <Check
            size={16}
            strokeWidth={2.6}
            className="-ml-1 hidden shrink-0 peer-checked:block"
            aria-hidden
          />
          <ChipText option={option} />
        </label>
      ))}
    </ChipField>
  )
}

/** A filter that is on or off by itself. */
export function FilterChip({
  ref,
  ...props
}: {
  label: string
  pressed: boolean
  onPress: () => void
  icon?: LucideIcon | undefined
  count?: number | undefined
  ref?: Ref<HTMLButtonElement> | undefined
}) {
  const Icon = props.icon
  return (
    <button
      ref={ref}
      type="button"
      aria-pressed={props.pressed}
      onClick={props.onPress}
      className={chipClass}
    >
      {Icon && <Icon size={16} className="shrink-0" aria-hidden />}
      <ChipText option={{ value: '', label: props.label, count: props.count }} />
    </button>
  )
}

function ChipField(
  props: Omit<FieldProps<never>, 'value' | 'onChange' | 'ref'> & {
    ids: FieldIds
    single?: boolean
    layout?: ChipLayout | undefined
    children: ReactNode
  },
) {
  const row = useRef<HTMLFieldSetElement>(null)
  // What is chosen already must not lie beyond the edge.
  useLayoutEffect(() => centreChosen(row.current), [])
  return (
    <FormField
      ids={props.ids}
      group
      label={props.label}
      name={props.name}
      required={props.required}
      hideLabel={props.hideLabel}
      description={props.description}
      error={props.error}
    >
      <fieldset
        ref={row}
        role={props.single ? 'radiogroup' : undefined}
        aria-labelledby={props.ids.label}
        aria-describedby={props.ids.describedBy}
        {...(props.single
          ? {
              'aria-required': props.required || undefined,
              'aria-invalid': props.error ? true : undefined,
            }
          : {})}
        className={
          props.layout === 'scroll'
            ? // Bleeds to the edges of a phone, so that a cut chip says there is more.
              'no-scrollbar -mx-4 min-w-0 flex gap-2 overflow-x-auto overscroll-x-contain px-4 py-1 md:-mx-1 md:px-1'
            : 'flex min-w-0 flex-wrap gap-2'
        }
      >
        {props.children}
      </fieldset>
    </FormField>
  )
}

function centreChosen(row: HTMLElement | null): void {
  const chip = row?.querySelector(':checked')?.parentElement
  if (!row || !chip) return
  const [outer, inner] = [row.getBoundingClientRect(), chip.getBoundingClientRect()]
  row.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2
}

function ChipText(props: { option: Option }) {
  return (
    <>
      <span className="min-w-0 truncate">{props.option.label}</span>
      {props.option.count !== undefined && (
        <span className="tnum text-sm font-normal">{props.option.count}</span>
      )}
    </>
  )
}

const chipClass =
  'relative inline-flex min-h-11 max-w-full shrink-0 cursor-pointer items-center gap-1.5 rounded-full border border-line-strong bg-surface px-4 text-base text-ink-2 transition-colors duration-150 select-none hover:border-ink-3 hover:text-ink md:min-h-10 has-checked:border-primary has-checked:bg-primary-soft has-checked:font-semibold has-checked:text-on-primary-soft aria-pressed:border-primary aria-pressed:bg-primary-soft aria-pressed:font-semibold aria-pressed:text-on-primary-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-primary has-disabled:cursor-not-allowed has-disabled:border-line has-disabled:text-ink-3'
