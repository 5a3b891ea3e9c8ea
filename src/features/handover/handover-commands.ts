import type { Handover } from '#shared/domain/handover.ts'
import { create, type ChangeRequest } from '#replica/replica.ts'

/** A proposal; the customers move when it is accepted. */
export function proposeHandover(handoverId: string, proposal: Handover): ChangeRequest[] {
  return [create('handover', handoverId, proposal)]
}

/** SR2: accepted, by the receiver or a lead; the server moves the customers in the same transaction. */
export function acceptHandover(handoverId: string): ChangeRequest[] {
  return [{ recordType: 'handover', recordId: handoverId, kind: 'accept', args: {} }]
}

/** Returned by the receiver, or taken back by whoever proposed it; the customers stay where they are. */
export function returnHandover(handoverId: string, reason: string): ChangeRequest[] {
  return [{ recordType: 'handover', recordId: handoverId, kind: 'return', args: { reason } }]
}

/** A proposal that was just made, put away again. */
export function withdrawProposal(handoverId: string): ChangeRequest[] {
  return [{ recordType: 'handover', recordId: handoverId, kind: 'archive', args: {} }]
}
