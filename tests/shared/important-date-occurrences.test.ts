import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, fromDayNumber, toDayNumber } from '#shared/domain/civil-date.ts'
import {
  feb29Policies,
  type ImportantDate,
  type ImportantDateInput,
  leapPolicies,
  shortMonthPolicies,
  withImportantDateDefaults,
} from '#shared/domain/important-date.ts'
import { nextOccurrences } from '#shared/domain/important-date-occurrences.ts'
import { lunarNewYearsEve, LunarRangeError, solarToLunar } from '#shared/domain/lunar-calendar.ts'

const customerId = '0197a3c0-0000-7000-8000-000000000001'

function birthday(
  calendar: 'solar' | 'lunar',
  month: number,
  day: number,
  rest: Partial<ImportantDateInput> = {},
): ImportantDate {
  return withImportantDateDefaults({
    customerId,
    kind: 'birthday',
    calendar,
    month,
    day,
    ...rest,
  })
}

function days(date: ImportantDate, from: string, count: number): string[] {
  return nextOccurrences(date, from, count).map(({ on }) => on)
}

describe('solar dates', () => {
  test('come back every year, today included, with the years since', () => {
    expect(nextOccurrences(birthday('solar', 5, 6, { year: 1990 }), '2026-05-06', 2)).toEqual([
      { on: '2026-05-06', years: 36 },
      { on: '2027-05-06', years: 37 },
    ])
    expect(nextOccurrences(birthday('solar', 5, 6), '2026-05-07', 1)).toEqual([
      { on: '2027-05-06' },
    ])
  })

  test('do not come before their own year', () => {
    expect(nextOccurrences(birthday('solar', 5, 6, { year: 2028 }), '2026-01-01', 1)).toEqual([
      { on: '2028-05-06', years: 0 },
    ])
  })

  test('[4.1] 29 February moves to the 28th, to 1 March, or waits, as the customer wishes', () => {
    const on = (feb29: ImportantDate['feb29']) =>
      days(birthday('solar', 2, 29, { feb29 }), '2027-01-01', 3)
    expect(on('feb28')).toEqual(['2027-02-28', '2028-02-29', '2029-02-28'])
    expect(on('mar1')).toEqual(['2027-03-01', '2028-02-29', '2029-03-01'])
    expect(on('leap_only')).toEqual(['2028-02-29', '2032-02-29', '2036-02-29'])
    const [first, second] = nextOccurrences(birthday('solar', 2, 29), '2027-01-01', 2)
    expect(first?.adjusted).toBe('feb29')
    expect(second).not.toHaveProperty('adjusted')
  })

  test('a maturity happens once', () => {
    const maturity = birthday('solar', 5, 6, { kind: 'maturity', year: 2026 })
    expect(days(maturity, '2026-01-01', 3)).toEqual(['2026-05-06'])
    expect(days(maturity, '2026-05-07', 3)).toEqual([])
  })

  test('a day that two merged edits made impossible still reminds, on the last day of the month', () => {
    expect(nextOccurrences(birthday('solar', 2, 30), '2026-01-01', 1)).toEqual([
      { on: '2026-02-28', adjusted: 'short-month' },
    ])
  })
})

describe('lunar dates', () => {
  test('[4.1] 冬月二十 skips 2025, comes twice in 2026 and skips 2028', () => {
    const date = birthday('lunar', 11, 20, { year: 1980 })
    expect(nextOccurrences(date, '2024-12-21', 5)).toEqual([
      { on: '2026-01-08', lunar: { year: 2025, month: 11, day: 20, leap: false }, years: 45 },
      { on: '2026-12-28', lunar: { year: 2026, month: 11, day: 20, leap: false }, years: 46 },
      { on: '2027-12-17', lunar: { year: 2027, month: 11, day: 20, leap: false }, years: 47 },
      { on: '2029-01-04', lunar: { year: 2028, month: 11, day: 20, leap: false }, years: 48 },
      { on: '2029-12-24', lunar: { year: 2029, month: 11, day: 20, leap: false }, years: 49 },
    ])
  })

  test('[4.1] a birthday in January belongs to the lunar year before and is not overlooked', () => {
    expect(days(birthday('lunar', 12, 8), '2026-01-01', 2)).toEqual(['2026-01-26', '2027-01-15'])
  })

  test('[4.1] 三十 falls on 廿九 of a short month, or on 初一 after it', () => {
    const lastDay = nextOccurrences(birthday('lunar', 2, 30), '2026-01-01', 2)
    expect(lastDay).toEqual([
      {
        on: '2026-04-16',
        lunar: { year: 2026, month: 2, day: 29, leap: false },
        adjusted: 'short-month',
      },
      { on: '2027-04-06', lunar: { year: 2027, month: 2, day: 30, leap: false } },
    ])
    const nextFirst = birthday('lunar', 2, 30, { shortMonth: 'next_first' })
    expect(nextOccurrences(nextFirst, '2026-01-01', 1)).toEqual([
      {
        on: '2026-04-17',
        lunar: { year: 2026, month: 3, day: 1, leap: false },
        adjusted: 'short-month',
      },
    ])
  })

  test('[4.1] 腊月三十 is always 除夕, even for who moves other short months on', () => {
    for (const shortMonth of shortMonthPolicies) {
      const eves = days(birthday('lunar', 12, 30, { shortMonth }), '2025-06-01', 6)
      expect(eves).toEqual([2026, 2027, 2028, 2029, 2030, 2031].map(lunarNewYearsEve))
    }
  })

  test('[4.1] born in 闰六月: on the leap month when there is one, else on 六月', () => {
    const date = birthday('lunar', 6, 3, { year: 1987, leap: true })
    expect(nextOccurrences(date, '2024-01-01', 3)).toEqual([
      {
        on: '2024-07-08',
        lunar: { year: 2024, month: 6, day: 3, leap: false },
        years: 37,
        adjusted: 'leap-to-plain',
      },
      { on: '2025-07-27', lunar: { year: 2025, month: 6, day: 3, leap: true }, years: 38 },
      {
        on: '2026-07-16',
        lunar: { year: 2026, month: 6, day: 3, leap: false },
        years: 39,
        adjusted: 'leap-to-plain',
      },
    ])
  })

  test('[4.1] or always on 六月, or on both', () => {
    const always = birthday('lunar', 6, 3, { leap: true, leapPolicy: 'plain_always' })
    expect(days(always, '2025-01-01', 3)).toEqual(['2025-06-27', '2026-07-16', '2027-07-06'])
    const both = birthday('lunar', 6, 3, { leap: true, leapPolicy: 'both' })
    expect(days(both, '2025-01-01', 3)).toEqual(['2025-06-27', '2025-07-27', '2026-07-16'])
  })

  test('[4.1] born in plain 六月: never twice in a year with 闰六月', () => {
    expect(days(birthday('lunar', 6, 3), '2025-01-01', 2)).toEqual(['2025-06-27', '2026-07-16'])
  })

  test('nobody has a birthday in 六月 before being born in 闰六月 of that year', () => {
    for (const leapPolicy of leapPolicies) {
      const child = birthday('lunar', 6, 3, { year: 2025, leap: true, leapPolicy })
      expect(days(child, '2025-01-01', 2)).toEqual(['2025-07-27', '2026-07-16'])
    }
  })

  test('闰六月三十 in a year whose 六月 is short says that the day moved, and shows the plain month', () => {
    const [first] = nextOccurrences(birthday('lunar', 6, 30, { leap: true }), '2024-01-01', 1)
    expect(first).toEqual({
      on: '2024-08-03',
      lunar: { year: 2024, month: 6, day: 29, leap: false },
      adjusted: 'short-month',
    })
  })

  test('the end of the table is an end, and beyond it an error', () => {
    expect(days(birthday('lunar', 5, 5), '2099-01-01', 9)).toHaveLength(2)
    expect(() => nextOccurrences(birthday('lunar', 5, 5), '2102-01-01', 1)).toThrow(LunarRangeError)
    expect(days(birthday('lunar', 1, 1), '1850-01-01', 1)).toEqual(['1900-01-31'])
  })
})

describe('any date that the schema takes', () => {
  const anyDate = fc
    .record({
      calendar: fc.constantFrom('solar' as const, 'lunar' as const),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 31 }),
      leap: fc.boolean(),
      leapPolicy: fc.constantFrom(...leapPolicies),
      shortMonth: fc.constantFrom(...shortMonthPolicies),
      feb29: fc.constantFrom(...feb29Policies),
      year: fc.option(fc.integer({ min: 1900, max: 2040 }), { nil: undefined }),
    })
    .map(({ year, calendar, month, day, ...rest }) =>
      birthday(calendar, month, day, year === undefined ? rest : { ...rest, year }),
    )
  const anyFrom = fc
    .integer({ min: toDayNumber('1950-01-01'), max: toDayNumber('2080-12-31') })
    .map(fromDayNumber)

  test('has ascending days from the asked one on, whose lunar dates are true', () => {
    fc.assert(
      fc.property(anyDate, anyFrom, (date, from) => {
        const found = nextOccurrences(date, from, 4)
        expect(found).toHaveLength(4)
        let previous = addDays(from, -1)
        for (const { on, lunar, years } of found) {
          expect(on > previous).toBe(true)
          expect(lunar).toEqual(date.calendar === 'lunar' ? solarToLunar(on) : undefined)
          expect(years === undefined).toBe(date.year === undefined)
          expect(years ?? 0).toBeGreaterThanOrEqual(0)
          previous = on
        }
      }),
      { numRuns: 1500 },
    )
  })

  test('gives the same days from wherever the search starts', () => {
    fc.assert(
      fc.property(anyDate, anyFrom, (date, from) => {
        const found = days(date, from, 3)
        const first = found[0] ?? ''
        expect(days(date, first, 3)).toEqual(found)
        expect(days(date, addDays(first, 1), 2)).toEqual(found.slice(1))
      }),
      { numRuns: 500 },
    )
  })
})
