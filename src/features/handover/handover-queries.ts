import { useMemo } from 'react'
import { handoverState, waitsFor, type Handover } from '#shared/domain/handover.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { taskState } from '#shared/domain/task.ts'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { useAll, useOpenComplaints, useSession } from '#replica/use-replica.ts'

/** The hand-overs of a branch as one person sees them, the latest first. */
export interface HandoverGroups {
  toMe: RecordOf<'handover'>[]
  fromMe: RecordOf<'handover'>[]
  /** Of others, which a lead may decide in their place. */
  branch: RecordOf<'handover'>[]
  decided: RecordOf<'handover'>[]
}

/** Sorts hand-overs by what this person has to do with them; what others arrange among themselves is for leads. */
export function handoverGroups(
  handovers: readonly RecordOf<'handover'>[],
  { staffId, isLead }: { staffId: string; isLead: boolean },
): HandoverGroups {
  const groups: HandoverGroups = { toMe: [], fromMe: [], branch: [], decided: [] }
  for (const handover of handovers.toSorted((one, other) => timeOf(other) - timeOf(one))) {
    const { toId, fromId } = handover.data
    const isMine = handover.createdBy === staffId || fromId === staffId
    if (handoverState(handover.data) !== 'proposed') {
      if (isMine || isLead || toId === staffId) groups.decided.push(handover)
    } else if (waitsFor(handover.data, staffId)) groups.toMe.push(handover)
    else if (isMine) groups.fromMe.push(handover)
    else if (isLead) groups.branch.push(handover)
  }
  return groups
}

/** The cards that a hand-over moves if it is accepted now; what somebody else owns by now stays where it is. */
export function useMovingCards({
  fromId,
  customerIds,
}: Pick<Handover, 'fromId' | 'customerIds'>): readonly RecordOf<'customer'>[] {
  const owned = useCardsOf(fromId)
  return useMemo(() => {
    if (customerIds === undefined) return owned
    const named = new Set(customerIds)
    return owned.filter(({ id }) => named.has(id))
  }, [owned, customerIds])
}

/** The customers of a colleague, by name. */
export function useCardsOf(ownerId: string): readonly RecordOf<'customer'>[] {
  const cards = useAll('customer')
  return useMemo(
    () =>
      cards
        .filter(({ data }) => data.ownerId === ownerId)
        .toSorted((one, other) => one.data.name.localeCompare(other.data.name, 'zh-CN')),
    [cards, ownerId],
  )
}

/** What comes along with customers. */
export interface Along {
  customers: number
  /** Null where this device does not hold the tasks: they lie in the portfolio of the present owner (SC2). */
  openTasks: number | null
  openComplaints: number
}

/** Counts what comes along with these customers of `fromId`. */
export function useAlong(fromId: string, customerIds: ReadonlySet<string>): Along {
  const tasks = useAll('task')
  const complaints = useOpenComplaints()
  const { scopes } = useSession()
  const seesTasks = scopes.includes(portfolioScope(fromId))
  return useMemo(() => {
    const isOpen = ({ data }: RecordOf<'task'>) =>
      data.customerId !== undefined &&
      customerIds.has(data.customerId) &&
      ['todo', 'doing'].includes(taskState(data))
    let openComplaints = 0
    for (const id of customerIds) openComplaints += complaints.get(id)?.length ?? 0
    const openTasks = seesTasks || customerIds.size === 0 ? tasks.filter(isOpen).length : null
    return { customers: customerIds.size, openTasks, openComplaints }
  }, [tasks, complaints, seesTasks, customerIds])
}

/** Customers that are in a hand-over which waits. */
export function useProposedIds(): ReadonlySet<string> {
  const handovers = useAll('handover')
  return useMemo(
    () =>
      new Set(
        handovers
          .filter(({ data }) => handoverState(data) === 'proposed')
          .flatMap(({ data }) => data.customerIds ?? []),
      ),
    [handovers],
  )
}

function timeOf({ data, createdAt }: RecordOf<'handover'>): number {
  return data.decidedAt ?? createdAt
}
