import { parseDate, type CalendarDate } from '@internationalized/date'
import { CalendarDays, X } from 'lucide-react'
import { useImperativeHandle, useRef } from 'react'
import { Button } from 'react-aria-components/Button'
import { DateInput, DateSegment } from 'react-aria-components/DateField'
import { DatePicker } from 'react-aria-components/DatePicker'
import { Group } from 'react-aria-components/Group'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { DateCalendar } from './date-calendar.tsx'
import {
  FieldError,
  fieldLabelClass,
  RequiredMark,
  useFieldIds,
  type FieldProps,
} from './form-field.tsx'
import { useUiTexts } from './ui-texts.tsx'

/** What a form needs of the field: its first part takes the focus. */
export interface DateFieldHandle {
  focus: () => void
}

export interface DateFieldProps extends FieldProps<string, DateFieldHandle> {
  /** First and last day that may be chosen, ISO `YYYY-MM-DD`. */
  min?: string | undefined
  max?: string | undefined
}

/** A civil date as ISO `YYYY-MM-DD`; `''` while empty or only half typed. */
export function DateField({ ref, ...props }: DateFieldProps) {
  const ids = useFieldIds(props)
  const texts = useUiTexts()
  const box = useRef<HTMLDivElement>(null)
  useImperativeHandle(ref, () => ({ focus: () => firstSegment(box.current)?.focus() }), [])
  const min = civilDate(props.min)
  const max = civilDate(props.max)
  return (
    <DatePicker
      data-field={props.name}
      name={props.name ?? ''}
      // VA1: as in text-area.tsx; it holds for the native date input behind this one.
      autoComplete="off"
      value={civilDate(props.value)}
      onChange={(date) => props.onChange(date ? date.toString() : '')}
      {...(props.onBlur ? { onBlur: props.onBlur } : {})}
      {...(min ? { minValue: min } : {})}
      {...(max ? { maxValue: max } : {})}
      isRequired={props.required ?? false}
      isDisabled={props.disabled ?? false}
      isInvalid={Boolean(props.error)}
      validationBehavior="aria"
      shouldForceLeadingZeros
      className="min-w-0"
    >
      <Label className={props.hideLabel ? 'sr-only' : fieldLabelClass}>
        {props.label}
        <RequiredMark on={props.required} />
      </Label>
      <Group ref={box} className="control-box pr-1!" data-invalid={props.error ? true : undefined}>
        <DateInput className="tnum flex min-w-0 flex-1 items-center whitespace-nowrap">
          {(segment) => <DateSegment segment={segment} className={segmentClass} />}
        </DateInput>
        {props.value && !props.required && !props.disabled && (
          <button
            type="button"
            aria-label={`${texts.clear} ${props.label}`}
            title={texts.clear}
            onClick={() => props.onChange('')}
            className={endButtonClass}
          >
            <X size={18} aria-hidden />
          </button>
        )}
        <Button className={endButtonClass}>
          <CalendarDays size={20} aria-hidden />
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
      <DateCalendar title={props.label} onPick={props.onChange} min={props.min} max={props.max} />
    </DatePicker>
  )
}

const segmentClass =
  'rounded-sm px-0.5 outline-none data-focused:bg-primary data-focused:text-on-primary data-placeholder:text-ink-3 data-placeholder:data-focused:text-on-primary data-[type=literal]:text-ink-3'
const endButtonClass =
  'grid size-10 shrink-0 cursor-pointer place-items-center rounded-sm text-ink-2 hover:bg-sunken hover:text-ink disabled:cursor-not-allowed disabled:text-ink-3'

function firstSegment(box: HTMLElement | null): HTMLElement | null {
  return box?.querySelector<HTMLElement>('[role="spinbutton"]') ?? null
}

/** A draft may hold a date that was never one; the field then starts empty and the form says so. */
function civilDate(iso: string | null | undefined): CalendarDate | null {
  if (!iso || !/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null
  const [year, month, day] = iso.split('-').map(Number)
  // `Date.UTC` takes the year 2, as it stands while 2026 is typed, for 1902.
  const midnight = new Date(0)
  midnight.setUTCFullYear(year!, month! - 1, day)
  const valid = midnight.toISOString().startsWith(iso)
  return valid ? parseDate(iso) : null
}
