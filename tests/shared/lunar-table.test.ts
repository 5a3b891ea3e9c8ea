import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addDays, fromDayNumber, toDayNumber } from '#shared/domain/civil-date.ts'
import {
  daysInLunarMonth,
  leapMonthOf,
  lunarNewYear,
  solarToLunar,
} from '#shared/domain/lunar-calendar.ts'
import { packedLunarYears } from '#shared/domain/lunar-table.ts'
import { astronomicalMonths } from '#tests/support/astronomical-lunar-calendar.ts'

const root = join(import.meta.dirname, '..', '..')
const generator = join(root, 'scripts', 'generate-lunar-table.ts')
const table = join(root, 'src', 'shared', 'domain', 'lunar-table.ts')

test('[4.2] every day of the lunar years 1921–2096 agrees with new moons and 中气 computed by GB/T 33661', () => {
  const wrong: string[] = []
  let compared = 0
  for (const { year, month, leap, firstDay, days } of astronomicalMonths(1921, 2096)) {
    if (daysInLunarMonth(year, month, leap) !== days) wrong.push(`${year}-${month} ${leap} length`)
    for (let day = 1; day <= days; day += 1) {
      const ours = solarToLunar(fromDayNumber(firstDay + day - 1))
      if (!same(ours, { year, month, leap, day })) wrong.push(`${year}-${month}-${day} ${leap}`)
      compared += 1
    }
  }
  expect(wrong).toEqual([])
  expect(compared).toBe(toDayNumber(lunarNewYear(2097)) - toDayNumber(lunarNewYear(1921)))
})

test('[4.2] every day from 1900-01-31 to 2100-12-31 agrees with Temporal, except at the turn of 八月 and 九月 2057', () => {
  const differing: string[] = []
  const last = toDayNumber('2100-12-31')
  for (let day = toDayNumber('1900-01-31'); day <= last; day += 1) {
    const date = fromDayNumber(day)
    const theirs = Temporal.PlainDate.from(date).withCalendar('chinese')
    const lunar = {
      year: theirs.year,
      month: Number(theirs.monthCode.slice(1, 3)),
      leap: theirs.monthCode.endsWith('L'),
      day: theirs.day,
    }
    if (!same(solarToLunar(date), lunar)) differing.push(date)
  }
  // That new moon comes 40 seconds after midnight of 29 September in UTC+8 (see the first test); Temporal
  // lets 九月 begin a day early and run to the same end.
  expect(differing).toEqual(Array.from({ length: 30 }, (_, day) => addDays('2057-09-28', day)))
  expect(solarToLunar('2057-09-28')).toEqual({ year: 2057, month: 8, day: 30, leap: false })
  expect(solarToLunar('2057-09-29')).toEqual({ year: 2057, month: 9, day: 1, leap: false })
})

test('[4.1] the leap months of 1930–2060 are the known ones', () => {
  const known =
    '1930闰6 33闰5 36闰3 38闰7 41闰6 44闰4 47闰2 49闰7 52闰5 55闰3 57闰8 60闰6 63闰4 66闰3 68闰7 71闰5 74闰4 76闰8 79闰6 82闰4 84闰10 87闰6 90闰5 93闰3 95闰8 98闰5 2001闰4 04闰2 06闰7 09闰5 12闰4 14闰9 17闰6 20闰4 23闰2 25闰6 28闰5 31闰3 33闰11 36闰6 39闰5 42闰2 44闰7 47闰5 50闰3 52闰8 55闰6 58闰4'
  let century = 1900
  const expected = known.split(' ').map((entry) => {
    const [year = '', month = ''] = entry.split('闰')
    if (year.length === 4) century = Math.floor(Number(year) / 100) * 100
    return `${century + (Number(year) % 100)}闰${month}`
  })
  const ours: string[] = []
  for (let year = 1930; year <= 2060; year += 1) {
    const month = leapMonthOf(year)
    if (month !== undefined) ours.push(`${year}闰${month}`)
  }
  expect(ours).toEqual(expected)
})

test('the table is what the generator makes of tyme4ts today', () => {
  expect(() => runGenerator('--check')).not.toThrow()
  expect(packedLunarYears).toHaveLength(4 * 201)
})

test('the check of the generator notices one changed digit, and writing mends it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lunar-table-'))
  try {
    const copy = join(folder, 'lunar-table.ts')
    const source = readFileSync(table, 'utf8')
    const position = source.indexOf("'1j2q") + 20
    const digit = source[position] === '0' ? '1' : '0'
    writeFileSync(copy, source.slice(0, position) + digit + source.slice(position + 1))
    expect(() => runGenerator('--check', copy)).toThrow(/Command failed/)
    runGenerator(copy)
    expect(readFileSync(copy, 'utf8')).toBe(source)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

interface LunarNumbers {
  year: number
  month: number
  leap: boolean
  day: number
}

function same(left: LunarNumbers, right: LunarNumbers): boolean {
  return (
    left.year === right.year &&
    left.month === right.month &&
    left.leap === right.leap &&
    left.day === right.day
  )
}

function runGenerator(...options: string[]): void {
  execFileSync(process.execPath, [generator, ...options], { stdio: 'pipe' })
}
