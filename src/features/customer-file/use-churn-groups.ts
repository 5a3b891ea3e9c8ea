import { useMemo } from 'react'
import { useSuggestedChurn } from '#replica/use-churn.ts'
import { useAll, useReplica } from '#replica/use-replica.ts'
import { churnGroups } from './churn-groups.ts'

/** All signals of the customers looked after here, by group. */
export function useChurnGroups(): ReturnType<typeof churnGroups> {
  const replica = useReplica()
  const cards = useAll('customer')
  const suggested = useSuggestedChurn()
  const signals = useAll('churn-signal')
  return useMemo(
    () => churnGroups(suggested, signals, (id) => replica.get('customer', id)),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the cards stand for those that are looked up
    [suggested, signals, cards, replica],
  )
}
