import { useMemo } from 'react'
import type { ContactStanding } from '#shared/domain/contact-standing.ts'
import type { CustomerFacts } from '#shared/domain/customer-filter.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { contactCard } from '#replica/contact-card.ts'
import {
  useAll,
  useIsLoaded,
  useOpenComplaints,
  usePending,
  useReplica,
} from '#replica/use-replica.ts'
import { type FindMessages, useFindMessages } from '#i18n/find/use-find-messages.ts'
import { type Language, useLanguage } from '#i18n/language.tsx'
import type { Messages } from '#i18n/messages.ts'

/**
 * What the rows of the list say beside the card. It is read here, once for all of them: a row that listens to the replica by itself
 * costs more than all that it draws, and a dozen rows are drawn with each key.
 */
export interface RowReading {
  language: Language
  messages: Messages
  texts: FindMessages
  staffId: string
  facts: CustomerFacts
  /** False while the notes are still being opened: “never” would be a guess. */
  loaded: boolean
  card: (id: string) => RecordOf<'customer'> | undefined
  /** ME8: what is to be known before anybody is contacted, with that of those who were merged into this one. */
  standing: (card: RecordOf<'customer'>) => ContactStanding
  openComplaints: (id: string) => number
  isPending: (id: string) => boolean
  ownerName: (ownerId: string) => string | null
  /** Instant in ms; null: never; undefined: not for this colleague to know. */
  lastContactAt: (card: RecordOf<'customer'>) => number | null | undefined
}

/** Another one whenever a row may say something else. */
export function useRowReading(facts: CustomerFacts): RowReading {
  const { language, messages } = useLanguage()
  const texts = useFindMessages()
  const replica = useReplica()
  const loaded = useIsLoaded()
  const complaints = useOpenComplaints()
  const pending = usePending()
  const staff = useAll('staff')
  return useMemo(
    () => ({
      language,
      messages,
      texts,
      staffId: replica.session.staffId,
      facts,
      loaded,
      card: (id) => replica.get('customer', id),
      standing: (card) => contactCard(replica, card).data,
      openComplaints: (id) => complaints.get(id)?.length ?? 0,
      isPending: (id) => replica.isPending('customer', id),
      ownerName: (ownerId) => replica.get('staff', ownerId)?.data.name ?? null,
      lastContactAt(card) {
        const at = facts.lastContactAt(card.id)
        const isKnown = facts.holdsOwner(card.data.ownerId) && (loaded || at !== undefined)
        return isKnown ? (at ?? null) : undefined
      },
    }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- both are read through the replica
    [language, messages, texts, replica, facts, loaded, complaints, pending, staff],
  )
}
