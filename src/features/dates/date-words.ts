import type { ImpossibleDate, YearNeeded } from '#shared/domain/important-date-validation.ts'
import type { Occurrence } from '#shared/domain/important-date-occurrences.ts'
import type { ImportantDate } from '#shared/domain/important-date.ts'
import { leapMonthOf } from '#shared/domain/lunar-calendar.ts'
import { lunarDayInChinese } from '#shared/domain/lunar-names.ts'
import type { Messages } from '#i18n/messages.ts'

type Texts = Messages['dates']

/** 六月, 闰六月; “6th lunar month”. */
export function lunarMonthWord(texts: Texts, month: number, leap: boolean): string {
  const name = texts.lunarMonths[month - 1] ?? ''
  return leap ? texts.leapMonth(name) : name
}

/** 十五; “day 15”. */
export function lunarDayWord(texts: Texts, day: number): string {
  return texts.lunarDayNumber(day, lunarDayInChinese(day))
}

/** Why an occurrence is not on the recorded day, in words; nothing when it is, or when it was chosen so. */
export function adjustmentWords(
  texts: Texts,
  date: ImportantDate,
  { adjusted, lunar }: Occurrence,
): string | undefined {
  const words = texts.adjusted
  if (adjusted === undefined) return undefined
  if (adjusted === 'feb29') return words[date.feb29 === 'mar1' ? 'feb29-after' : 'feb29-before']
  if (lunar === undefined) return words['short-solar']
  const plainMonth = lunarMonthWord(texts, date.month, false)
  if (adjusted === 'leap-to-plain') {
    // The year has this leap month and the policy says the plain one: chosen, not adjusted.
    return leapMonthOf(lunar.year) === date.month ? undefined : words['leap-to-plain'](plainMonth)
  }
  const day = lunarDayWord(texts, lunar.day)
  if (date.month === 12) return words['new-years-eve'](plainMonth, day)
  if (lunar.day === 1) {
    const first = `${lunarMonthWord(texts, lunar.month, lunar.leap)}${day}`
    return words['short-month-first'](plainMonth, first)
  }
  return words['short-month-last'](lunarMonthWord(texts, date.month, lunar.leap), day)
}

/** The field that a person has to change, and the exact reason. */
export interface DateProblem {
  field: 'year' | 'month' | 'day' | 'leap'
  text: string
}

/** Why there is no such day: “2025 年农历二月最多到廿九”. */
export function problemWords(
  messages: Messages,
  problem: ImpossibleDate | YearNeeded,
): DateProblem {
  const texts = messages.dates
  const words = texts.impossible
  if (problem.type === 'year-needed') {
    return { field: 'year', text: words.yearNeeded(messages.domain.dateKind[problem.kind]) }
  }
  switch (problem.reason) {
    case 'no-such-month':
      return { field: 'month', text: words.noSuchMonth }
    case 'solar-leap-month':
      return { field: 'leap', text: words.solarLeapMonth }
    case 'year-out-of-range':
      return { field: 'year', text: words.yearOutOfRange(problem.firstYear, problem.lastYear) }
    case 'no-such-leap-month':
      return { field: 'leap', text: noLeapMonthWords(texts, problem) }
    case 'no-such-day':
      return { field: 'day', text: noSuchDayWords(messages, problem) }
    default:
      // Unreachable: a new reason does not compile until it has words.
      return problem satisfies never
  }
}

function noLeapMonthWords(
  texts: Texts,
  problem: Extract<ImpossibleDate, { reason: 'no-such-leap-month' }>,
): string {
  const month = lunarMonthWord(texts, problem.month, false)
  const { year, leapMonthOfYear } = problem
  if (year === undefined) return texts.impossible.neverLeapMonth(month)
  if (leapMonthOfYear === undefined) return texts.impossible.noLeapMonth(year, month)
  const other = lunarMonthWord(texts, leapMonthOfYear, false)
  return texts.impossible.otherLeapMonth(year, month, other)
}

function noSuchDayWords(
  messages: Messages,
  problem: Extract<ImpossibleDate, { reason: 'no-such-day' }>,
): string {
  const texts = messages.dates
  const isLunar = problem.calendar === 'lunar'
  const month = isLunar
    ? texts.inLunar(lunarMonthWord(texts, problem.month, problem.leap))
    : texts.solarMonth(problem.month)
  const where = problem.year === undefined ? month : texts.impossible.yearMonth(problem.year, month)
  const last = isLunar ? lunarDayWord(texts, problem.lastDay) : texts.solarDay(problem.lastDay)
  return texts.impossible.noSuchDay(where, last)
}

/** The day as it was told: 农历六月十五, 公历 3 月 8 日. */
export function recordedDay(
  texts: Texts,
  date: Pick<ImportantDate, 'calendar' | 'month' | 'day' | 'leap'>,
): string {
  if (date.calendar === 'solar') return texts.recordedSolar(date.month, date.day)
  return texts.recordedLunar(
    lunarMonthWord(texts, date.month, date.leap),
    lunarDayWord(texts, Math.min(date.day, 30)),
  )
}

/** 60 周岁, 30 周年; nothing for a date without a year or one that happens once. */
export function yearsWords(
  texts: Texts,
  date: Pick<ImportantDate, 'kind'>,
  { years }: Occurrence,
): string | undefined {
  if (years === undefined || years < 1) return undefined
  if (date.kind === 'birthday' || date.kind === 'child_birthday') return texts.age(years)
  return date.kind === 'wedding' || date.kind === 'account_anniv' ? texts.years(years) : undefined
}
