import { type CivilDate, fromDayNumber, toDayNumber } from '#shared/domain/civil-date.ts'

/**
 * What the number format of a cell makes of its number: a day with or without its year, a month, a time of day, or a number with
 * at least so many digits before the point (`00000000000` keeps the zeros of a telephone number).
 */
export type NumberFormat =
  | { type: 'number'; digits: number }
  | { type: 'date'; shows: 'day' | 'day-without-year' | 'month'; withTime: boolean }
  | { type: 'time' }

export const plainNumber: NumberFormat = { type: 'number', digits: 0 }

/** Formats that a workbook names by number alone (ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 as in Chinese). */
const builtIn: ReadonlyMap<number, string> = new Map(
  Object.entries({
    'yyyy-m-d': [14, 31],
    'd-mmm-yy': [15, 30],
    'd-mmm': [16, 28, 29, 51, 53, 54, 58],
    'mmm-yy': [17, 27, 36, 50, 52, 57],
    'h:mm': [18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56],
    'yyyy-m-d h:mm': [22],
  }).flatMap(([code, ids]) => ids.map((id) => [id, code] as const)),
)

/** `id` and `code` as the styles of a workbook give them; a format of one's own has a code. */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  return formatOfCode(code ?? builtIn.get(id) ?? '')
}

function formatOfCode(code: string): NumberFormat {
  const [first = ''] = code.split(';')
  const isElapsed = /\[(?:h+|m+|s+)\]/iu.test(first)
  const plain = first
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/gu, '')
    .replace(/general|am\/pm|上午\/下午/giu, '')
    .toLowerCase()
  if (isElapsed) return { type: 'time' }
  if (!/[ymdhs]/u.test(plain) || /[0#?]/u.test(plain.replace(/s+\.0+/gu, ''))) {
    return { type: 'number', digits: (plain.split('.')[0]?.match(/0/gu) ?? []).length }
  }
  const withTime = /[hs]/u.test(plain)
  const hasDay = plain.includes('d')
  const hasYear = /[ye]/u.test(plain)
  if (!hasDay && !hasYear && withTime) return { type: 'time' }
  if (!hasDay) return { type: 'date', shows: 'month', withTime }
  return { type: 'date', shows: hasYear ? 'day' : 'day-without-year', withTime }
}

/** The first serial number of a day after 9999-12-31. */
const endOfDays = 2_958_466

/**
 * A number of a cell as text: a date as `readBirthday` reads it, a number as its digits, without separators and never with an
 * exponent. `from1904`: the workbook counts its days from 1904 on, as those of old Macs do.
 */
export function numberText(
  value: number,
  format: NumberFormat,
  { from1904 }: { from1904: boolean },
): string {
  const serial = from1904 ? value + 1462 : value
  if (format.type === 'number' || serial < 0 || serial >= endOfDays) {
    return digitsOf(value, format.type === 'number' ? format.digits : 0)
  }
  if (format.type === 'time') return timeOf(serial)
  const day = dayOf(serial)
  if (day === null) return ''
  const shown = { day, 'day-without-year': day.slice(5), month: day.slice(0, 7) }[format.shows]
  return format.withTime ? `${shown} ${timeOf(serial)}` : shown
}

/** Excel has a 29 February 1900, which there never was: it is no day, and before it one day less was counted. */
function dayOf(serial: number): CivilDate | null {
  const days = Math.floor(serial)
  if (days === 60) return null
  return fromDayNumber(toDayNumber('1899-12-30') + days + (days < 60 ? 1 : 0))
}

function timeOf(serial: number): string {
  const minutes = Math.floor((serial - Math.floor(serial)) * 1440 + 1e-6)
  return [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}

/** Excel itself keeps fifteen digits. */
const exactDigits = 15

function digitsOf(value: number, atLeast: number): string {
  const text =
    Number.isInteger(value) && Math.abs(value) < 1e21
      ? String(BigInt(Math.abs(value)))
      : String(Number(Math.abs(value).toPrecision(exactDigits)))
  const [whole = '', ...rest] = text.split('.')
  return (value < 0 ? '-' : '') + [whole.padStart(atLeast, '0'), ...rest].join('.')
}
