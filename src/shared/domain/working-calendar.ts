import * as z from 'zod/mini'
import { addDays, CivilDate, civilDateParts, weekday } from './civil-date.ts'
import { lineText } from './text-limits.ts'

/**
 * The holidays of one year as announced. A notice can reach back into the last days of the December
 * before (29 December 2018 was a make-up day of the notice for 2019): those days belong to the entry of
 * their own year.
 */
export const WorkingYear = z.strictObject({
  /** Days off, weekends among them as the notice counts them. The name is for show. */
  holidays: z.array(z.strictObject({ on: CivilDate, name: z.optional(lineText) })),
  /** 调休上班: Saturdays and Sundays that are working days. */
  makeUpDays: z.array(CivilDate),
})
export type WorkingYear = z.infer<typeof WorkingYear>

/**
 * A synced data set that an administrator can extend; the higher version wins. A year that is not a key
 * has not been announced, which differs from a year without holidays.
 */
export const WorkingCalendar = z
  .strictObject({
    version: z.int().check(z.positive()),
    years: z.record(z.string().check(z.regex(/^\d{4}$/, 'year')), WorkingYear),
  })
  .check(
    z.refine(everyDayIsInItsYear, 'day-of-another-year'),
    z.refine(everyDayIsListedOnce, 'day-listed-twice'),
  )
export type WorkingCalendar = z.infer<typeof WorkingCalendar>

/** A working day that was looked for, and which unannounced years were estimated on the way to it. */
export interface FoundWorkingDay {
  on: CivilDate
  /** False when a year on the way is not announced and was taken as Monday to Friday. */
  certain: boolean
  /** Those years, ascending, for “2027 放假安排未公布 — 按周一至周五估算”. */
  estimatedYears: readonly number[]
}

/** Whether work is done that day; not `certain` in an unannounced year, where Monday to Friday count. */
export function isWorkingDay(
  calendar: WorkingCalendar,
  date: CivilDate,
): { working: boolean; certain: boolean } {
  const isWeekday = weekday(date) <= 5
  const year = calendar.years[date.slice(0, 4)]
  if (year === undefined) return { working: isWeekday, certain: false }
  if (year.makeUpDays.includes(date)) return { working: true, certain: true }
  const isHoliday = year.holidays.some(({ on }) => on === date)
  return { working: isWeekday && !isHoliday, certain: true }
}

/** The first working day after the date. */
export function nextWorkingDay(calendar: WorkingCalendar, date: CivilDate): FoundWorkingDay {
  return addWorkingDays(calendar, date, 1)
}

/** The last working day before the date. */
export function previousWorkingDay(calendar: WorkingCalendar, date: CivilDate): FoundWorkingDay {
  return addWorkingDays(calendar, date, -1)
}

/** The date itself when it is a working day, else the last one before: when to warn of a deadline. */
export function lastWorkingDayOnOrBefore(
  calendar: WorkingCalendar,
  date: CivilDate,
): FoundWorkingDay {
  return walk(calendar, addDays(date, 1), -1)
}

/**
 * The working day that is `count` working days after the date, or before it when negative. The date
 * itself is never counted (民法典 201), working day or not; a count of 0 gives it back as it is.
 */
export function addWorkingDays(
  calendar: WorkingCalendar,
  date: CivilDate,
  count: number,
): FoundWorkingDay {
  if (!Number.isInteger(count)) throw new RangeError(`Not a number of days: ${count}`)
  return walk(calendar, date, count)
}

function walk(calendar: WorkingCalendar, from: CivilDate, count: number): FoundWorkingDay {
  const step = Math.sign(count)
  const estimated = new Set<number>()
  let on = from
  for (let left = Math.abs(count); left > 0;) {
    on = addDays(on, step)
    const { working, certain } = isWorkingDay(calendar, on)
    if (!certain) estimated.add(civilDateParts(on).year)
    if (working) left -= 1
  }
  const estimatedYears = [...estimated].toSorted((left, right) => left - right)
  return { on, certain: estimatedYears.length === 0, estimatedYears }
}

function everyDayIsInItsYear({ years }: { years: Record<string, WorkingYear> }): boolean {
  return Object.entries(years).every(([year, entry]) =>
    daysOf(entry).every((date) => date.startsWith(`${year}-`)),
  )
}

function everyDayIsListedOnce({ years }: { years: Record<string, WorkingYear> }): boolean {
  return Object.values(years).every((entry) => {
    const days = daysOf(entry)
    return new Set(days).size === days.length
  })
}

function daysOf({ holidays, makeUpDays }: WorkingYear): CivilDate[] {
  return [...holidays.map(({ on }) => on), ...makeUpDays]
}
