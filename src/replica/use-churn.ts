import { useDeferredValue, useMemo } from 'react'
import { churnMoment, type ChurnSuggestion } from '#shared/domain/churn-suggestions.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { type SuggestedChurn, suggestedChurn, unjudged } from './churn.ts'
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

/** Everybody looked after here who may leave, unjudged. Typing and taps stay ahead of it; nobody before the notes are in memory. */
export function useSuggestedChurn(): readonly SuggestedChurn[] {
  const replica = useReplica()
  const { scopes } = useSession()
  const loaded = useIsLoaded()
  const cards = useDeferredValue(useAll('customer'))
  const notes = useDeferredValue(useAll('interaction'))
  const snapshots = useAll('finance-snapshot')
  const dates = useAll('important-date')
  const complaints = useAll('complaint')
  const events = useAll('life-event')
  const signals = useAll('churn-signal')
  const rules = useRules()
  const today = useToday()
  return useMemo(() => {
    if (!loaded) return none
    const all = cards.map((card) => contactCard(replica, card))
    const records = { cards: all, notes, snapshots, dates, complaints, events, signals }
    return suggestedChurn(records, scopes, churnMoment(rules, today), replica)
  }, [
    replica,
    loaded,
    cards,
    notes,
    snapshots,
    dates,
    complaints,
    events,
    signals,
    scopes,
    rules,
    today,
  ])
}

/** What the records say of one customer and nobody has judged; only for whoever sees his notes. */
export function useChurnOf(ofCard: RecordOf<'customer'> | undefined): readonly ChurnSuggestion[] {
  const replica = useReplica()
  const card = useContactCard(ofCard)
  const id = card?.id ?? ''
  const loaded = useIsLoaded()
  const notes = useBy('interaction.customer', id)
  const snapshots = useBy('finance-snapshot.customer', id)
  const dates = useBy('important-date.customer', id)
  const complaints = useBy('complaint.customer', id)
  const events = useBy('life-event.customer', id)
  const signals = useBy('churn-signal.customer', id)
  const rules = useRules()
  const today = useToday()
  return useMemo(() => {
    if (card === undefined || !loaded) return none
    return unjudged(
      { card, notes, snapshots, dates, complaints, events },
      signals,
      churnMoment(rules, today),
      replica,
    )
  }, [replica, card, loaded, notes, snapshots, dates, complaints, events, signals, rules, today])
}
