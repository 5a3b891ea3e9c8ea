import type { ComplaintClock } from '#shared/domain/complaint-clock.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { WorkingCalendar } from '#shared/domain/working-calendar.ts'
import type { Messages } from '#i18n/messages.ts'

/** 剩 4 天, 今日到期, 逾期 2 天. */
export function clockWords(texts: Messages['today'], { daysLeft }: ComplaintClock): string {
  if (daysLeft < 0) return texts.daysLate(-daysLeft)
  return daysLeft === 0 ? texts.dueToday : texts.daysLeft(daysLeft)
}

/** The number that people call the complaint by; the temporary one until the server has given its own. */
export function complaintNumber({ data }: RecordOf<'complaint'>): string {
  return data.number ?? data.temporaryNumber
}

/** The years, ascending, that clocks were estimated for because their holidays are not announced. */
export function estimatedYears(
  clocks: readonly ComplaintClock[],
  calendar: WorkingCalendar,
): string[] {
  const days = clocks
    .filter(({ certain }) => !certain)
    .flatMap(({ dueOn, warnOn, rollOver }) => [dueOn, warnOn, rollOver ?? dueOn])
  const years = new Set(days.map((day) => day.slice(0, 4)))
  return [...years].filter((year) => calendar.years[year] === undefined).toSorted()
}
