import type { ComplaintClock } from '#shared/domain/complaint-clock.ts'
import type { Messages } from '#i18n/messages.ts'
import type { DeadlineLevel } from '#ui/deadline-bar.tsx'

/** The loudest word of a complaint: what is left, or by how much it is late. */
export function deadlineWords(daysLeft: number, texts: Messages['complaints']): string {
  if (daysLeft < 0) return texts.overdue(-daysLeft)
  return daysLeft === 0 ? texts.dueToday : texts.daysLeft(daysLeft)
}

/** The tone of the bar for a level of the clock. */
export const barLevel: Record<ComplaintClock['level'], DeadlineLevel> = {
  ok: 'calm',
  done: 'calm',
  warn: 'soon',
  danger: 'late',
}
