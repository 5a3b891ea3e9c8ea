import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import type { Stamp } from '#shared/protocol/record.ts'
import { betweenColleaguesScope } from '#shared/protocol/scope.ts'
import { changed } from './changed-record.ts'
import { isOpenTask } from './hand-over.ts'
import type { StaffAccount } from './store/staff-table.ts'
import type { Transaction } from './store/store.ts'

const taskTier = [recordTypeDefinitions.task.tier]

/**
 * R21: what colleagues asked of somebody who leaves, moves or becomes an administrator is given up: nobody else sees it, and it
 * cannot go to another. Stamped with neither of the two, it tells who asked. What he asked of others stays theirs to do.
 */
export async function endAskedTasks(
  { records }: Transaction,
  { id, branchId }: StaffAccount,
  by: Stamp,
): Promise<void> {
  const scope = betweenColleaguesScope(branchId)
  await records.hold([scope])
  for await (const stored of records.sweep(scope, { tiers: taskTier, mentioning: id })) {
    const { type, data, archivedAt } = stored.record
    if (type !== 'task' || data['assigneeId'] !== id || archivedAt !== undefined) continue
    if (!isOpenTask(data)) continue
    const ended = changed(stored.record, 'status', 'cancelled', by)
    // Given back once and given again: what was said then is no reason now.
    const isSaid = data['returned'] !== undefined
    records.replace(stored, isSaid ? changed(ended, 'returned', null, by) : ended, scope)
  }
}
