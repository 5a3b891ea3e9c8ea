import type { CivilDate } from './civil-date.ts'
import { dayInText } from './day-in-text.ts'
import { textLimits } from './text-limits.ts'

/** A title of one character says nothing that could be done. */
const shortest = 2

/**
 * What a clause asks to be done, as the title of a task: without the day at its beginning, which would be wrong the day after.
 *
 * `taskTitle('明天把说明书发给她', '2026-11-30')` is `把说明书发给她`.
 */
export function taskTitle(said: string, today: CivilDate): string {
  const day = dayInText(said, today)
  const rest =
    day?.at === 0
      ? said
          .slice(day.word.length)
          .replace(/^(?:之前|以前|前|就|会|再)/u, '')
          .trim()
      : ''
  return shortened(rest.length < shortest ? said : rest)
}

/** No longer than a title may be, and no character cut in two. */
export function shortened(text: string): string {
  if (text.length <= textLimits.line) return text
  const cut = text.slice(0, textLimits.line)
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut
}
