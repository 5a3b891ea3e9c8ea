import type { CivilDate } from './civil-date.ts'
import { type LunarDate, solarToLunar } from './lunar-calendar.ts'
import {
  lunarDateInChinese,
  lunarDateInEnglish,
  lunarDayInChinese,
  lunarMonthInChinese,
  type LunarMonthDay,
} from './lunar-names.ts'
import { firstLunarDay, lastLunarYear } from './lunar-table.ts'

/** A lunar date standing by itself, in the language of the reader: “农历十月十五”. */
export function lunarDateIn(language: 'zh-CN' | 'en', date: LunarMonthDay): string {
  return language === 'en' ? lunarDateInEnglish(date) : lunarDateInChinese(date)
}

/** What a calendar prints in a small cell: the month on its first day, else the day; “十月”, “十五”. */
export function lunarCellIn(language: 'zh-CN' | 'en', { month, day, leap }: LunarMonthDay): string {
  if (language === 'en') return `${leap ? 'L' : ''}${month}/${day}`
  return day === 1 ? lunarMonthInChinese(month, leap) : lunarDayInChinese(day)
}

/** The lunar date of a day, or undefined where the table does not reach: a loan can run past 2100. */
export function lunarDateOf(date: CivilDate): LunarDate | undefined {
  if (date < firstLunarDay || date > `${lastLunarYear}-12-31`) return undefined
  return solarToLunar(date)
}
