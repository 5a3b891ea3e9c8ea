import { daysInMonth } from './civil-date.ts'
import {
  type ImportantDate,
  type ImportantDateInput,
  recursYearly,
  withImportantDateDefaults,
} from './important-date.ts'
import { daysInLunarMonth, isEverLeapMonth, isLunarYear, leapMonthOf } from './lunar-calendar.ts'
import { firstLunarYear, lastLunarYear } from './lunar-table.ts'
import { fail, ok, type Result } from './result.ts'

/** Why no such day exists, with what a form needs to say it: “2025 年农历二月只有廿九天”. */
export type ImpossibleDate = { type: 'impossible-date' } & (
  | { reason: 'no-such-month'; month: number }
  | {
      reason: 'no-such-day'
      calendar: ImportantDate['calendar']
      /** Absent when the year is not known: then no year has the day. */
      year: number | undefined
      month: number
      leap: boolean
      day: number
      /** The last day that this month has, or ever has. */
      lastDay: number
    }
  | {
      reason: 'no-such-leap-month'
      /** Absent when the year is not known: then no year of the table repeats this month. */
      year: number | undefined
      month: number
      /** The month that this year does repeat, for “2025 年闰六月”; absent in a year without one. */
      leapMonthOfYear: number | undefined
    }
  | { reason: 'solar-leap-month'; month: number }
  | { reason: 'year-out-of-range'; year: number; firstYear: number; lastYear: number }
)

/** A maturity or an expiry happens once, so it needs its year. */
export interface YearNeeded {
  type: 'year-needed'
  kind: ImportantDate['kind']
}

/**
 * Fills in defaults and checks that the day exists: in its year when that is given, else in some year.
 * A lunar day 30 without a year always passes, since every month has 30 days in some year.
 */
export function validateImportantDate(
  input: ImportantDateInput,
): Result<ImportantDate, ImpossibleDate | YearNeeded> {
  const date = withImportantDateDefaults(input)
  if (date.year === undefined && !recursYearly(date.kind)) {
    return fail({ type: 'year-needed', kind: date.kind })
  }
  const problem = findImpossibility(date)
  return problem === undefined ? ok(date) : fail(problem)
}

function findImpossibility(date: ImportantDate): ImpossibleDate | undefined {
  const { calendar, month } = date
  if (!Number.isInteger(month) || month < 1 || month > 12) {
    return { type: 'impossible-date', reason: 'no-such-month', month }
  }
  return calendar === 'solar' ? findSolarImpossibility(date) : findLunarImpossibility(date)
}

function findSolarImpossibility(date: ImportantDate): ImpossibleDate | undefined {
  const { year, month, leap } = date
  if (leap) return { type: 'impossible-date', reason: 'solar-leap-month', month }
  // Without a year 29 February exists in some year, for instance in 2000.
  return findDayImpossibility(date, daysInMonth(year ?? 2000, month))
}

function findLunarImpossibility(date: ImportantDate): ImpossibleDate | undefined {
  const { year, month, leap } = date
  if (year === undefined) {
    if (leap && !isEverLeapMonth(month)) return noSuchLeapMonth(undefined, month, undefined)
    return findDayImpossibility(date, 30)
  }
  if (!isLunarYear(year)) {
    return {
      type: 'impossible-date',
      reason: 'year-out-of-range',
      year,
      firstYear: firstLunarYear,
      lastYear: lastLunarYear,
    }
  }
  const lastDay = daysInLunarMonth(year, month, leap)
  if (lastDay === undefined) return noSuchLeapMonth(year, month, leapMonthOf(year))
  return findDayImpossibility(date, lastDay)
}

function findDayImpossibility(
  { calendar, year, month, leap, day }: ImportantDate,
  lastDay: number,
): ImpossibleDate | undefined {
  if (Number.isInteger(day) && day >= 1 && day <= lastDay) return undefined
  return {
    type: 'impossible-date',
    reason: 'no-such-day',
    calendar,
    year,
    month,
    leap,
    day,
    lastDay,
  }
}

function noSuchLeapMonth(
  year: number | undefined,
  month: number,
  leapMonthOfYear: number | undefined,
): ImpossibleDate {
  return { type: 'impossible-date', reason: 'no-such-leap-month', year, month, leapMonthOfYear }
}
