import { useMemo } from 'react'
import type { CustomerIdentity } from '#shared/domain/customer-identity.ts'
import { type MergeDifference, mergeDifferences } from '#shared/domain/merge-differences.ts'
import { servicePlanId } from '#shared/domain/service-plan.ts'
import type { Replica } from '#replica/replica.ts'
import { useAll, useBy, useMergedCustomers, useRecord, useReplica } from '#replica/use-replica.ts'
import { customerHere } from './merge-commands.ts'

/** What hangs on a customer, by kind; needs, plans and what else is in the file are counted together. */
export interface Following {
  interaction: number
  task: number
  'important-date': number
  complaint: number
  file: number
}

/** What the other one says and the one who is kept does not; made anew when one of them changes. */
export function useDifferences(keptId: string, otherId: string): readonly MergeDifference[] {
  const replica = useReplica()
  const cards = [useRecord('customer', keptId), useRecord('customer', otherId)]
  const profiles = [useRecord('profile', keptId), useRecord('profile', otherId)]
  return useMemo(
    () => differencesOf(replica, keptId, otherId),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the records stand for what the replica answers
    [replica, keptId, otherId, ...cards, ...profiles],
  )
}

function differencesOf(
  replica: Pick<Replica, 'get'>,
  keptId: string,
  otherId: string,
): readonly MergeDifference[] {
  const [kept, other] = [keptId, otherId].map((id) => customerHere(replica, id))
  if (!kept || !other) return []
  return mergeDifferences(
    { card: kept.card.data, profile: kept.profile?.data },
    { card: other.card.data, profile: other.profile?.data },
  )
}

/** Invariant 14: the identity numbers, as they are kept, of a customer and of all who are merged into him. */
export function useIdentities(id: string): readonly CustomerIdentity[] {
  const replica = useReplica()
  useRecord('profile', id)
  useMergedCustomers(id)
  return identitiesOf(replica, id)
}

/** The same, as it is at this moment. */
export function identitiesOf(
  replica: Pick<Replica, 'get' | 'mergedCustomers'>,
  id: string,
): CustomerIdentity[] {
  return [id, ...replica.mergedCustomers(id)].flatMap(
    (each) => replica.get('profile', each)?.data.identity ?? [],
  )
}

/** How much hangs on a customer. */
export function useFollowing(id: string): Following {
  const needs = useBy('need.customer', id).length
  const snapshots = useBy('finance-snapshot.customer', id).length
  const relations = useBy('relation.customer', id).length
  const plan = useRecord('service-plan', servicePlanId(id))
  const plans = plan !== undefined && plan.archivedAt === undefined ? 1 : 0
  const signals = useBy('churn-signal.customer', id).length
  const consents = useBy('consent.customer', id).length
  const events = useBy('life-event.customer', id).length
  const feedback = useBy('feedback.customer', id).length
  return {
    interaction: useBy('interaction.customer', id).length,
    task: useBy('task.customer', id).length,
    'important-date': useBy('important-date.customer', id).length,
    complaint: useBy('complaint.customer', id).length,
    file: needs + snapshots + relations + plans + signals + consents + events + feedback,
  }
}

/** Of two the one with more records; of equals the older. */
export function useUsualKept(oneId: string, otherId: string): string {
  const replica = useReplica()
  useAll('customer')
  const [one, other] = [sumOf(useFollowing(oneId)), sumOf(useFollowing(otherId))]
  if (one !== other) return one > other ? oneId : otherId
  const madeAt = (id: string) => replica.get('customer', id)?.createdAt ?? Infinity
  return madeAt(oneId) <= madeAt(otherId) ? oneId : otherId
}

/** All of it. */
export function sumOf(following: Following): number {
  return Object.values(following).reduce<number>((sum, count) => sum + count, 0)
}
