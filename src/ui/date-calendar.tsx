import { getLocalTimeZone, today } from '@internationalized/date'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { use, type ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarHeading,
} from 'react-aria-components/Calendar'
import { Dialog, OverlayTriggerStateContext } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { Button } from './button.tsx'
import { iconButtonClass } from './icon-button.tsx'
import { usePhone } from './media.ts'
import { SheetFrame } from './sheet-frame.tsx'
import { useUiTexts } from './ui-texts.tsx'

interface DateCalendarProps {
  title: string
  /** With today, ISO. */
  onPick: (iso: string) => void
  min: string | undefined
  max: string | undefined
}

/** The month view of a date field. */
export function DateCalendar(props: DateCalendarProps) {
  const phone = usePhone()
  const dialog = (
    <Dialog className="safe-b outline-none">
      <Month today={<TodayButton {...props} />} />
    </Dialog>
  )
  if (phone) return <SheetFrame>{dialog}</SheetFrame>
  return (
    <Popover className="anim-fade max-w-[calc(100vw-24px)] overflow-auto rounded-lg border border-line bg-surface shadow-float outline-none">
      {dialog}
    </Popover>
  )
}

function Month(props: { today: ReactNode }) {
  return (
    <Calendar className="mx-auto w-fit max-w-full p-3">
      <header className="flex items-center pb-1 pl-2">
        <CalendarHeading className="tnum min-w-0 flex-1 text-md font-semibold" />
        {props.today}
        <AriaButton slot="previous" className={iconButtonClass}>
          <ChevronLeft size={22} aria-hidden />
        </AriaButton>
        <AriaButton slot="next" className={iconButtonClass}>
          <ChevronRight size={22} aria-hidden />
        </AriaButton>
      </header>
      <CalendarGrid weekdayStyle="narrow">
        <CalendarGridHeader>
          {(day) => (
            <CalendarHeaderCell className="h-8 text-sm font-normal text-ink-3">
              {day}
            </CalendarHeaderCell>
          )}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => <CalendarCell date={date} className={cellClass} />}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  )
}

function TodayButton(props: DateCalendarProps) {
  const texts = useUiTexts()
  const state = use(OverlayTriggerStateContext)
  const iso = today(getLocalTimeZone()).toString()
  if ((props.min && iso < props.min) || (props.max && iso > props.max)) return null
  return (
    <Button
      tone="ghost"
      size="sm"
      onPress={() => {
        props.onPick(iso)
        state?.close()
      }}
    >
      {texts.today}
    </Button>
  )
}

const cellClass =
  'tnum grid size-11 cursor-pointer place-items-center rounded-full text-base outline-none transition-colors duration-150 hover:bg-sunken max-[340px]:size-10 data-disabled:cursor-default data-disabled:text-ink-3/60 data-disabled:hover:bg-transparent data-focus-visible:outline-2 data-focus-visible:outline-offset-0 data-focus-visible:outline-primary data-outside-month:invisible data-today:font-bold data-today:ring-1 data-today:ring-line-strong data-today:ring-inset data-selected:bg-primary data-selected:font-semibold data-selected:text-on-primary data-selected:hover:bg-primary-hover'
