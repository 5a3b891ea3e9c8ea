import { useMemo, useSyncExternalStore } from 'react'
import { type ContactStanding, strictestStanding } from '#shared/domain/contact-standing.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { Replica } from './replica.ts'
import { useMergedCustomers, useReplica } from './use-replica.ts'

type Cards = Pick<Replica, 'get' | 'keptCustomer' | 'mergedCustomers'>

/** ME8: a card with the strictest that it and those merged into it say about contact; the same one where nothing was merged. */
export function contactCard<Card extends { id: string; data: ContactStanding }>(
  replica: Cards,
  card: Card,
): Card {
  const others = replica.mergedCustomers(card.id)
  if (others.length === 0) return card
  const said = others.flatMap((id) => replica.get('customer', id)?.data ?? [])
  return { ...card, data: { ...card.data, ...strictestStanding(card.data, said) } }
}

/** `contactCard` of the customer under whom one is shown; undefined when he is not here. */
export function contactCardOf(
  replica: Cards,
  customerId: string,
): RecordOf<'customer'> | undefined {
  const card = replica.get('customer', replica.keptCustomer(customerId))
  return card && contactCard(replica, card)
}

/** `contactCard`, and again when one of the cards changes. */
export function useContactCard<Card extends { id: string; data: ContactStanding } | undefined>(
  card: Card,
): Card {
  const replica = useReplica()
  const others = useMergedCustomers(card?.id ?? '')
  const revision = useSyncExternalStore(replica.subscribe, () =>
    others.length === 0 ? 0 : replica.revision('customer'),
  )
  return useMemo(
    () => (card === undefined ? card : contactCard(replica, card)),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the other cards are read through the replica
    [replica, card, others, revision],
  )
}
