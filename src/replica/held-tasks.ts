import { useMemo } from 'react'
import { type HeldReason, heldBack, mayBeHeld } from '#shared/domain/held-task.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { contactCardOf, useContactCard } from './contact-card.ts'
import type { Replica } from './replica.ts'
import { useAll, useBy, useReplica } from './use-replica.ts'

/** Why a task stands no more (invariants 5, 17); null where it stands. */
export function useHeldBack(): (task: RecordOf<'task'>) => HeldReason | null {
  const replica = useReplica()
  const cards = useAll('customer')
  const consents = useAll('consent')
  return useMemo(
    () => (task) => heldTask(replica, task),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- cards and consents are read through the replica
    [replica, cards, consents],
  )
}

/** `useHeldBack` for the tasks of one customer: what changes about others does not concern it. */
export function useHeldBackOf(
  customer: RecordOf<'customer'> | undefined,
): (task: RecordOf<'task'>) => HeldReason | null {
  const card = useContactCard(customer)
  const consents = useBy('consent.customer', card?.id ?? '')
  return useMemo(
    () =>
      ({ data }) =>
        heldBack(data, card?.data, consents),
    [card, consents],
  )
}

/** All tasks that are not held back. */
export function useStandingTasks(): readonly RecordOf<'task'>[] {
  const tasks = useAll('task')
  const heldBackOf = useHeldBack()
  return useMemo(() => tasks.filter((task) => heldBackOf(task) === null), [tasks, heldBackOf])
}

/** Why this task stands no more, as the records are now. */
export function heldTask(replica: Replica, { data }: RecordOf<'task'>): HeldReason | null {
  const { customerId } = data
  if (customerId === undefined || !mayBeHeld(data)) return null
  const card = contactCardOf(replica, customerId)
  return heldBack(data, card?.data, replica.by('consent.customer', customerId))
}
