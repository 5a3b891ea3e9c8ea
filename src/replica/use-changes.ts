import { useMemo } from 'react'
import type { ChangeProposal } from '#shared/domain/change-watch.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { proposalsOf, type ProposedChange, proposedChanges } from './changes.ts'
import { contactCard, useContactCard } from './contact-card.ts'
import {
  useAll,
  useBy,
  useIsLoaded,
  useReplica,
  useRules,
  useSession,
  useToday,
} from './use-replica.ts'

const none: readonly never[] = []

/** R27: what is to be decided on of everybody looked after here; nothing before all events are in memory. */
export function useProposedChanges(): readonly ProposedChange[] {
  const replica = useReplica()
  const { scopes } = useSession()
  const loaded = useIsLoaded()
  const cards = useAll('customer')
  const events = useAll('life-event')
  const dates = useAll('important-date')
  const consents = useAll('consent')
  const rules = useRules()
  const today = useToday()
  return useMemo(() => {
    if (!loaded) return none
    const all = cards.map((card) => contactCard(replica, card))
    return proposedChanges(
      { cards: all, events, dates, consents },
      scopes,
      { rules, today },
      replica,
    )
  }, [replica, loaded, cards, events, dates, consents, scopes, rules, today])
}

/** What is to be decided on of one customer. */
export function useChangesOf(ofCard: RecordOf<'customer'> | undefined): readonly ChangeProposal[] {
  const replica = useReplica()
  const card = useContactCard(ofCard)
  const id = card?.id ?? ''
  const loaded = useIsLoaded()
  const events = useBy('life-event.customer', id)
  const dates = useBy('important-date.customer', id)
  const consents = useBy('consent.customer', id)
  const rules = useRules()
  const today = useToday()
  return useMemo(() => {
    if (card === undefined || !loaded) return none
    return proposalsOf({ card, events, dates, consents }, { rules, today }, replica)
  }, [replica, card, loaded, events, dates, consents, rules, today])
}
