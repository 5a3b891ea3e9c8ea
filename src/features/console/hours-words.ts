import type { Branch } from '#shared/domain/branch.ts'
import { timeOfMinutes } from '#shared/domain/time-of-day.ts'

interface HoursTexts {
  weekdays: readonly string[]
  closed: string
  hoursOf(from: string, to: string): string
}

/** Days in a row with the same hours as one line: `周一–周五 09:00–17:00`. */
export function hoursWords(
  hours: Branch['hours'],
  texts: HoursTexts,
): { days: string; hours: string }[] {
  const runs: { first: number; last: number; hours: string }[] = []
  for (const [index, day] of hours.entries()) {
    const words =
      day === null ? texts.closed : texts.hoursOf(timeOfMinutes(day.from), timeOfMinutes(day.to))
    const run = runs.at(-1)
    if (run?.hours === words) run.last = index
    else runs.push({ first: index, last: index, hours: words })
  }
  return runs.map(({ first, last, hours: words }) => {
    const [from = '', to = ''] = [texts.weekdays[first], texts.weekdays[last]]
    return { days: first === last ? from : `${from}–${to}`, hours: words }
  })
}
