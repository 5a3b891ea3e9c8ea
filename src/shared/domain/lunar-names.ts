import type { LunarDate } from './lunar-calendar.ts'

/** A lunar date as people say it: without the year. */
export type LunarMonthDay = Pick<LunarDate, 'month' | 'day' | 'leap'>

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
const tens = ['初', '十', '廿']
const monthNames = ['正月', ...numerals.slice(1), '冬月', '腊月'].map((name) =>
  name.endsWith('月') ? name : `${name}月`,
)
const englishOrdinals = ['1st', '2nd', '3rd']

/** 正月, 二月 … 十月, 冬月, 腊月, with 闰 in front of a leap month; month is 1–12. */
export function lunarMonthInChinese(month: number, leap: boolean): string {
  const name = monthNames[month - 1]
  if (name === undefined) throw new RangeError(`No such lunar month: ${month}`)
  return leap ? `闰${name}` : name
}

/** 初一 … 初十, 十一 … 二十, 廿一 … 三十; day is 1–30. */
export function lunarDayInChinese(day: number): string {
  if (!Number.isInteger(day) || day < 1 || day > 30) {
    throw new RangeError(`No such lunar day: ${day}`)
  }
  if (day === 20) return '二十'
  if (day === 30) return '三十'
  return `${tens[Math.floor((day - 1) / 10)]}${numerals[(day - 1) % 10]}`
}

/** 闰六月初三: where the reader already knows that the date is lunar. */
export function lunarMonthDayInChinese({ month, day, leap }: LunarMonthDay): string {
  return `${lunarMonthInChinese(month, leap)}${lunarDayInChinese(day)}`
}

/** 农历十月十五: where it stands alone or beside solar dates. */
export function lunarDateInChinese(date: LunarMonthDay): string {
  return `农历${lunarMonthDayInChinese(date)}`
}

/** “10th lunar month, day 15” or “leap 6th lunar month, day 3”: no order of numbers to mistake. */
export function lunarDateInEnglish({ month, day, leap }: LunarMonthDay): string {
  const ordinal = englishOrdinals[month - 1] ?? `${month}th`
  return `${leap ? 'leap ' : ''}${ordinal} lunar month, day ${day}`
}
