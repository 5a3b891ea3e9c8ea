import type { SyncIssue } from '#shared/domain/sync-issue.ts'
import { derivedId } from '#shared/domain/derived-id.ts'
import { Instant } from '#shared/domain/instant.ts'
import type { OperationResult } from '#shared/protocol/outcome.ts'
import { staffScope } from '#shared/protocol/scope.ts'
import { operationHash } from './operation-hash.ts'
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
  const issue: SyncIssue = {
    outcome,
    recordType: textOf(raw['recordType']),
    recordId: textOf(raw['recordId']),
    operation: raw,
    fields,
    madeAt: Instant.safeParse(raw['at']).data ?? at,
    device,
  }
  if (reason !== undefined) issue.reason = reason
  // The same operation again makes the same issue. Its content counts, too: under an id that was there before, another
  // operation must not take the place of what its author, or somebody else, has typed (I5).
  const operationId = textOf(raw['id']) || `${device}|${n}`
  const id = derivedId('sync-issue', staffId, operationId, operationHash(raw))
  await records.put(newRecord('sync-issue', id, issue, { at, staffId }), staffScope(staffId))
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
