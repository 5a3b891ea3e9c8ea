import { describe, expect, test } from 'vitest'
import {
  defaultLeadDays,
  ImportantDate,
  type ImportantDateInput,
  withImportantDateDefaults,
} from '#shared/domain/important-date.ts'
import { validateImportantDate } from '#shared/domain/important-date-validation.ts'

const customerId = '0197a3c0-0000-7000-8000-000000000001'

function birthday(
  calendar: 'solar' | 'lunar',
  month: number,
  day: number,
  rest: Partial<ImportantDateInput> = {},
): ImportantDateInput {
  return { customerId, kind: 'birthday', calendar, month, day, ...rest }
}

function problemOf(input: ImportantDateInput) {
  const result = validateImportantDate(input)
  return result.ok ? undefined : result.error
}

describe('important date defaults', () => {
  test('[4.1] what nobody said follows custom: leap month if there is one, last day, 28 February', () => {
    const date = withImportantDateDefaults(birthday('lunar', 6, 30))
    expect(date).toMatchObject({
      leap: false,
      leapPolicy: 'leap_if_exists',
      shortMonth: 'last_day',
      feb29: 'feb28',
      celebrate: true,
      leadDays: [7, 1, 0],
      origin: 'customer',
    })
    expect(ImportantDate.parse(date)).toEqual(date)
  })

  test('[4.1] the birthday of an identity card is kept but not celebrated unless someone says so', () => {
    const card = birthday('solar', 5, 6, { origin: 'id_card' })
    expect(withImportantDateDefaults(card).celebrate).toBe(false)
    expect(withImportantDateDefaults({ ...card, celebrate: true }).celebrate).toBe(true)
  })

  test('[2.5] a maturity is announced 30 days ahead, an identity card 60', () => {
    expect(
      withImportantDateDefaults({ ...birthday('solar', 5, 6), kind: 'maturity' }).leadDays,
    ).toEqual(defaultLeadDays('maturity'))
    expect(defaultLeadDays('maturity')).toEqual([30, 7, 0])
    expect(defaultLeadDays('risk_expiry')).toEqual([30])
    expect(defaultLeadDays('id_expiry')).toEqual([60])
  })

  test('the schema refuses numbers that no calendar has', () => {
    const date = withImportantDateDefaults(birthday('solar', 5, 6))
    expect(ImportantDate.safeParse({ ...date, month: 13 }).success).toBe(false)
    expect(ImportantDate.safeParse({ ...date, day: 32 }).success).toBe(false)
    expect(ImportantDate.safeParse({ ...date, day: 1.5 }).success).toBe(false)
    expect(ImportantDate.safeParse({ ...date, leadDays: [-1] }).success).toBe(false)
  })
})

describe('impossible dates', () => {
  test('solar: 30 February and 31 April never exist, 29 February not in every year', () => {
    expect(problemOf(birthday('solar', 2, 30))).toEqual({
      type: 'impossible-date',
      reason: 'no-such-day',
      calendar: 'solar',
      year: undefined,
      month: 2,
      leap: false,
      day: 30,
      lastDay: 29,
    })
    expect(problemOf(birthday('solar', 4, 31))).toMatchObject({ day: 31, lastDay: 30 })
    expect(problemOf(birthday('solar', 2, 29, { year: 1990 }))).toMatchObject({
      reason: 'no-such-day',
      year: 1990,
      lastDay: 28,
    })
    expect(problemOf(birthday('solar', 2, 29))).toBeUndefined()
    expect(problemOf(birthday('solar', 2, 29, { year: 1992 }))).toBeUndefined()
    expect(problemOf(birthday('solar', 2, 1, { leap: true }))).toEqual({
      type: 'impossible-date',
      reason: 'solar-leap-month',
      month: 2,
    })
  })

  test('lunar with a year: the month must have had that day then', () => {
    expect(problemOf(birthday('lunar', 2, 30, { year: 2025 }))).toMatchObject({
      reason: 'no-such-day',
      calendar: 'lunar',
      year: 2025,
      month: 2,
      day: 30,
      lastDay: 29,
    })
    expect(problemOf(birthday('lunar', 2, 30, { year: 2027 }))).toBeUndefined()
    expect(problemOf(birthday('lunar', 6, 30, { year: 2025, leap: true }))).toMatchObject({
      leap: true,
      lastDay: 29,
    })
    expect(problemOf(birthday('lunar', 6, 29, { year: 2025, leap: true }))).toBeUndefined()
  })

  test('lunar with a year: the leap month must have been in that year, and the error names the real one', () => {
    expect(problemOf(birthday('lunar', 4, 8, { year: 2025, leap: true }))).toEqual({
      type: 'impossible-date',
      reason: 'no-such-leap-month',
      year: 2025,
      month: 4,
      leapMonthOfYear: 6,
    })
    expect(problemOf(birthday('lunar', 4, 8, { year: 2026, leap: true }))).toMatchObject({
      reason: 'no-such-leap-month',
      year: 2026,
      leapMonthOfYear: undefined,
    })
    expect(problemOf(birthday('lunar', 5, 5, { year: 1899 }))).toEqual({
      type: 'impossible-date',
      reason: 'year-out-of-range',
      year: 1899,
      firstYear: 1900,
      lastYear: 2100,
    })
  })

  test('[4.1] lunar without a year: 三十 may be, 31 may not, 闰正月 and 闰腊月 never were', () => {
    const months = Array.from({ length: 12 }, (_, index) => index + 1)
    for (const month of months) {
      expect(problemOf(birthday('lunar', month, 30))).toBeUndefined()
      expect(problemOf(birthday('lunar', month, 31))).toMatchObject({ lastDay: 30 })
    }
    const refused = months.flatMap(
      (month) => problemOf(birthday('lunar', month, 3, { leap: true })) ?? [],
    )
    expect(refused).toEqual(
      [1, 12].map((month) => ({
        type: 'impossible-date',
        reason: 'no-such-leap-month',
        year: undefined,
        month,
        leapMonthOfYear: undefined,
      })),
    )
  })

  test('numbers that came past the schema are named too', () => {
    expect(problemOf(birthday('lunar', 13, 1))).toMatchObject({
      reason: 'no-such-month',
      month: 13,
    })
    expect(problemOf(birthday('solar', 1, 0))).toMatchObject({ reason: 'no-such-day', lastDay: 31 })
  })

  test('a maturity without a year is refused, because it happens once', () => {
    const maturity = { ...birthday('solar', 5, 6), kind: 'maturity' as const }
    expect(problemOf(maturity)).toEqual({ type: 'year-needed', kind: 'maturity' })
    expect(problemOf({ ...maturity, year: 2027 })).toBeUndefined()
  })
})
