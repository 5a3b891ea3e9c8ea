import { timeOfMinutes } from '#shared/domain/time-of-day.ts'
import type { Language } from '#i18n/language.tsx'
import type { Messages } from '#i18n/messages.ts'
import { formatDate } from '#i18n/format.ts'
import type { ContactWarning } from './contact-warnings.ts'

/** One sentence for each reason. */
export function contactWarningWords(
  warning: ContactWarning,
  messages: Messages,
  language: Language,
): string {
  const { limit } = messages.cadence
  switch (warning.kind) {
    case 'quiet':
      return limit.quiet(timeOfMinutes(warning.from), timeOfMinutes(warning.to))
    case 'cap':
      return limit.cap(warning.used, warning.cap)
    case 'gap':
      return limit.gap(warning.days, formatDate(language, warning.welcomeFrom))
    case 'products':
      return limit.products(warning.inRow)
    default:
      return messages.customers.contactWarning[warning.kind]
  }
}
