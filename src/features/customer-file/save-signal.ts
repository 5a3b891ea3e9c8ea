import { intervention } from '#shared/domain/churn-intervention.ts'
import {
  type ChurnSignal,
  interventionTaskId,
  isPendingSignal,
} from '#shared/domain/churn-signal.ts'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import type { Customer } from '#shared/domain/customer.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { type ChangeRequest, patch, type Replica } from '#replica/replica.ts'
import { fileChanges } from './file-form.ts'
import { beginTask, callOffTask, isToDo } from './rule-task.ts'

export interface SavedSignal {
  signalId: string
  /** What the form said when it was opened, and what it says; without the task, which follows from the state. */
  from: Omit<ChurnSignal, 'taskId'>
  to: Omit<ChurnSignal, 'taskId'>
  card: RecordOf<'customer'>
  today: CivilDate
  taskTitle: string
  /** For the completion of the task. */
  completionId: string
  /** The stage that the customer is to have; null leaves it. */
  stage?: Customer['stage'] | null
}

/**
 * R43: a signal, the task of its intervention and the stage of the customer, in one commit. An intervention is due the same
 * day; a result completes its task, and a false alarm calls it off.
 */
export function saveSignal(
  replica: Pick<Replica, 'get'>,
  { signalId, from, to, card, stage = null, ...of }: SavedSignal,
): ChangeRequest[] {
  const known = replica.get('churn-signal', signalId)
  const taskId = interventionTaskId(signalId)
  const hasTask = to.state === 'intervening' || known?.data.taskId !== undefined
  const requests: ChangeRequest[] = []
  if (known?.archivedAt !== undefined) {
    requests.push({ recordType: 'churn-signal', recordId: signalId, kind: 'restore', args: {} })
  }
  const isDecided = known?.archivedAt !== undefined || known?.data.state !== 'intervening'
  const before = known === undefined || known.archivedAt === undefined ? from : known.data
  const withTask = hasTask ? { taskId } : {}
  requests.push(
    ...fileChanges(
      { type: 'churn-signal', id: signalId, isNew: known === undefined },
      { ...before, ...(known?.data.taskId === undefined ? {} : { taskId: known.data.taskId }) },
      { ...to, ...withTask },
    ),
    ...taskChanges(replica, { taskId, signalId, to, card, isDecided, ...of }),
  )
  if (stage !== null && stage !== card.data.stage) {
    requests.push(patch('customer', card.id, card.data, { stage }))
  }
  return requests
}

function taskChanges(
  replica: Pick<Replica, 'get'>,
  {
    taskId,
    signalId,
    to,
    card,
    today,
    taskTitle,
    completionId,
    isDecided,
  }: Omit<SavedSignal, 'from' | 'stage'> & { taskId: string; isDecided: boolean },
): ChangeRequest[] {
  if (to.state === 'intervening') {
    const task = {
      ...intervention,
      title: taskTitle,
      customerId: to.customerId,
      assigneeId: card.data.ownerId,
      dueOn: today,
      priority: 'high',
      originKey: `churn:${signalId}`,
    } as const
    return beginTask(replica, taskId, task, isDecided)
  }
  const task = replica.get('task', taskId)
  if (task === undefined || !isToDo(task) || isPendingSignal(to)) return []
  return to.state === 'dismissed'
    ? callOffTask(replica, taskId)
    : [{ recordType: 'task', recordId: taskId, kind: 'complete', args: { completionId } }]
}
