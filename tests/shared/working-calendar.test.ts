import { LegalHoliday, SolarDay } from 'tyme4ts'
import { describe, expect, test } from 'vitest'
import { addDays, civilDateParts, weekday } from '#shared/domain/civil-date.ts'
import { mainlandWorkingCalendar as mainland } from '#shared/domain/mainland-working-calendar.ts'
import {
  addWorkingDays,
  isWorkingDay,
  lastWorkingDayOnOrBefore,
  nextWorkingDay,
  previousWorkingDay,
  WorkingCalendar,
} from '#shared/domain/working-calendar.ts'

function messageFor(years: unknown): string | undefined {
  return WorkingCalendar.safeParse({ version: 2, years }).error?.issues[0]?.message
}

const known = { certain: true, estimatedYears: [] }

describe('the built-in mainland calendar', () => {
  test('[4.3] every day of 2025 and 2026 agrees with the announced holidays in tyme4ts', () => {
    const wrong: string[] = []
    for (let date = '2025-01-01'; date <= '2026-12-31'; date = addDays(date, 1)) {
      const { year, month, day } = civilDateParts(date)
      const legal = LegalHoliday.fromYmd(year, month, day)
      // tyme4ts counts from Sunday, 0.
      const isWeekday = ![0, 6].includes(SolarDay.fromYmd(year, month, day).getWeek().getIndex())
      const working = legal === null ? isWeekday : legal.isWork()
      const ours = isWorkingDay(mainland, date)
      if (ours.working !== working || !ours.certain) wrong.push(date)
    }
    expect(wrong).toEqual([])
  })

  test('[4.3] 2026 has 33 days off and 6 make-up days; 2025 has 28 and 5', () => {
    const { '2025': year2025, '2026': year2026 } = mainland.years
    expect(year2026?.holidays).toHaveLength(33)
    expect(year2026?.makeUpDays).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ])
    expect(year2025?.holidays).toHaveLength(28)
    expect(year2025?.makeUpDays).toHaveLength(5)
    expect(year2026?.holidays.find(({ on }) => on === '2026-02-17')?.name).toBe('春节')
  })

  test('passes its own schema, and make-up days are Saturdays and Sundays', () => {
    expect(WorkingCalendar.parse(mainland)).toEqual(mainland)
    const makeUpDays = Object.values(mainland.years).flatMap((year) => year.makeUpDays)
    expect(makeUpDays.filter((date) => weekday(date) <= 5)).toEqual([])
  })
})

describe('working days', () => {
  test('the nine days of Chinese New Year 2026 are crossed in both directions', () => {
    expect(nextWorkingDay(mainland, '2026-02-14')).toEqual({ on: '2026-02-24', ...known })
    expect(previousWorkingDay(mainland, '2026-02-24')).toEqual({ on: '2026-02-14', ...known })
    expect(isWorkingDay(mainland, '2026-02-28')).toEqual({ working: true, certain: true })
  })

  test('[3.1] the warning comes on the last working day on or before a deadline', () => {
    expect(lastWorkingDayOnOrBefore(mainland, '2026-10-07').on).toBe('2026-09-30')
    expect(lastWorkingDayOnOrBefore(mainland, '2026-10-10').on).toBe('2026-10-10')
  })

  test('[3.1] the first day is not counted, working day or not', () => {
    expect(addWorkingDays(mainland, '2026-09-30', 3).on).toBe('2026-10-10')
    expect(addWorkingDays(mainland, '2026-10-01', 1).on).toBe('2026-10-08')
    expect(addWorkingDays(mainland, '2026-10-10', -3).on).toBe('2026-09-30')
    expect(addWorkingDays(mainland, '2026-10-03', 0)).toEqual({ on: '2026-10-03', ...known })
    expect(() => addWorkingDays(mainland, '2026-10-03', 0.5)).toThrow(RangeError)
  })
})

describe('[4.3] years that are not announced', () => {
  test('are taken as Monday to Friday and never as certain', () => {
    expect(isWorkingDay(mainland, '2027-01-01')).toEqual({ working: true, certain: false })
    expect(isWorkingDay(mainland, '2027-01-02')).toEqual({ working: false, certain: false })
  })

  test('are named when a count crosses into them, and only then', () => {
    expect(addWorkingDays(mainland, '2026-12-29', 2)).toEqual({ on: '2026-12-31', ...known })
    expect(addWorkingDays(mainland, '2026-12-30', 3)).toEqual({
      on: '2027-01-04',
      certain: false,
      estimatedYears: [2027],
    })
    expect(addWorkingDays(mainland, '2028-01-04', -265).estimatedYears).toEqual([2027, 2028])
    expect(lastWorkingDayOnOrBefore(mainland, '2025-01-01')).toMatchObject({
      on: '2024-12-31',
      estimatedYears: [2024],
    })
  })

  test('become certain when an administrator adds them, even without a single holiday', () => {
    const extended = WorkingCalendar.parse({
      version: 2,
      years: {
        ...mainland.years,
        '2027': { holidays: [{ on: '2027-01-01' }], makeUpDays: ['2027-01-02'] },
        '2028': { holidays: [], makeUpDays: [] },
      },
    })
    expect(nextWorkingDay(extended, '2026-12-31')).toEqual({ on: '2027-01-02', ...known })
    expect(isWorkingDay(extended, '2028-01-03')).toEqual({ working: true, certain: true })
  })
})

describe('the schema of an edited calendar', () => {
  test('refuses a day under another year, a day twice, and a day that does not exist', () => {
    expect(messageFor({ '2027': { holidays: [], makeUpDays: ['2026-12-26'] } })).toBe(
      'day-of-another-year',
    )
    expect(
      messageFor({ '2027': { holidays: [{ on: '2027-01-02' }], makeUpDays: ['2027-01-02'] } }),
    ).toBe('day-listed-twice')
    expect(messageFor({ '2027': { holidays: [], makeUpDays: ['2027-02-29'] } })).toBe('no-such-day')
    expect(messageFor({ '2027': { holidays: [], makeUpDays: [] } })).toBeUndefined()
    expect(messageFor({ next: { holidays: [], makeUpDays: [] } })).toBeDefined()
  })
})
