import {
  addDays,
  type CivilDate,
  civilDateFromParts,
  civilDateParts,
  daysInMonth,
  isLeapYear,
} from './civil-date.ts'
import { type ImportantDate, recursYearly } from './important-date.ts'
import {
  daysInLunarMonth,
  leapMonthOf,
  type LunarDate,
  lunarToSolar,
  solarToLunar,
} from './lunar-calendar.ts'
import { firstLunarDay, firstLunarYear, lastLunarYear } from './lunar-table.ts'

/** A day on which an important date falls. */
export interface Occurrence {
  on: CivilDate
  /** The lunar date of `on`, for a date in the lunar calendar. */
  lunar?: LunarDate
  /** Years since the date's own year, in its own calendar; 0 on the day itself. 虚岁 is not this. */
  years?: number
  /**
   * Why it is not the recorded day: 三十 in a month of 29 days, a 闰月 date in the plain month, 29
   * February in a common year. When both of the first two apply it says `short-month`; that the month
   * changed as well can be seen in `lunar.leap`.
   */
  adjusted?: 'short-month' | 'leap-to-plain' | 'feb29'
}

const lastCivilYear = 9999

/**
 * The next `count` days, ascending, on which the date falls on or after `from`, and never before the
 * date's own day. Fewer when the date is over (a maturity) or the lunar table ends (lunar year 2100);
 * throws a `LunarRangeError` for a lunar date when `from` is after that.
 *
 * The result is defined even for days that do not exist. Two devices that change the month and the day
 * of one record apart can leave 30 February: it counts as the last day of that month, rather than a
 * reminder lost, and `validateImportantDate` tells the form.
 */
export function nextOccurrences(date: ImportantDate, from: CivilDate, count: number): Occurrence[] {
  const { first, last, occurrencesIn } =
    date.calendar === 'lunar' ? lunarYearsFrom(date, from) : solarYearsFrom(date, from)
  const firstYear = Math.max(first, date.year ?? first)
  const lastYear = recursYearly(date.kind) ? last : Math.min(last, date.year ?? last)
  const found: Occurrence[] = []
  for (let year = firstYear; year <= lastYear && found.length < count; year += 1) {
    for (const occurrence of occurrencesIn(year)) {
      if (occurrence.on < from) continue
      found.push(date.year === undefined ? occurrence : { ...occurrence, years: year - date.year })
    }
  }
  return found.slice(0, count)
}

interface YearsToSearch {
  first: number
  last: number
  occurrencesIn: (year: number) => Occurrence[]
}

function solarYearsFrom(date: ImportantDate, from: CivilDate): YearsToSearch {
  return {
    first: civilDateParts(from).year,
    last: lastCivilYear,
    occurrencesIn: (year) => solarOccurrences(date, year),
  }
}

/**
 * A lunar date falls 0, 1 or 2 times in a civil year (冬月二十 not once in 2025, twice in 2026), so lunar
 * years are searched, from the one before `from`'s, and what lies before `from` is left out (rule 4.1).
 */
function lunarYearsFrom(date: ImportantDate, from: CivilDate): YearsToSearch {
  const start = from < firstLunarDay ? firstLunarYear : solarToLunar(from).year
  return {
    first: Math.max(start - 1, firstLunarYear),
    last: lastLunarYear,
    occurrencesIn: (year) => lunarOccurrences(date, year),
  }
}

function solarOccurrences(date: ImportantDate, year: number): Occurrence[] {
  const { month, day } = date
  const lastDay = daysInMonth(year, month)
  if (day <= lastDay) return [{ on: civilDateFromParts({ year, month, day }) }]
  const monthEnd = civilDateFromParts({ year, month, day: lastDay })
  if (month !== 2 || day !== 29 || isLeapYear(year)) {
    return [{ on: monthEnd, adjusted: 'short-month' }]
  }
  if (date.feb29 === 'leap_only') return []
  return [{ on: date.feb29 === 'mar1' ? addDays(monthEnd, 1) : monthEnd, adjusted: 'feb29' }]
}

function lunarOccurrences(date: ImportantDate, year: number): Occurrence[] {
  const hasLeapMonth = date.leap && leapMonthOf(year) === date.month
  if (!hasLeapMonth) return [lunarOccurrence(date, year, false)]
  // In its own year the date is what it is: nobody has a birthday in 六月 before being born in 闰六月.
  const leapPolicy = year === date.year ? 'leap_if_exists' : date.leapPolicy
  if (leapPolicy === 'leap_if_exists') return [lunarOccurrence(date, year, true)]
  const inPlainMonth = lunarOccurrence(date, year, false)
  if (leapPolicy === 'plain_always') return [inPlainMonth]
  return [inPlainMonth, lunarOccurrence(date, year, true)]
}

function lunarOccurrence(date: ImportantDate, year: number, leap: boolean): Occurrence {
  const { month } = date
  const lastDay = daysInLunarMonth(year, month, leap) ?? 0
  const day = Math.min(date.day, lastDay)
  const on = lunarToSolar({ year, month, day, leap })
  if (on === undefined) throw new RangeError(`No lunar month ${month} (leap: ${leap}) in ${year}`)
  if (date.day > lastDay) return movedFromMissingDay(date, on)
  const occurrence = { on, lunar: { year, month, day, leap } }
  return date.leap && !leap ? { ...occurrence, adjusted: 'leap-to-plain' } : occurrence
}

function movedFromMissingDay(date: ImportantDate, lastDayOfMonth: CivilDate): Occurrence {
  // 腊月三十 means 除夕, the day before 正月初一, whatever is said about other months.
  const movesOn = date.shortMonth === 'next_first' && date.month !== 12
  const on = movesOn ? addDays(lastDayOfMonth, 1) : lastDayOfMonth
  return { on, lunar: solarToLunar(on), adjusted: 'short-month' }
}
