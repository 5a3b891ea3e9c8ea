import { useCallback } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { siblingsOf } from '#replica/note-groups.ts'
import type { Replica } from '#replica/replica.ts'
import { useReplica } from '#replica/use-replica.ts'
import { factsOf } from './customer-facts.ts'
import type { OtherCustomer } from './product-talk-form.ts'

/**
 * Another customer of a note about `ownId`, as this device knows him at this moment; undefined when his notes are not written
 * here (SC2), and when he is the same person by now (ME8).
 */
export function useOtherOf(
  ownId: string,
  note: RecordOf<'interaction'> | undefined,
): (customerId: string) => OtherCustomer | undefined {
  const replica = useReplica()
  return useCallback(
    (customerId) => otherOf(replica, customerId, { ownId, note }),
    [replica, ownId, note],
  )
}

/** The customers whose note of the same says the same text still: a change is offered for theirs, too. */
export function alikeCustomerIds(replica: Replica, note: RecordOf<'interaction'>): string[] {
  const ownId = note.data.customerIds[0] ?? ''
  return siblingsOf(replica.all('interaction'), note).flatMap(({ data }) => {
    const [customerId] = data.customerIds
    const isAlike = data.text === note.data.text && customerId !== undefined
    return isAlike && otherOf(replica, customerId, { ownId, note }) !== undefined
      ? [customerId]
      : []
  })
}

/** `useOtherOf` at this moment. */
export function otherOf(
  replica: Replica,
  customerId: string,
  { ownId, note }: { ownId: string; note: RecordOf<'interaction'> | undefined },
): OtherCustomer | undefined {
  const keptId = replica.keptCustomer(customerId)
  if (keptId === replica.keptCustomer(ownId)) return undefined
  const card = replica.get('customer', keptId)
  if (card === undefined) return undefined
  if (!replica.session.scopes.includes(portfolioScope(card.data.ownerId))) return undefined
  const sibling = siblingsOf(replica.all('interaction'), note).find(({ data }) =>
    data.customerIds.includes(keptId),
  )
  return { id: card.id, name: card.data.name, facts: factsOf(replica, card), note: sibling }
}
