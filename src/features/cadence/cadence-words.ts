import { type Cadence, overContacted } from '#shared/domain/cadence.ts'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import { formatDate } from '#i18n/format.ts'
import type { Language } from '#i18n/language.tsx'
import type { Messages } from '#i18n/messages.ts'

/** Why a customer stands where he stands, in words, the reason first. */
export function cadenceWords(
  cadence: Cadence,
  { messages, language, today }: { messages: Messages; language: Language; today: CivilDate },
): string[] {
  const texts = messages.cadence
  const { held, policy, usedThisMonth, productsInRow } = cadence
  if (held !== null) {
    return [held === 'deceased' ? messages.customers.deceased : messages.domain.doNotContact[held]]
  }
  const used = texts.used(usedThisMonth, policy.monthlyCap)
  switch (overContacted(cadence)) {
    case 'cap':
      return [texts.overCap(usedThisMonth, policy.monthlyCap)]
    case 'products':
      return [texts.overProducts(productsInRow, policy.productsInRow), used]
    default:
      return [
        sinceWords(cadence, texts),
        ...retryWords(cadence, { texts, language, today }),
        texts.every(policy.idealDays),
        ...(usedThisMonth > 0 ? [used] : []),
      ]
  }
}

function sinceWords({ lastTouchAt, daysSince }: Cadence, texts: Messages['cadence']): string {
  if (lastTouchAt === null) return texts.neverReached(daysSince)
  return daysSince === 0 ? texts.sinceToday : texts.since(daysSince)
}

function retryWords(
  { retry }: Cadence,
  { texts, language, today }: { texts: Messages['cadence']; language: Language; today: CivilDate },
): string[] {
  if (retry === null) return []
  if (retry.isSpent) return [texts.retrySpent(retry.tries)]
  if (retry.on <= today) return [texts.retryNow(retry.tries)]
  return [texts.retry(retry.tries, formatDate(language, retry.on))]
}
