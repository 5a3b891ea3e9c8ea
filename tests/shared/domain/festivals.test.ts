import { expect, test } from 'vitest'
import { comingFestival, festivalOn } from '#shared/domain/festivals.ts'

test('festivals of both calendars are known by their days, 春节 from 除夕 on', () => {
  const days = {
    '2026-01-01': 'new_year',
    '2026-02-16': 'spring_festival',
    '2026-02-17': 'spring_festival',
    '2026-02-18': null,
    '2026-03-03': 'lantern',
    '2026-03-08': 'women',
    '2026-06-19': 'dragon_boat',
    '2026-09-10': 'teachers',
    '2026-09-25': 'mid_autumn',
    '2026-10-01': 'national',
    '2026-10-18': 'double_ninth',
    // 清明.
    '2026-04-05': null,
  }
  expect(Object.fromEntries(Object.keys(days).map((day) => [day, festivalOn(day)]))).toEqual(days)
})

test('a leap month has no festival of its own', () => {
  // 2025 had 闰六月, 2028 has 闰五月: its fifth day is 27 June.
  expect(festivalOn('2028-05-28')).toBe('dragon_boat')
  expect(festivalOn('2028-06-27')).toBe(null)
})

test('the coming festival is the first within the days', () => {
  expect(comingFestival('2026-09-24', 8)).toBe('mid_autumn')
  expect(comingFestival('2026-09-26', 5)).toBe(null)
  expect(comingFestival('2026-09-26', 6)).toBe('national')
})
