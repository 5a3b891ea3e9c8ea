import { addDays, type CivilDate, weekday } from '#shared/domain/civil-date.ts'
import type { ComingDate } from '#shared/domain/coming-dates.ts'

/** How far the list of coming dates looks (domain rule 2.5), in days. */
export const upcomingHorizon = 35

/** A calendar week, Monday to Sunday, with what falls in it. */
export interface UpcomingWeek {
  monday: CivilDate
  sunday: CivilDate
  dates: ComingDate[]
}

/** Groups what comes by week; weeks without anything are left out. */
export function upcomingWeeks(dates: readonly ComingDate[]): UpcomingWeek[] {
  const weeks = new Map<CivilDate, UpcomingWeek>()
  for (const date of dates) {
    const monday = mondayOf(date.occurrence.on)
    const week = weeks.get(monday) ?? { monday, sunday: addDays(monday, 6), dates: [] }
    week.dates.push(date)
    weeks.set(monday, week)
  }
  return [...weeks.values()]
}

/** The Monday of the week of a day. */
export function mondayOf(on: CivilDate): CivilDate {
  return addDays(on, 1 - weekday(on))
}
