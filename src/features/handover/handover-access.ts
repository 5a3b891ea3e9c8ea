import { useMemo } from 'react'
import { mayWrite, type Grants } from '#shared/domain/grants.ts'
import { handoverState } from '#shared/domain/handover.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { Change, OperationDraft } from '#shared/protocol/operation.ts'
import { branchScope } from '#shared/protocol/scope.ts'
import { schemaVersion } from '#shared/protocol/version.ts'
import { grantsHere } from '#replica/permission.ts'
import { useAll, useSession } from '#replica/use-replica.ts'

/** What this colleague may do with a hand-over as it stands; what is not allowed is not offered. */
export interface HandoverRights {
  accept: boolean
  giveBack: boolean
  /** The person proposed it: returning is taking it back. */
  isProposer: boolean
  /** The customers are to come to this person. */
  isReceiver: boolean
}

/** What the colleague who is signed in may do, by the staff records of this device. */
export function useGrants(): Grants {
  const session = useSession()
  const staff = useAll('staff')
  return useMemo(() => grantsHere(session, staff), [session, staff])
}

/** SC5: by the rules of the server, and only while nobody has decided. */
export function handoverRights(grants: Grants, handover: RecordOf<'handover'>): HandoverRights {
  const isOpen = handoverState(handover.data) === 'proposed'
  const may = (change: Change) => isOpen && allowed(grants, handover, change)
  return {
    accept: may({ kind: 'accept', args: {} }),
    giveBack: may({ kind: 'return', args: { reason: '-' } }),
    isProposer: handover.createdBy === grants.person.staffId,
    isReceiver: handover.data.toId === grants.person.staffId,
  }
}

/** Whether this colleague may propose to hand over customers of `fromId`. */
export function mayPropose({ person }: Grants, fromId: string): boolean {
  return person.role === 'lead' || (person.role === 'rm' && fromId === person.staffId)
}

/** Whether hand-overs are this colleague's business at all. */
export function handsOver({ person }: Grants): boolean {
  return person.role === 'lead' || person.role === 'rm'
}

function allowed(grants: Grants, handover: RecordOf<'handover'>, change: Change): boolean {
  const draft: OperationDraft = {
    id: handover.id,
    recordType: 'handover',
    recordId: handover.id,
    at: handover.updatedAt,
    schemaVersion,
    author: grants.person.staffId,
    ...change,
  }
  return mayWrite(grants, draft, handover, { scope: branchScope(handover.data.branchId) }).ok
}
