import type { CivilDate } from '#shared/domain/civil-date.ts'
import { lunarCellIn, lunarDateIn } from '#shared/domain/lunar-text.ts'
import { useRules, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { weekFrom, type WeekDay } from './week-days.ts'

/** The next seven days with 农历, 休 and 班; pressing one shows its tasks alone. */
export function WeekStrip(props: {
  counts: ReadonlyMap<CivilDate, number>
  chosen: CivilDate | undefined
  onChoose: (day: CivilDate | undefined) => void
}) {
  const { messages } = useLanguage()
  const { workingCalendar } = useRules()
  const { days, estimatedYears } = weekFrom(useToday(), workingCalendar)
  return (
    <section aria-label={messages.tasks.week}>
      <ul className="panel-box grid grid-cols-7 gap-0.5 p-1 md:gap-1 md:p-1.5">
        {days.map((day) => (
          <li key={day.on} className="min-w-0">
            <DayCell
              day={day}
              count={props.counts.get(day.on) ?? 0}
              pressed={props.chosen === day.on}
              onPress={() => props.onChoose(props.chosen === day.on ? undefined : day.on)}
            />
          </li>
        ))}
      </ul>
      {estimatedYears.length > 0 && (
        <p className="mt-2 text-sm text-ink-3">{messages.tasks.estimated(estimatedYears)}</p>
      )}
    </section>
  )
}

function DayCell(props: { day: WeekDay; count: number; pressed: boolean; onPress: () => void }) {
  const { language, messages } = useLanguage()
  const texts = messages.tasks
  const today = useToday()
  const { day, count } = props
  const mark = day.mark && (day.mark === 'holiday' ? texts.holiday : texts.makeUpDay)
  const spokenMark = day.mark && (day.mark === 'holiday' ? texts.holidayLong : texts.makeUpDayLong)
  const date = formatDate(language, day.on, { weekday: true })
  const spoken = [date, lunarDateIn(language, day.lunar), ...(spokenMark ? [spokenMark] : [])]
  return (
    <button
      type="button"
      aria-pressed={props.pressed}
      onClick={props.onPress}
      className={`tnum relative flex w-full cursor-pointer flex-col items-center rounded-lg py-2 transition-colors duration-150 hover:bg-sunken aria-pressed:bg-primary-soft aria-pressed:text-on-primary-soft ${day.working ? '' : 'text-ink-3'}`}
    >
      <span className="sr-only">{texts.weekDay(spoken, count)}</span>
      <span
        aria-hidden
        className={`text-xs ${day.on === today ? 'font-semibold text-primary' : ''}`}
      >
        {day.on === today ? messages.app.today : texts.weekdayShort[day.weekday - 1]}
      </span>
      <span aria-hidden className="text-lg font-semibold">
        {day.day}
      </span>
      <span aria-hidden className="max-w-full truncate text-xs">
        {lunarCellIn(language, day.lunar)}
      </span>
      <span aria-hidden className="mt-0.5 h-4 text-xs font-semibold text-primary">
        {count > 0 ? count : ''}
      </span>
      {mark && (
        <span
          aria-hidden
          className="absolute top-1 right-0.5 rounded-sm bg-sunken px-0.5 text-[11px] leading-4 font-medium text-ink-2 md:right-2"
        >
          {mark}
        </span>
      )}
    </button>
  )
}
