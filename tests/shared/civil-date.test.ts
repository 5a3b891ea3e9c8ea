import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  CivilDate,
  civilDateFromParts,
  civilDateInShanghai,
  civilDateParts,
  compareCivilDates,
  daysBetween,
  fromDayNumber,
  isCivilDate,
  timeOfDayInShanghai,
  toDayNumber,
  weekday,
} from '#shared/domain/civil-date.ts'

const anyDay = fc.integer({ min: toDayNumber('0001-01-01'), max: toDayNumber('9990-12-31') })

function messageFor(text: string): string | undefined {
  return CivilDate.safeParse(text).error?.issues[0]?.message
}

describe('civil dates', () => {
  test('the schema takes a real day and names what is wrong with another', () => {
    expect(CivilDate.parse('2024-02-29')).toBe('2024-02-29')
    expect(messageFor('2023-02-29')).toBe('no-such-day')
    expect(messageFor('1900-02-29')).toBe('no-such-day')
    expect(messageFor('2026-13-01')).toBe('no-such-day')
    expect(messageFor('2026-04-31')).toBe('no-such-day')
    for (const text of ['2026-1-1', '20260101', '2026-01-01T00:00', ' 2026-01-01', '']) {
      expect(messageFor(text)).toBe('civil-date')
    }
  })

  test('a day that does not exist cannot be made from numbers or counted from', () => {
    expect(() => civilDateFromParts({ year: 2025, month: 2, day: 29 })).toThrow(RangeError)
    expect(() => addDays('2025-02-30', 1)).toThrow(RangeError)
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError)
  })

  test('day numbers count from 1970-01-01 and go back to the same day', () => {
    expect(toDayNumber('1970-01-01')).toBe(0)
    expect(toDayNumber('2000-03-01')).toBe(11_017)
    expect(toDayNumber('1969-12-31')).toBe(-1)
    fc.assert(
      fc.property(anyDay, (day) => {
        const date = fromDayNumber(day)
        expect(isCivilDate(date)).toBe(true)
        expect(toDayNumber(date)).toBe(day)
        expect(civilDateFromParts(civilDateParts(date))).toBe(date)
      }),
    )
  })

  test('adding days is undone by counting them, and orders dates', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -3000, max: 3000 }), (day, days) => {
        fc.pre(day + days >= toDayNumber('0001-01-01'))
        const from = fromDayNumber(day)
        const to = addDays(from, days)
        expect(daysBetween(from, to)).toBe(days)
        expect(Math.sign(compareCivilDates(to, from))).toBe(Math.sign(days))
      }),
    )
  })

  test('adding months keeps the day or takes the last one of a shorter month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28')
    expect(addMonths('2025-11-30', 3)).toBe('2026-02-28')
    expect(addMonths('2026-01-15', -1)).toBe('2025-12-15')
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28')
    expect(addMonths('2026-05-06', 0)).toBe('2026-05-06')
  })

  test('weekdays run from 1 for Monday to 7 for Sunday, before 1970 too', () => {
    expect(weekday('2026-02-16')).toBe(1)
    expect(weekday('2026-02-22')).toBe(7)
    expect(weekday('1949-10-01')).toBe(6)
    expect(weekday('1970-01-01')).toBe(4)
  })

  test('[16] today is the day in Shanghai: it begins at 16:00 UTC', () => {
    const midnight = Date.UTC(2026, 1, 16, 16)
    expect(civilDateInShanghai(midnight - 1)).toBe('2026-02-16')
    expect(civilDateInShanghai(midnight)).toBe('2026-02-17')
    expect(timeOfDayInShanghai(midnight - 1)).toBe('23:59')
    expect(timeOfDayInShanghai(midnight)).toBe('00:00')
    expect(timeOfDayInShanghai(Date.UTC(2026, 1, 16, 1, 5, 59))).toBe('09:05')
    expect(timeOfDayInShanghai(-1)).toBe('07:59')
  })

  test('[16] day and time in Shanghai agree with the zone database since 1992', () => {
    const instants = fc.integer({ min: Date.UTC(1992, 0, 1), max: Date.UTC(2100, 0, 1) })
    fc.assert(
      fc.property(instants, (instant) => {
        const zoned =
          Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO('Asia/Shanghai')
        expect(civilDateInShanghai(instant)).toBe(zoned.toPlainDate().toString())
        expect(timeOfDayInShanghai(instant)).toBe(zoned.toPlainTime().toString().slice(0, 5))
      }),
    )
  })
})
