import { useMemo } from 'react'
import { type CivilDate, daysBetween } from '#shared/domain/civil-date.ts'
import { countsAsTouch } from '#shared/domain/interaction.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { taskState } from '#shared/domain/task.ts'
import { useContactCard } from '#replica/contact-card.ts'
import { useHeldBackOf } from '#replica/held-tasks.ts'
import { useBy, useOpenComplaints, useRecord, useSession, useToday } from '#replica/use-replica.ts'
import { seesPortfolio } from './customer-access.ts'

/** What a colleague must know in the five seconds before the greeting. */
export interface Briefing {
  card: RecordOf<'customer'>
  /** Undefined when there is none, or when it is not for this colleague. */
  profile: RecordOf<'profile'> | undefined
  seesPortfolio: boolean
  lastTalk: RecordOf<'interaction'> | undefined
  /** Promises first, then by due date. */
  openTasks: readonly RecordOf<'task'>[]
  openComplaints: readonly RecordOf<'complaint'>[]
  /** What changed in the customer's life, near to today on both sides; the latest first. */
  recentChanges: readonly RecordOf<'life-event'>[]
  ownerName: string | undefined
}

/** The briefing of a customer; null when the card is not here or is archived. */
export function useBriefing(customerId: string): Briefing | null {
  const session = useSession()
  const card = useContactCard(useRecord('customer', customerId))
  const profile = useRecord('profile', customerId)
  const owner = useRecord('staff', card?.data.ownerId)
  const notes = useBy('interaction.customer', customerId)
  const heldBack = useHeldBackOf(card)
  const tasks = useBy('task.customer', customerId)
  const events = useBy('life-event.customer', customerId)
  const today = useToday()
  const complaints = useOpenComplaints().get(customerId)
  const lastTalk = useMemo(() => latestTalk(notes), [notes])
  const openTasks = useMemo(
    () => tasksAhead(tasks.filter((task) => heldBack(task) === null)),
    [tasks, heldBack],
  )
  const recentChanges = useMemo(() => changesAround(events, today), [events, today])
  if (card === undefined || card.archivedAt !== undefined) return null
  return {
    card,
    profile,
    seesPortfolio: seesPortfolio(session, card.data),
    lastTalk,
    openTasks,
    openComplaints: complaints ?? [],
    recentChanges,
    ownerName: owner?.data.name,
  }
}

/** The latest contact that reached the customer (invariant 2). */
function latestTalk(
  notes: readonly RecordOf<'interaction'>[],
): RecordOf<'interaction'> | undefined {
  return notes
    .filter(({ data }) => countsAsTouch(data))
    .reduce<RecordOf<'interaction'> | undefined>(
      (latest, note) => (latest === undefined || note.data.at > latest.data.at ? note : latest),
      undefined,
    )
}

/** So many days before and after today a change is part of the briefing: a season. */
const changeDays = 90

function changesAround(
  events: readonly RecordOf<'life-event'>[],
  today: CivilDate,
): RecordOf<'life-event'>[] {
  return events
    .filter(
      ({ data }) =>
        data.reason !== 'mistaken' && Math.abs(daysBetween(data.on, today)) <= changeDays,
    )
    .toSorted((one, other) =>
      `${one.data.on} ${one.id}` < `${other.data.on} ${other.id}` ? 1 : -1,
    )
}

/** Open tasks: what was promised comes first, then what is due first. */
function tasksAhead(tasks: readonly RecordOf<'task'>[]): RecordOf<'task'>[] {
  return tasks
    .filter(({ data }) => ['todo', 'doing'].includes(taskState(data)))
    .toSorted(
      (one, other) =>
        Number(other.data.origin === 'promise') - Number(one.data.origin === 'promise') ||
        // The id keeps tasks of one day in the same order on every device.
        (`${one.data.dueOn} ${one.id}` < `${other.data.dueOn} ${other.id}` ? -1 : 1),
    )
}
