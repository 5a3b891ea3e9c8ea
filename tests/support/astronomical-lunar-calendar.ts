import { MakeTime, SearchMoonPhase, SearchSunLongitude } from 'astronomy-engine'

/** A month as the sky gives it. `firstDay` counts days since 1970-01-01 in UTC+8. */
export interface AstronomicalMonth {
  year: number
  month: number
  leap: boolean
  firstDay: number
  days: number
}

const millisecondsPerDay = 86_400_000
const hour = 3_600_000

/**
 * The months of the lunar years `firstYear` to `lastYear` from new moons and 中气, by the rules of
 * GB/T 33661-2017 in Beijing time (UTC+8). It shares no code with the product:
 *   1. a month begins on the day of a new moon;
 *   2. the month that holds the winter solstice is month 11;
 *   3. with 13 months from one month 11 to the next, the first of them without a 中气 is the leap month
 *      and takes the number of the month before.
 */
export function astronomicalMonths(firstYear: number, lastYear: number): AstronomicalMonth[] {
  const newMoons = newMoonDays(firstYear - 1, lastYear + 1)
  const months: AstronomicalMonth[] = []
  for (let year = firstYear - 1; year <= lastYear; year += 1) {
    months.push(...monthsBetweenSolstices(year, newMoons))
  }
  return months.filter(({ year }) => year >= firstYear && year <= lastYear)
}

/** The months from month 11 of the year up to, not including, month 11 of the next. */
function monthsBetweenSolstices(year: number, newMoons: number[]): AstronomicalMonth[] {
  const start = monthHolding(solarTermDay(270, year, 12), newMoons)
  const end = monthHolding(solarTermDay(270, year + 1, 12), newMoons)
  const principalTerms = [
    ...[300, 330, 0, 30, 60, 90, 120, 150, 180, 210, 240].map((longitude, index) =>
      solarTermDay(longitude, year + 1, index + 1),
    ),
    solarTermDay(270, year, 12),
  ]
  let leapIndex = -1
  if (end - start === 13) {
    for (let index = start; index < end && leapIndex < 0; index += 1) {
      const [from, to] = [dayOf(newMoons, index), dayOf(newMoons, index + 1)]
      if (!principalTerms.some((term) => term >= from && term < to)) leapIndex = index
    }
  }
  const months: AstronomicalMonth[] = []
  let number = 10
  for (let index = start; index < end; index += 1) {
    const leap = index === leapIndex
    if (!leap) number += 1
    const firstDay = dayOf(newMoons, index)
    months.push({
      year: number <= 12 ? year : year + 1,
      month: ((number - 1) % 12) + 1,
      leap,
      firstDay,
      days: dayOf(newMoons, index + 1) - firstDay,
    })
  }
  return months
}

function newMoonDays(firstYear: number, lastYear: number): number[] {
  const days: number[] = []
  const end = Date.UTC(lastYear + 1, 1, 1)
  let search = Date.UTC(firstYear, 9, 1)
  while (search < end) {
    const moment = instantOf(SearchMoonPhase(0, MakeTime(new Date(search)), 40))
    days.push(beijingDay(moment))
    // The next one is 29.2 to 29.9 days later.
    search = moment + 28 * millisecondsPerDay
  }
  return days
}

/** The day of the solar term at this longitude, which falls between the 17th and 25th of the month. */
function solarTermDay(longitude: number, year: number, month: number): number {
  const start = MakeTime(new Date(Date.UTC(year, month - 1, 15)))
  return beijingDay(instantOf(SearchSunLongitude(longitude, start, 15)))
}

function monthHolding(day: number, newMoons: number[]): number {
  return newMoons.findLastIndex((newMoon) => newMoon <= day)
}

function dayOf(newMoons: number[], index: number): number {
  const day = newMoons[index]
  if (day === undefined) throw new Error(`No new moon was computed at ${index}`)
  return day
}

function instantOf(found: { date: Date } | null): number {
  if (found === null) throw new Error('The sky was not searched far enough')
  return found.date.getTime()
}

function beijingDay(instant: number): number {
  return Math.floor((instant + 8 * hour) / millisecondsPerDay)
}
