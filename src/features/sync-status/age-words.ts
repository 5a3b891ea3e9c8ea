import type { Messages } from '#i18n/messages.ts'

/** How long ago something was, in the largest unit that fits. `ms`: its age. */
export function ageWords(ms: number, texts: Messages['sync']['age']): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return texts.now
  if (minutes < 60) return texts.minutes(minutes)
  const hours = Math.floor(minutes / 60)
  return hours < 24 ? texts.hours(hours) : texts.days(Math.floor(hours / 24))
}
