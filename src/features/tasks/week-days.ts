import { addDays, type CivilDate, civilDateParts, weekday } from '#shared/domain/civil-date.ts'
import { type LunarDate, solarToLunar } from '#shared/domain/lunar-calendar.ts'
import { isWorkingDay, type WorkingCalendar } from '#shared/domain/working-calendar.ts'

/** One cell of the week strip. */
export interface WeekDay {
  on: CivilDate
  /** 1 for Monday to 7 for Sunday. */
  weekday: number
  day: number
  lunar: LunarDate
  working: boolean
  /** 休 and 班: only where the announced calendar differs from Monday to Friday, or names a holiday. */
  mark: 'holiday' | 'make-up' | null
}

/** Seven days from this one, and the years among them whose holidays are not known. */
export function weekFrom(
  today: CivilDate,
  calendar: WorkingCalendar,
): { days: WeekDay[]; estimatedYears: number[] } {
  const days = Array.from({ length: 7 }, (_, index) => weekDay(addDays(today, index), calendar))
  const years = [...new Set(days.map(({ on }) => civilDateParts(on).year))]
  return {
    days,
    estimatedYears: years.filter((year) => calendar.years[String(year)] === undefined),
  }
}

function weekDay(on: CivilDate, calendar: WorkingCalendar): WeekDay {
  const year = calendar.years[on.slice(0, 4)]
  const isHoliday = year?.holidays.some((holiday) => holiday.on === on) ?? false
  const isMakeUp = year?.makeUpDays.includes(on) ?? false
  return {
    on,
    weekday: weekday(on),
    day: civilDateParts(on).day,
    lunar: solarToLunar(on),
    working: isWorkingDay(calendar, on).working,
    mark: isHoliday ? 'holiday' : isMakeUp ? 'make-up' : null,
  }
}
