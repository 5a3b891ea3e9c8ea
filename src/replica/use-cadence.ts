import { useDeferredValue, useMemo } from 'react'
import { type Cadence, cadenceDay, cadenceOf } from '#shared/domain/cadence.ts'
import type { CadenceRules } from '#shared/domain/cadence-rules.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { cadenceRulesOf } from '#shared/domain/rule-table.ts'
import { cadencesOf, type CustomerCadence } from './cadences.ts'
import { contactCard, useContactCard } from './contact-card.ts'
import { useAll, useBy, useReplica, useRules, useSession, useToday } from './use-replica.ts'

/** The numbers of the cadence in force today. */
export function useCadenceRules(): CadenceRules {
  return cadenceRulesOf(useRules())
}

/** How one customer stands; only for whoever sees his notes. */
export function useCadence(ofCard: RecordOf<'customer'>): Cadence {
  const card = useContactCard(ofCard)
  const notes = useBy('interaction.customer', card.id)
  const rules = useCadenceRules()
  const today = useToday()
  return useMemo(
    () =>
      cadenceOf({
        customer: card.data,
        contacts: notes.map(({ data }) => data),
        knownSince: card.createdAt,
        rules,
        today: cadenceDay(today),
      }),
    [card, notes, rules, today],
  )
}

/** How all customers stand that are looked after here. Typing and taps stay ahead of it. */
export function useCadences(): readonly CustomerCadence[] {
  const replica = useReplica()
  const { scopes } = useSession()
  const cards = useDeferredValue(useAll('customer'))
  const notes = useDeferredValue(useAll('interaction'))
  const rules = useCadenceRules()
  const today = useToday()
  return useMemo(
    () =>
      cadencesOf({
        cards: cards.map((card) => contactCard(replica, card)),
        notes,
        scopes,
        rules,
        today,
      }),
    [replica, cards, notes, scopes, rules, today],
  )
}
