import { derivedId } from '#shared/domain/derived-id.ts'
import { Instant } from '#shared/domain/instant.ts'
import type { SyncIssue } from '#shared/domain/sync-issue.ts'
import { withoutForbidden } from '#shared/protocol/forbidden-content.ts'
import type { OperationResult } from '#shared/protocol/outcome.ts'
import { staffScope } from '#shared/protocol/scope.ts'
import { changed } from './changed-record.ts'
import { operationHash } from './operation-hash.ts'
import { newRecord } from './set-up-branch.ts'
import type { Transaction } from './store/store.ts'

/** What came of an operation that a person must look at. */
type Problem = Pick<SyncIssue, 'outcome' | 'reason'>

/** OP4: a problem outcome is kept for the author with everything that was typed; nothing else is, and a look types nothing. */
export async function keepSyncIssue(
  { records }: Pick<Transaction, 'records'>,
  raw: Record<string, unknown>,
  { outcome, reason, n }: OperationResult,
  fields: SyncIssue['fields'],
  { staffId, device, at }: { staffId: string; device: string; at: number },
): Promise<void> {
  if (outcome === 'applied' || outcome === 'merged' || outcome === 'noop') return
  if (raw['kind'] === 'look') return
  const problem = reason === undefined ? { outcome } : { outcome, reason }
  const issue = issueOf(raw, problem, fields, { device, at })
  const id = syncIssueId({ n, ...raw }, { staffId, device })
  const present = (await records.get('sync-issue', id))?.record.data
  // GC2: sent once more, it is the same problem; what the person has made of it stands.
  if (present?.['outcome'] === outcome && present['reason'] === reason) return
  await records.put(newRecord('sync-issue', id, issue, { at, staffId }), staffScope(staffId))
}

/** The issue of an operation that was done after all needs nobody any more. */
export async function settleSyncIssue(
  { records }: Pick<Transaction, 'records'>,
  raw: Record<string, unknown>,
  { staffId, device, at }: { staffId: string; device: string; at: number },
): Promise<void> {
  const stored = await records.get('sync-issue', syncIssueId(raw, { staffId, device }))
  if (stored === undefined || stored.record.data['resolution'] !== undefined) return
  const stamp = { at, by: staffId }
  await records.put(changed(stored.record, 'resolution', 'dismissed', stamp), stored.scope)
}

/** What an issue says of an operation as it was sent, but for what must not be kept (SE7). */
export function issueOf(
  raw: Record<string, unknown>,
  problem: Problem,
  fields: SyncIssue['fields'],
  { device, at }: { device: string; at: number },
): SyncIssue {
  return withoutForbidden({
    ...problem,
    recordType: textOf(raw['recordType']),
    recordId: textOf(raw['recordId']),
    operation: raw,
    fields,
    madeAt: Instant.safeParse(raw['at']).data ?? at,
    device,
  })
}

/**
 * The same operation again makes the same issue. Its content counts, too: under an id that was there before, another
 * operation must not take the place of what its author, or somebody else, has typed (I5).
 */
export function syncIssueId(
  raw: Record<string, unknown>,
  { staffId, device }: { staffId: string; device: string },
): string {
  const operationId = textOf(raw['id']) || `${device}|${String(raw['n'])}`
  return derivedId('sync-issue', staffId, operationId, operationHash(raw))
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
