import { civilDateParts } from '#shared/domain/civil-date.ts'
import type { Consent } from '#shared/domain/consent.ts'
import { useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'

/** Puts consents into words. */
export function useConsentWords() {
  const { language, messages } = useLanguage()
  const presentYear = civilDateParts(useToday()).year
  const { consentState, consentWay } = messages.domain
  const date = (on: string) => formatDate(language, on, { presentYear })
  return {
    date,
    /** 3月2日同意 · 书面. */
    said: ({ state, on, how }: Consent) =>
      messages.customerFile.consents.said(consentState[state], date(on), consentWay[how]),
  }
}
