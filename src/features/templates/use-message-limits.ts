import { timeOfDayInShanghai } from '#shared/domain/civil-date.ts'
import { contactLimits } from '#shared/domain/contact-limits.ts'
import {
  type MessageChannel,
  type MessageStanding,
  messageStanding,
  openMessageChannels,
} from '#shared/domain/message-standing.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { TemplateOccasion } from '#shared/domain/template.ts'
import { minutesOfDay, timeOfMinutes } from '#shared/domain/time-of-day.ts'
import { useContactCard } from '#replica/contact-card.ts'
import { useCadence, useCadenceRules } from '#replica/use-cadence.ts'
import { useBy, useNow, useOpenComplaints, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { useTemplateMessages } from '#i18n/templates/use-template-messages.ts'

interface MessageLimits {
  standing: MessageStanding
  channels: readonly MessageChannel[]
  /** One sentence for each thing to mind. */
  warnings: (channel: MessageChannel) => string[]
}

/** Invariants 5 and 6, R39: whether a message may be offered for a customer now, by what, and what to mind before it is sent. */
export function useMessageLimits(
  ofCard: RecordOf<'customer'>,
  occasion: TemplateOccasion,
): MessageLimits {
  const { language, messages } = useLanguage()
  const texts = useTemplateMessages()
  const customer = useContactCard(ofCard).data
  const openComplaints = useOpenComplaints().get(ofCard.id)?.length ?? 0
  const consents = useBy('consent.customer', ofCard.id)
  const cadence = useCadence(ofCard)
  const rules = useCadenceRules()
  const minute = minutesOfDay(timeOfDayInShanghai(useNow()))
  const standing = messageStanding(occasion, {
    customer,
    openComplaints,
    consents,
    today: useToday(),
  })
  const { limit } = messages.cadence
  const isGreeting = !['maturity', 'appointment', 'followup', 'other'].includes(occasion)

  function warnings(channel: MessageChannel): string[] {
    const limits = contactLimits(cadence, rules, { minute, isGreeting }).flatMap((found) => {
      switch (found.kind) {
        case 'quiet':
          // A chat waits until somebody looks; a text message rings.
          return channel === 'sms'
            ? [texts.mind.quiet(timeOfMinutes(found.from), timeOfMinutes(found.to))]
            : []
        case 'cap':
          return [limit.cap(found.used, found.cap)]
        case 'gap':
          return [limit.gap(found.days, formatDate(language, found.welcomeFrom))]
        case 'products':
          return [limit.products(found.inRow)]
      }
    })
    return [
      ...(customer.doNotContact === 'marketing_only' ? [texts.mind.marketing] : []),
      ...(openComplaints > 0 && standing.kind === 'free' ? [texts.mind.complaint] : []),
      ...limits,
    ]
  }

  return { standing, channels: openMessageChannels(occasion, { consents }), warnings }
}
