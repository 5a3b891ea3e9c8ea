import type { Grants } from '#shared/domain/grants.ts'
import { refusedMerge } from '#shared/domain/customer-merges.ts'
import { applyOperation } from '#shared/protocol/apply-operation.ts'
import type { Operation, OperationDraft } from '#shared/protocol/operation.ts'
import type { OutcomeKind, OutcomeReason } from '#shared/protocol/outcome.ts'
import { schemaVersion } from '#shared/protocol/version.ts'
import { ChangeRefused } from './change-refused.ts'
import { replay } from './overlay.ts'
import { permission, type RecordLookup } from './permission.ts'
import type { ChangeRequest } from './replica.ts'

export interface CommitParts {
  grants: Grants
  now: () => number
  newId: () => string
  /** What the screen shows of a record before these changes. */
  shown: RecordLookup
  /** CL2: resolves when the drafts are durable. */
  append: (drafts: OperationDraft[]) => Promise<Operation[]>
}

/**
 * The one write path, up to the disk: makes operations of the requests, checks each with the same code as the
 * server on top of those before it, and stores all that change anything, or none.
 * Throws `ChangeRefused` before storing; rejects with the vault's error when the device could not keep them.
 */
export async function commitChanges(
  requests: readonly ChangeRequest[],
  { grants, now, newId, shown, append }: CommitParts,
): Promise<Operation[]> {
  const author = grants.person.staffId
  const drafts: OperationDraft[] = []
  const find: RecordLookup = (type, id) => {
    const earlier = drafts.filter((draft) => draft.recordType === type && draft.recordId === id)
    return replay(shown(type, id), earlier)
  }
  for (const request of requests) {
    const draft = { id: newId(), at: now(), schemaVersion, author, ...request }
    if (changesSomething(draft, grants, find)) drafts.push(draft)
  }
  return drafts.length === 0 ? [] : append(drafts)
}

function changesSomething(draft: OperationDraft, grants: Grants, find: RecordLookup): boolean {
  const record = find(draft.recordType, draft.recordId)
  const context = { receivedAt: draft.at, clockOffset: 0 }
  const { outcome, reason } = applyOperation(record, draft, context)
  // A conflict is for a person to settle and both values travel (ME3); what no rule allows stays in the form.
  if (outcome === 'rejected' || outcome === 'gone') throw refused(draft, outcome, reason)
  const allowed = permission(grants, draft, find)
  if (!allowed.ok) throw refused(draft, 'rejected', allowed.error.type)
  const obstacle = refusedMerge(draft, record, (id) => find('customer', id))
  if (obstacle !== null) throw refused(draft, 'rejected', 'invalid-value')
  return outcome !== 'noop'
}

function refused(
  { recordType, recordId }: OperationDraft,
  outcome: OutcomeKind,
  reason: OutcomeReason | undefined,
): ChangeRefused {
  return new ChangeRefused({
    type: 'refused',
    recordType,
    recordId,
    outcome,
    reason: reason ?? null,
  })
}
