import type { SyncIssue } from '#shared/domain/sync-issue.ts'
import { derivedId } from '#shared/domain/derived-id.ts'
import type { OperationResult } from '#shared/protocol/outcome.ts'
import { staffScope } from '#shared/protocol/scope.ts'
import { newRecord } from './set-up-branch.ts'
import type { Transaction } from './store/store.ts'

/** OP4: a problem outcome is kept for the author with everything that was typed; nothing else is. */
export async function keepSyncIssue(
  { records }: Pick<Transaction, 'records'>,
  raw: Record<string, unknown>,
  result: OperationResult,
  fields: SyncIssue['fields'],
  { staffId, device, at }: { staffId: string; device: string; at: number },
): Promise<void> {
  const { outcome, reason, n } = result
  if (outcome === 'applied' || outcome === 'merged' || outcome === 'noop') return
  const operationId = textOf(raw['id'])
  const issue: SyncIssue = {
    outcome,
    recordType: textOf(raw['recordType']),
    recordId: textOf(raw['recordId']),
    operation: raw,
    fields,
    madeAt: typeof raw['at'] === 'number' ? raw['at'] : at,
    device,
  }
  if (reason !== undefined) issue.reason = reason
  // The same operation again makes the same issue; what has no id is told apart by its number.
  const id = derivedId('sync-issue', operationId === '' ? `${device}|${n}` : operationId)
  await records.put(newRecord('sync-issue', id, issue, { at, staffId }), staffScope(staffId))
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
