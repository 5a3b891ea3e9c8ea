import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, civilDateParts, fromDayNumber, toDayNumber } from '#shared/domain/civil-date.ts'
import {
  daysInLunarMonth,
  isEverLeapMonth,
  leapMonthOf,
  lunarNewYear,
  lunarNewYearsEve,
  LunarRangeError,
  lunarToSolar,
  solarToLunar,
} from '#shared/domain/lunar-calendar.ts'
import {
  lunarDateInChinese,
  lunarDateInEnglish,
  lunarDayInChinese,
  lunarMonthDayInChinese,
  lunarMonthInChinese,
} from '#shared/domain/lunar-names.ts'

const anyDay = fc.integer({ min: toDayNumber('1900-01-31'), max: toDayNumber('2101-01-28') })
const winterBirthday = { month: 11, day: 20, leap: false }

describe('the lunar calendar', () => {
  test('days that everybody knows', () => {
    expect(solarToLunar('2026-02-17')).toEqual({ year: 2026, month: 1, day: 1, leap: false })
    expect(solarToLunar('2025-07-25')).toEqual({ year: 2025, month: 6, day: 1, leap: true })
    expect(solarToLunar('2026-09-25')).toEqual({ year: 2026, month: 8, day: 15, leap: false })
    expect(solarToLunar('1949-10-01')).toEqual({ year: 1949, month: 8, day: 10, leap: false })
  })

  test('[4.2] Chinese New Year 2027 is on 6 February, where Intl says the 7th', () => {
    expect(lunarNewYear(2027)).toBe('2027-02-06')
  })

  test('every day goes to a lunar date and back, and the next day follows it', () => {
    fc.assert(
      fc.property(anyDay, (number) => {
        const date = fromDayNumber(number)
        const lunar = solarToLunar(date)
        expect(lunarToSolar(lunar)).toBe(date)
        const following = addDays(date, 1)
        const lastOfMonth = lunar.day === daysInLunarMonth(lunar.year, lunar.month, lunar.leap)
        expect(following > '2101-01-28' || solarToLunar(following).day === 1).toBe(lastOfMonth)
      }),
      { numRuns: 2000 },
    )
  })

  test('every lunar date either does not exist or comes back from its day', () => {
    const lunarDate = fc.record({
      year: fc.integer({ min: 1900, max: 2100 }),
      month: fc.integer({ min: 0, max: 13 }),
      day: fc.integer({ min: 0, max: 31 }),
      leap: fc.boolean(),
    })
    fc.assert(
      fc.property(lunarDate, (lunar) => {
        const date = lunarToSolar(lunar)
        const days = daysInLunarMonth(lunar.year, lunar.month, lunar.leap)
        expect(date !== undefined).toBe(days !== undefined && lunar.day >= 1 && lunar.day <= days)
        expect(date === undefined ? lunar : solarToLunar(date)).toEqual(lunar)
      }),
      { numRuns: 2000 },
    )
  })

  test('an impossible lunar date has no civil date', () => {
    expect(lunarToSolar({ year: 2026, month: 6, day: 1, leap: true })).toBeUndefined()
    expect(lunarToSolar({ year: 2025, month: 12, day: 30, leap: false })).toBeUndefined()
    expect(lunarToSolar({ year: 2025, month: 1, day: 1.5, leap: false })).toBeUndefined()
    expect(daysInLunarMonth(2025, 6, true)).toBe(29)
    expect(leapMonthOf(2025)).toBe(6)
    expect(leapMonthOf(2026)).toBeUndefined()
  })

  test('outside the table the answer is an error, never a guess', () => {
    expect(solarToLunar('1900-01-31')).toEqual({ year: 1900, month: 1, day: 1, leap: false })
    expect(solarToLunar('2101-01-28')).toMatchObject({ year: 2100, month: 12 })
    expect(() => solarToLunar('1900-01-30')).toThrow(LunarRangeError)
    expect(() => solarToLunar('2101-01-29')).toThrow(LunarRangeError)
    expect(() => solarToLunar('1800-05-05')).toThrow(LunarRangeError)
    expect(() => solarToLunar('2101-12-31')).toThrow(LunarRangeError)
    expect(() => solarToLunar('2500-05-05')).toThrow(LunarRangeError)
    expect(() => lunarToSolar({ year: 2101, month: 1, day: 1, leap: false })).toThrow(
      'outside the lunar years 1900–2100',
    )
    expect(() => leapMonthOf(1899)).toThrow(LunarRangeError)
    expect(() => lunarNewYear(2101)).toThrow(LunarRangeError)
  })

  test('[4.1] 除夕 is the day before 正月初一, 廿九 or 三十', () => {
    expect(lunarNewYearsEve(2026)).toBe('2026-02-16')
    expect(solarToLunar(lunarNewYearsEve(2026))).toMatchObject({ month: 12, day: 29 })
    expect(solarToLunar(lunarNewYearsEve(2024))).toMatchObject({ month: 12, day: 30 })
  })

  test('[4.1] solar 2025–2029 hold no 腊月三十, 2024 and 2030 do', () => {
    const withThirtieth: number[] = []
    for (let year = 2023; year <= 2029; year += 1) {
      const date = lunarToSolar({ year, month: 12, day: 30, leap: false })
      if (date !== undefined) withThirtieth.push(civilDateParts(date).year)
    }
    expect(withThirtieth).toEqual([2024, 2030])
  })

  test('[4.1] 冬月二十 falls in no or in two days of some solar years', () => {
    const timesIn = new Map<number, number>()
    for (let year = 2021; year <= 2033; year += 1) {
      const date = lunarToSolar({ year, ...winterBirthday }) ?? ''
      const solarYear = civilDateParts(date).year
      timesIn.set(solarYear, (timesIn.get(solarYear) ?? 0) + 1)
    }
    expect([2023, 2025, 2028, 2031].map((year) => timesIn.get(year) ?? 0)).toEqual([0, 0, 0, 0])
    expect([2024, 2026, 2029, 2032].map((year) => timesIn.get(year))).toEqual([2, 2, 2, 2])
    expect([2022, 2027, 2030].map((year) => timesIn.get(year))).toEqual([1, 1, 1])
  })

  test('正月 and 腊月 are never leap months in the table, 二月 to 冬月 are', () => {
    const never = Array.from({ length: 12 }, (_, index) => index + 1).filter(
      (month) => !isEverLeapMonth(month),
    )
    expect(never).toEqual([1, 12])
  })
})

describe('lunar names', () => {
  test('months, days and dates read as people say them', () => {
    const months = Array.from({ length: 12 }, (_, index) => lunarMonthInChinese(index + 1, false))
    expect(months.join(' ')).toBe('正月 二月 三月 四月 五月 六月 七月 八月 九月 十月 冬月 腊月')
    const days = Array.from({ length: 30 }, (_, index) => lunarDayInChinese(index + 1))
    expect(days.join(' ')).toBe(
      '初一 初二 初三 初四 初五 初六 初七 初八 初九 初十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十 廿一 廿二 廿三 廿四 廿五 廿六 廿七 廿八 廿九 三十',
    )
    expect(lunarMonthDayInChinese({ month: 6, day: 3, leap: true })).toBe('闰六月初三')
    expect(lunarDateInChinese({ month: 10, day: 15, leap: false })).toBe('农历十月十五')
    expect(lunarDateInEnglish({ month: 10, day: 15, leap: false })).toBe('10th lunar month, day 15')
    expect(lunarDateInEnglish({ month: 3, day: 1, leap: true })).toBe('leap 3rd lunar month, day 1')
  })

  test('a month or day that cannot be is a bug, not an empty name', () => {
    expect(() => lunarMonthInChinese(13, false)).toThrow(RangeError)
    expect(() => lunarDayInChinese(31)).toThrow(RangeError)
    expect(() => lunarDayInChinese(0)).toThrow(RangeError)
  })
})
