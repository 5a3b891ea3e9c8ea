import { addDays, type CivilDate, civilDateParts } from './civil-date.ts'
import { solarToLunar } from './lunar-calendar.ts'
import type { Festival } from './template.ts'

/** Month and day of the civil year. */
const solar: Record<string, Festival> = {
  '1-1': 'new_year',
  '3-8': 'women',
  '9-10': 'teachers',
  '10-1': 'national',
}

/** Month and day of the lunar year; never in a leap month. */
const lunar: Record<string, Festival> = {
  '1-1': 'spring_festival',
  '1-15': 'lantern',
  '5-5': 'dragon_boat',
  '8-15': 'mid_autumn',
  '9-9': 'double_ninth',
}

/** The festival of a day (domain 4.1): greetings for 春节 begin with 除夕, the day before 正月初一. Days from 1901 to 2100. */
export function festivalOn(day: CivilDate): Festival | null {
  const { month, day: dayOfMonth } = civilDateParts(day)
  const ofLunar = lunarFestival(day)
  if (ofLunar !== null) return ofLunar
  if (lunarFestival(addDays(day, 1)) === 'spring_festival') return 'spring_festival'
  return solar[`${month}-${dayOfMonth}`] ?? null
}

/** The first festival on `from` or the `days` − 1 days after it. */
export function comingFestival(from: CivilDate, days: number): Festival | null {
  for (let ahead = 0; ahead < days; ahead += 1) {
    const found = festivalOn(addDays(from, ahead))
    if (found !== null) return found
  }
  return null
}

function lunarFestival(day: CivilDate): Festival | null {
  const date = solarToLunar(day)
  return date.leap ? null : (lunar[`${date.month}-${date.day}`] ?? null)
}
