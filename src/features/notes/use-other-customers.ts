import { useCallback } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { siblingsOf } from '#replica/note-groups.ts'
import type { Replica } from '#replica/replica.ts'
import { useReplica } from '#replica/use-replica.ts'
import { factsOf } from './customer-facts.ts'
import type { OtherCustomer } from './product-talk-form.ts'

/** Another customer of a note, as this device knows him at this moment; undefined when his notes are not written here (SC2). */
export function useOtherOf(
  note: RecordOf<'interaction'> | undefined,
): (customerId: string) => OtherCustomer | undefined {
  const replica = useReplica()
  return useCallback((customerId) => otherOf(replica, customerId, note), [replica, note])
}

/** The customers whose note of the same says the same text still: a change is offered for theirs, too. */
export function alikeCustomerIds(replica: Replica, note: RecordOf<'interaction'>): string[] {
  return siblingsOf(replica.all('interaction'), note).flatMap(({ data }) => {
    const [customerId] = data.customerIds
    const isAlike = data.text === note.data.text && customerId !== undefined
    return isAlike && otherOf(replica, customerId, note) !== undefined ? [customerId] : []
  })
}

function otherOf(
  replica: Replica,
  customerId: string,
  note: RecordOf<'interaction'> | undefined,
): OtherCustomer | undefined {
  const card = replica.get('customer', customerId)
  if (card === undefined) return undefined
  if (!replica.session.scopes.includes(portfolioScope(card.data.ownerId))) return undefined
  const sibling = siblingsOf(replica.all('interaction'), note).find(({ data }) =>
    data.customerIds.includes(customerId),
  )
  return { id: card.id, name: card.data.name, facts: factsOf(replica, card), note: sibling }
}
