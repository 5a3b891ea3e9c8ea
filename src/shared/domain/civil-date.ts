import * as z from 'zod/mini'

const millisecondsPerDay = 86_400_000
const millisecondsPerMinute = 60_000
/** Asia/Shanghai is eight hours ahead of UTC; see `civilDateInShanghai`. */
const shanghaiOffset = 8 * 60 * millisecondsPerMinute

/**
 * A day as people write it, `YYYY-MM-DD` in the Gregorian calendar, without time and zone. Two civil
 * dates compare as strings. The type is a plain string: parse with this schema at the door.
 */
export const CivilDate = z
  .string()
  .check(
    z.regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'civil-date', abort: true }),
    z.refine(isCivilDate, 'no-such-day'),
  )
export type CivilDate = z.infer<typeof CivilDate>

/** The three numbers of a civil date; month 1–12, day 1–31. */
export interface CivilDateParts {
  year: number
  month: number
  day: number
}

/** Whether the text is `YYYY-MM-DD` and names a day that exists. */
export function isCivilDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const { year, month, day } = civilDateParts(text)
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** Splits a civil date into its numbers. */
export function civilDateParts(date: CivilDate): CivilDateParts {
  return {
    year: Number(date.slice(0, 4)),
    month: Number(date.slice(5, 7)),
    day: Number(date.slice(8, 10)),
  }
}

/** Joins the numbers of a day; a day that does not exist is a bug and throws a `RangeError`. */
export function civilDateFromParts({ year, month, day }: CivilDateParts): CivilDate {
  const date = `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`
  if (!isCivilDate(date)) throw new RangeError(`No such day: ${date}`)
  return date
}

/** 28 to 31; month is 1–12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Whether the Gregorian year has a 29 February. */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/**
 * Days since 1970-01-01, negative before. All arithmetic goes through this number and UTC, so no time
 * zone of a device can shift a day (invariant 16).
 */
export function toDayNumber(date: CivilDate): number {
  if (!isCivilDate(date)) throw new RangeError(`No such day: ${date}`)
  // The language defines a date without a time as midnight UTC.
  return Date.parse(date) / millisecondsPerDay
}

/** The civil date of a day number; throws a `RangeError` outside the years 0000–9999. */
export function fromDayNumber(dayNumber: number): CivilDate {
  const date = new Date(dayNumber * millisecondsPerDay).toISOString().slice(0, 10)
  if (!isCivilDate(date)) throw new RangeError(`Outside the years 0000–9999: day ${dayNumber}`)
  return date
}

/** The date so many days later; earlier when `days` is negative. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return fromDayNumber(toDayNumber(date) + days)
}

/**
 * The same day so many months later (earlier when negative). A day that month does not have becomes
 * its last day: one month after 31 January is 28 or 29 February.
 */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const parts = civilDateParts(date)
  const monthsSinceZero = parts.year * 12 + (parts.month - 1) + months
  const year = Math.floor(monthsSinceZero / 12)
  const month = monthsSinceZero - year * 12 + 1
  return civilDateFromParts({ year, month, day: Math.min(parts.day, daysInMonth(year, month)) })
}

/** Whole days from the first date to the second; negative when the second is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return toDayNumber(to) - toDayNumber(from)
}

/** 1 for Monday to 7 for Sunday (ISO 8601). */
export function weekday(date: CivilDate): number {
  // 1970-01-01, day number 0, was a Thursday.
  return modulo(toDayNumber(date) + 3, 7) + 1
}

/** Negative, zero or positive, for `sort`: the earlier date first. */
export function compareCivilDates(left: CivilDate, right: CivilDate): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

/**
 * The civil date in Asia/Shanghai at an instant (ms since 1970-01-01T00:00Z): what “today” means here,
 * wherever the device believes it is. A fixed +8 h is enough: China's summer time of 1986–1991 moved
 * clocks, but only instants that this product records are converted, and those are all later. Dates
 * of that time, a birthday in July 1988, are kept as civil dates and never pass through an instant.
 */
export function civilDateInShanghai(instant: number): CivilDate {
  return fromDayNumber(dayNumberInShanghai(instant))
}

/** The day number of that date, for whoever counts days of many thousand instants. */
export function dayNumberInShanghai(instant: number): number {
  return Math.floor((instant + shanghaiOffset) / millisecondsPerDay)
}

/** The wall-clock time in Asia/Shanghai at an instant in ms, `HH:MM` from 00:00 to 23:59. */
export function timeOfDayInShanghai(instant: number): string {
  const sinceMidnight = modulo(instant + shanghaiOffset, millisecondsPerDay)
  const minutes = Math.floor(sinceMidnight / millisecondsPerMinute)
  return `${padded(Math.floor(minutes / 60), 2)}:${padded(minutes % 60, 2)}`
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor
}

function padded(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
