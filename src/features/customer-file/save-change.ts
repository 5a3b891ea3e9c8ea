import type { ChangeProposal } from '#shared/domain/change-watch.ts'
import type { Customer } from '#shared/domain/customer.ts'
import { type LifeEvent, lifeEventTaskId } from '#shared/domain/life-event.ts'
import type { Task } from '#shared/domain/task.ts'
import type { ChangeRequest, Replica } from '#replica/replica.ts'
import { fileChanges } from './file-form.ts'
import { beginTask, callOffTask } from './rule-task.ts'

export interface SavedChange {
  eventId: string
  /** What the form said when it was opened, and what it says; without the task, which follows from the state. */
  from: Omit<LifeEvent, 'taskId'>
  to: Omit<LifeEvent, 'taskId'>
  card: { data: Pick<Customer, 'ownerId'> }
  /** What it suggests. */
  task: Pick<Task, 'title' | 'kind' | 'dueOn'>
}

/**
 * What a proposal says before anybody decides: the event that is written, or the one that deciding makes. ME8: about the card that
 * it was written about, though `get` names the one that is kept.
 */
export function undecided(
  replica: Pick<Replica, 'get'>,
  { eventId, customerId, kind, on, dateId }: ChangeProposal,
): { open: Omit<LifeEvent, 'taskId'>; isWritten: boolean } {
  const known = replica.get('life-event', eventId)
  if (known !== undefined && known.archivedAt === undefined) {
    return { open: { ...known.data, customerId }, isWritten: true }
  }
  const fresh = { customerId, kind, on, state: 'open' } as const
  return { open: dateId === null ? fresh : { ...fresh, dateId }, isWritten: false }
}

/** R27: a life event and its task in one commit. Planning makes the task, and whatever is decided instead calls it off. */
export function saveChange(
  replica: Pick<Replica, 'get'>,
  { eventId, from, to, card, task }: SavedChange,
): ChangeRequest[] {
  const known = replica.get('life-event', eventId)
  const isArchived = known?.archivedAt !== undefined
  const taskId = lifeEventTaskId(eventId)
  const knownTask = known?.data.taskId === undefined ? {} : { taskId }
  const withTask = to.state === 'planned' ? { taskId } : knownTask
  const { reason, ...rest } = to
  const said = to.state === 'declined' && reason !== undefined ? to : rest
  const restore: ChangeRequest[] = isArchived
    ? [{ recordType: 'life-event', recordId: eventId, kind: 'restore', args: {} }]
    : []
  return [
    ...restore,
    ...fileChanges(
      { type: 'life-event', id: eventId, isNew: known === undefined },
      { ...(isArchived ? known?.data : from), ...knownTask },
      { ...said, ...withTask },
    ),
    ...(to.state === 'planned'
      ? beginTask(
          replica,
          taskId,
          {
            ...task,
            customerId: to.customerId,
            assigneeId: card.data.ownerId,
            priority: 'normal',
            origin: to.kind === 'maturity' ? 'maturity' : 'date',
            originKey: `life-event:${eventId}`,
          },
          isArchived || known?.data.state !== 'planned',
        )
      : callOffTask(replica, taskId)),
  ]
}
