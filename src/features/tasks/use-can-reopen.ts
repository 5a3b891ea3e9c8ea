import type { RecordOf } from '#shared/domain/record-types.ts'
import { useRecord, useSession } from '#replica/use-replica.ts'

/** R21: a task that was asked of a colleague is not opened again for one who works in the branch no more: nobody would see it. */
export function useCanReopen({ data }: RecordOf<'task'>): boolean {
  const { staffId, branchId } = useSession()
  const assignee = useRecord('staff', data.assigneeId)?.data
  if (data.askedBy === undefined || data.assigneeId === staffId) return true
  return assignee?.active === true && assignee.branchId === branchId && assignee.role !== 'admin'
}
