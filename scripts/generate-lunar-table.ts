/**
 * Writes src/shared/domain/lunar-table.ts, the packed table of lunar years 1900–2100, from tyme4ts.
 *
 *   node scripts/generate-lunar-table.ts            rewrites the table
 *   node scripts/generate-lunar-table.ts --check    compares only; exit code 1 when it differs
 *
 * A path as the last argument stands in for the table's own.
 *
 * tyme4ts agrees with the astronomical rules of GB/T 33661 for every day that could be checked
 * (tests/shared/lunar-table.test.ts), but is 70 KB compressed; the browser gets these 804 characters.
 * Each year is four base-36 digits of one number:
 *   bits 0–12   month 1 to 12 or 13, in the order they come: 1 for 30 days, 0 for 29
 *   bits 13–16  the number of the month that is repeated as a leap month, 0 for none
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LunarYear } from 'tyme4ts'

const firstLunarYear = 1900
const lastLunarYear = 2100
const yearsPerLine = 20

const checkOnly = process.argv.includes('--check')
const file =
  process.argv.slice(2).find((argument) => !argument.startsWith('--')) ??
  join(import.meta.dirname, '..', 'src', 'shared', 'domain', 'lunar-table.ts')

const wanted = tableSource()
if (!checkOnly) {
  writeFileSync(file, wanted)
} else if (readFileSync(file, 'utf8') !== wanted) {
  console.error(`${file} differs from what tyme4ts says; run node scripts/generate-lunar-table.ts`)
  process.exitCode = 1
}

function tableSource(): string {
  const lines: string[] = []
  for (let year = firstLunarYear; year <= lastLunarYear; year += yearsPerLine) {
    const last = Math.min(year + yearsPerLine - 1, lastLunarYear)
    let packed = ''
    for (let each = year; each <= last; each += 1) packed += packedYear(each)
    lines.push(
      `  '${packed}'${last === lastLunarYear ? '' : ' +'} // ${year === last ? year : `${year}–${last}`}`,
    )
  }
  return `// Written by scripts/generate-lunar-table.ts; change that and run it again, never this file.

export const firstLunarYear = ${firstLunarYear}
export const lastLunarYear = ${lastLunarYear}

/** The civil date of 正月初一 in the first lunar year; every later day follows by counting. */
export const firstLunarDay = '${firstDay(firstLunarYear)}'

/**
 * Four base-36 digits for each lunar year. Bits 0–12: whether the months, in the order they come and
 * with the leap month, have 30 days instead of 29; bits 13–16: which month is followed by its leap
 * month, 0 for none. The new moon of August 2097 falls too close to midnight to be certain.
 */
export const packedLunarYears =
${lines.join('\n')}
`
}

function packedYear(year: number): string {
  const months = LunarYear.fromYear(year).getMonths()
  const leap = months.find((month) => month.isLeap())
  let bits = leap === undefined ? 0 : leap.getMonth() << 13
  months.forEach((month, index) => {
    if (month.getDayCount() === 30) bits |= 1 << index
  })
  return bits.toString(36).padStart(4, '0')
}

function firstDay(year: number): string {
  const day = LunarYear.fromYear(year).getFirstMonth().getFirstDay().getSolarDay()
  const [month, date] = [day.getMonth(), day.getDay()].map((each) => String(each).padStart(2, '0'))
  return `${day.getYear()}-${month}-${date}`
}
