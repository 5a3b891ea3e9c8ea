import type { ChurnReason } from '#shared/domain/churn-suggestions.ts'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import type { ChurnMessages } from '#i18n/churn/use-churn-messages.ts'
import { formatDate } from '#i18n/format.ts'
import type { Language } from '#i18n/language.tsx'

interface Words {
  texts: ChurnMessages
  language: Language
  /** Its days are named without the year; without it every day says its year. */
  presentYear?: number
}

/**
 * Why a signal is suggested. It says nothing that grows from day to day, so that two devices which make a record of it write
 * the same evidence.
 */
export function reasonWords(reason: ChurnReason, words: Words): string {
  const { language, presentYear = 0 } = words
  const date = (on: CivilDate) => formatDate(language, on, { presentYear })
  const texts = words.texts.reason
  switch (reason.kind) {
    case 'inactive':
      return reason.isNeverReached
        ? texts.neverReached(date(reason.since))
        : texts.inactive(date(reason.since))
    case 'contact_refused':
      return texts.refused(date(reason.since))
    case 'balance_drop':
      return texts.drop(date(reason.from), date(reason.on), reason.bands)
    case 'maturity_no_renew':
      return texts.maturity(date(reason.on))
    case 'complaint':
      return complaintTexts(words)[reason.why](date(reason.on))
    case 'outflow':
      return texts.outflow(date(reason.on))
    case 'competitor':
    case 'closing':
      return texts.mention(date(reason.on), reason.word)
  }
}

/** How long or how often, as of today; null where the reason says all. */
export function reasonCount(reason: ChurnReason, texts: ChurnMessages): string | null {
  if (reason.kind === 'inactive') return texts.days(reason.days)
  return reason.kind === 'contact_refused' ? texts.tries(reason.tries) : null
}

function complaintTexts({ texts: { reason } }: Words) {
  return { overdue: reason.overdue, upset: reason.upset, no_follow_up: reason.noFollowUp }
}
