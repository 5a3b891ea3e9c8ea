import { useMemo } from 'react'
import { canAppend } from '#shared/domain/complaint-fold.ts'
import { isRestricted, type Complaint, type ComplaintEvent } from '#shared/domain/complaint.ts'
import { mayRead, mayWrite, type Grants } from '#shared/domain/grants.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { Change, OperationDraft } from '#shared/protocol/operation.ts'
import { complaintsScope, restrictedComplaintsScope, type Scope } from '#shared/protocol/scope.ts'
import { grantsHere } from '#replica/permission.ts'
import { useAll, useSession } from '#replica/use-replica.ts'

/** What this colleague may do to this complaint in its present state; what is not allowed is not offered. */
export interface ComplaintRights {
  edit: boolean
  accept: boolean
  progress: boolean
  note: boolean
  close: boolean
  withdraw: boolean
}

type Placed = Pick<Complaint, 'branchId' | 'respondentStaffId' | 'sensitive'>

/** What the colleague who is signed in may do, by the staff records of this device. */
export function useGrants(): Grants {
  const session = useSession()
  const staff = useAll('staff')
  return useMemo(() => grantsHere(session, staff), [session, staff])
}

/** SC5, ME6: allowed to this person, and legal in this state; the server decides by the same code. */
export function complaintRights(grants: Grants, complaint: RecordOf<'complaint'>): ComplaintRights {
  const may = (change: Change) => allowed(grants, complaint, change)
  const mayAppend = (kind: ComplaintEvent['kind']) =>
    canAppend(complaint.data, { kind }) &&
    may({ kind: 'append', args: { event: { id: complaint.id, kind } } })
  return {
    edit: may({ kind: 'patch', args: { changes: {} } }),
    accept: mayAppend('accepted'),
    progress: mayAppend('progress'),
    note: mayAppend('note'),
    close: mayAppend('closed'),
    withdraw: mayAppend('withdrawn'),
  }
}

/** SC2: whether what this person registers stays readable here after it was uploaded. */
export function staysReadable(grants: Grants, complaint: Placed): boolean {
  return mayRead(grants, {
    type: 'complaint',
    scope: scopeOfComplaint(complaint),
    data: { ...complaint },
  })
}

function allowed(grants: Grants, complaint: RecordOf<'complaint'>, change: Change): boolean {
  const draft: OperationDraft = {
    id: complaint.id,
    recordType: 'complaint',
    recordId: complaint.id,
    at: complaint.updatedAt,
    schemaVersion: complaint.schemaVersion,
    author: grants.person.staffId,
    ...change,
  }
  // A complaint that was not uploaded yet has no place; it is judged by the one that it will get (SC1).
  return mayWrite(grants, draft, complaint, { scope: scopeOfComplaint(complaint.data) }).ok
}

function scopeOfComplaint(complaint: Placed): Scope {
  return isRestricted(complaint)
    ? restrictedComplaintsScope(complaint.branchId)
    : complaintsScope(complaint.branchId)
}
