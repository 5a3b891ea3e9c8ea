import { civilDateInShanghai, type CivilDate, daysBetween } from '#shared/domain/civil-date.ts'
import type { Messages } from '#i18n/messages.ts'

/** How long ago the last contact was, in words; `null` is never. A clock that is behind says today. */
export function lastContactWords(
  texts: Messages['customers']['lastContact'],
  today: CivilDate,
  lastContactAt: number | null,
): string {
  if (lastContactAt === null) return texts.never
  const days = daysBetween(civilDateInShanghai(lastContactAt), today)
  if (days <= 0) return texts.today
  if (days === 1) return texts.yesterday
  return days < 366 ? texts.days(days) : texts.years(Math.floor(days / 365))
}
