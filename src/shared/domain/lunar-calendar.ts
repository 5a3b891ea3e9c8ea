import { type CivilDate, civilDateParts, fromDayNumber, toDayNumber } from './civil-date.ts'
import { firstLunarDay, firstLunarYear, lastLunarYear, packedLunarYears } from './lunar-table.ts'

/**
 * A day of the Chinese calendar: year 1900–2100 (named after the civil year in which it begins), month
 * 1 (正月) to 12 (腊月), day 1–30; `leap` for the day of a 闰月.
 */
export interface LunarDate {
  year: number
  month: number
  day: number
  leap: boolean
}

/** Thrown when a date or year lies outside the table, lunar years 1900–2100. */
export class LunarRangeError extends RangeError {
  override name = 'LunarRangeError'
}

interface LunarMonth {
  month: number
  leap: boolean
  days: number
  firstDayNumber: number
}

interface LunarYear {
  leapMonth: number | undefined
  months: LunarMonth[]
  firstDayNumber: number
  nextYearsFirstDayNumber: number
}

const bitsForLengths = 13
const lunarYears = /* @__PURE__ */ unpackLunarYears()

/** Whether the table holds this lunar year: 1900–2100. */
export function isLunarYear(year: number): boolean {
  return Number.isInteger(year) && year >= firstLunarYear && year <= lastLunarYear
}

/** The lunar date of a civil date from 1900-01-31 to 2101-01-28; throws a `LunarRangeError` outside. */
export function solarToLunar(date: CivilDate): LunarDate {
  const dayNumber = toDayNumber(date)
  const civilYear = civilDateParts(date).year
  // 正月初一 falls between 21 January and 21 February, so a day is in this lunar year or the one before.
  const started = lunarYears.get(civilYear)
  const inThisYear = started !== undefined && dayNumber >= started.firstDayNumber
  const year = inThisYear ? civilYear : civilYear - 1
  const { months, nextYearsFirstDayNumber } = lunarYear(year, date)
  if (dayNumber >= nextYearsFirstDayNumber) throw outOfRange(date)
  const month = months.findLast(({ firstDayNumber }) => firstDayNumber <= dayNumber)
  if (month === undefined) throw outOfRange(date)
  const day = dayNumber - month.firstDayNumber + 1
  return { year, month: month.month, day, leap: month.leap }
}

/**
 * The civil date of a lunar date; `undefined` when that year has no such leap month or that month no
 * such day. Throws a `LunarRangeError` for a year outside 1900–2100.
 */
export function lunarToSolar({ year, month, day, leap }: LunarDate): CivilDate | undefined {
  const found = findMonth(year, month, leap)
  if (found === undefined || !Number.isInteger(day) || day < 1 || day > found.days) return undefined
  return fromDayNumber(found.firstDayNumber + day - 1)
}

/** Which month (1–12) is followed by its leap month in this year; `undefined` in a year without. */
export function leapMonthOf(year: number): number | undefined {
  return lunarYear(year).leapMonth
}

/** 29 or 30; `undefined` when the year has no such month. */
export function daysInLunarMonth(year: number, month: number, leap: boolean): number | undefined {
  return findMonth(year, month, leap)?.days
}

/** The civil date of 正月初一, on which the lunar year begins. */
export function lunarNewYear(year: number): CivilDate {
  return fromDayNumber(lunarYear(year).firstDayNumber)
}

/**
 * The civil date of 除夕 on the eve of the lunar year, so `lunarNewYearsEve(2026)` is 2026-02-16. It is
 * the day before 正月初一 and often 腊月廿九, because 腊月 has no 三十 in half of the years.
 */
export function lunarNewYearsEve(year: number): CivilDate {
  return fromDayNumber(lunarYear(year).firstDayNumber - 1)
}

/** Whether this month is ever repeated as a leap month in the years 1900–2100. */
export function isEverLeapMonth(month: number): boolean {
  return [...lunarYears.values()].some(({ leapMonth }) => leapMonth === month)
}

function findMonth(year: number, month: number, leap: boolean): LunarMonth | undefined {
  return lunarYear(year).months.find((each) => each.month === month && each.leap === leap)
}

function lunarYear(year: number, asked: CivilDate | number = year): LunarYear {
  const found = lunarYears.get(year)
  if (found === undefined) throw outOfRange(asked)
  return found
}

function outOfRange(asked: CivilDate | number): LunarRangeError {
  return new LunarRangeError(
    `${asked} lies outside the lunar years ${firstLunarYear}–${lastLunarYear}`,
  )
}

function unpackLunarYears(): Map<number, LunarYear> {
  const years = new Map<number, LunarYear>()
  let dayNumber = toDayNumber(firstLunarDay)
  for (let year = firstLunarYear; year <= lastLunarYear; year += 1) {
    const start = (year - firstLunarYear) * 4
    const unpacked = unpackLunarYear(
      Number.parseInt(packedLunarYears.slice(start, start + 4), 36),
      dayNumber,
    )
    years.set(year, unpacked)
    dayNumber = unpacked.nextYearsFirstDayNumber
  }
  return years
}

function unpackLunarYear(bits: number, firstDayNumber: number): LunarYear {
  const leapMonth = bits >> bitsForLengths || undefined
  const months: LunarMonth[] = []
  let dayNumber = firstDayNumber
  const append = (month: number, leap: boolean) => {
    const days = (bits >> months.length) & 1 ? 30 : 29
    months.push({ month, leap, days, firstDayNumber: dayNumber })
    dayNumber += days
  }
  for (let month = 1; month <= 12; month += 1) {
    append(month, false)
    if (month === leapMonth) append(month, true)
  }
  return { leapMonth, months, firstDayNumber, nextYearsFirstDayNumber: dayNumber }
}
