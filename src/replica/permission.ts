import { grantsOf, mayWrite, type Grants } from '#shared/domain/grants.ts'
import { scopeOf } from '#shared/domain/record-scope.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { ok, type Result } from '#shared/domain/result.ts'
import type { OperationDraft } from '#shared/protocol/operation.ts'
import type { OutcomeReason } from '#shared/protocol/outcome.ts'
import type { PlacedRecord } from '#shared/protocol/record.ts'
import { staffScope, type Scope } from '#shared/protocol/scope.ts'
import type { SessionInfo } from '#shared/protocol/session-message.ts'

/** Finds a record as it is at this point of a commit. */
export type RecordLookup = (type: string, id: string) => PlacedRecord | undefined

/** What the owner of a replica may do, by the staff records it holds; those are newer than the sign-in. */
export function grantsHere(session: SessionInfo, staff: readonly RecordOf<'staff'>[]): Grants {
  const { staffId, branchId } = session
  const role = staff.find(({ id }) => id === staffId)?.data.role ?? session.role
  const directory = {
    staffOfBranch: (branch: string) =>
      staff
        .filter(({ data }) => data.branchId === branch)
        .map(({ id, data }) => ({ staffId: id, role: data.role, active: data.active })),
  }
  return grantsOf({ staffId, role, branchId }, directory)
}

/**
 * SC5, with the code of the server: what it would refuse is refused before it is saved. Where this device cannot
 * tell, because it lacks the customer a record hangs on, the server decides.
 */
export function permission(
  grants: Grants,
  draft: OperationDraft,
  find: RecordLookup,
): Result<true, { type: OutcomeReason }> {
  const record = find(draft.recordType, draft.recordId)
  const scope = scopeHere(draft, record, find)
  return scope === null ? ok(true) : mayWrite(grants, draft, record, { scope })
}

function scopeHere(
  draft: OperationDraft,
  record: PlacedRecord | undefined,
  find: RecordLookup,
): Scope | null {
  // A record that the server has not placed yet has no scope.
  if (record !== undefined && record.scope !== '') return record.scope
  const isReport = draft.recordType === 'sync-issue' || draft.recordType === 'loss-report'
  if (isReport) return staffScope(draft.author)
  const data = record?.data ?? (draft.kind === 'create' ? draft.args.data : {})
  const scope = scopeOf(draft.recordType, draft.recordId, data, (customerId) => {
    const { branchId, ownerId } = find('customer', customerId)?.data ?? {}
    const known = typeof branchId === 'string' && typeof ownerId === 'string'
    return known ? { branchId, ownerId } : undefined
  })
  return scope.ok ? scope.value : null
}
