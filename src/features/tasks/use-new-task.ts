import { useNewId, useReplica, useSession } from '#replica/use-replica.ts'
import type { ChangeRequest } from '#replica/replica.ts'
import { isBetweenTwo } from './asked-tasks.ts'
import { type Asking, newTask, type TaskContent } from './task-commands.ts'

/** A task that is not kept yet. */
export interface NewTask {
  taskId: string
  requests: ChangeRequest[]
}

/** Makes new tasks for whom their content names; what goes to a colleague who does not read the file is between two (R21). */
export function useNewTask() {
  const newId = useNewId()
  const replica = useReplica()
  const { staffId, branchId, scopes } = useSession()

  const askingOf = (assigneeId: string, customerId: string | undefined): Asking | undefined => {
    const assignee = assigneeId === staffId ? undefined : replica.get('staff', assigneeId)
    const card = customerId === undefined ? undefined : replica.get('customer', customerId)?.data
    const isAsked = assignee !== undefined && isBetweenTwo(assignee, card, scopes)
    return isAsked ? { askedBy: staffId, branchId } : undefined
  }
  return (
    content: TaskContent,
    from: { customerId?: string | undefined; noteId?: string | undefined; promised: boolean },
  ): NewTask => {
    const taskId = newId()
    const asking = askingOf(content.assigneeId, from.customerId)
    return { taskId, requests: newTask(taskId, content, { ...from, asking }) }
  }
}
