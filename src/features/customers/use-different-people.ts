import { useMemo } from 'react'
import { pairKey } from '#shared/domain/duplicate-pairs.ts'
import { differentPeopleId } from '#shared/domain/preference.ts'
import { type ChangeRequest, create } from '#replica/replica.ts'
import { useAll, useCommit, useReplica, useSession } from '#replica/use-replica.ts'

interface Pair {
  one: { id: string }
  other: { id: string }
}

/** R17: the pairs (`pairKey`) that this person said are two people, on whichever device. */
export function useDifferentPeople(): ReadonlySet<string> {
  const all = useAll('preference')
  return useMemo(() => {
    const pairs = all.flatMap(({ data: { customerIds } }) => customerIds?.join('|') ?? [])
    return new Set(pairs)
  }, [all])
}

/** Says it of a pair, or takes it back; answers whether it is stored. */
export function useSayDifferent(): {
  say: (pair: Pair) => Promise<boolean>
  takeBack: (pair: Pair) => Promise<boolean>
} {
  const commit = useCommit()
  const replica = useReplica()
  const { staffId } = useSession()
  const idOf = ({ one, other }: Pair) => differentPeopleId(staffId, [one.id, other.id])
  return {
    async say(pair) {
      const id = idOf(pair)
      const isKnown = replica.get('preference', id) !== undefined
      const ids = pairKey(pair.one, pair.other).split('|')
      const made = create('preference', id, { staffId, kind: 'different-people', customerIds: ids })
      // Another device may have said it and taken it back, which this one has not heard of.
      const requests = isKnown ? [moved(id, 'restore')] : [made, moved(id, 'restore')]
      return (await commit(requests)).ok
    },
    takeBack: async (pair) => (await commit([moved(idOf(pair), 'archive')])).ok,
  }
}

function moved(recordId: string, kind: 'archive' | 'restore'): ChangeRequest {
  return { recordType: 'preference', recordId, kind, args: {} }
}
