import type { Complaint, ComplaintEvent } from '#shared/domain/complaint.ts'
import { create, patch, type ChangeRequest } from '#replica/replica.ts'
import type { CloseForm } from './event-forms.ts'
import { receivedAt, registeredFacts, type ComplaintForm } from './complaint-form.ts'

/** Who acts, when, and where new ids come from. */
export interface CommandContext {
  newId(): string
  /** Instant in ms. */
  now: number
  staffId: string
  branchId: string
}

/** The part of an event that a form fills. */
export type NewEvent = ComplaintEvent extends infer Event
  ? Event extends ComplaintEvent
    ? Omit<Event, 'id' | 'by' | 'occurredAt' | 'recordedAt' | 'no'>
    : never
  : never

/** Registers a complaint with its first event; the server gives the official number. */
export function registerComplaint(
  form: ComplaintForm,
  { newId, now, staffId, branchId }: CommandContext,
): { complaintId: string; requests: ChangeRequest[] } {
  const complaintId = newId()
  const eventId = newId()
  const received = receivedAt(form.receivedOn, now)
  const complaint: Complaint = {
    branchId,
    temporaryNumber: temporaryNumber(complaintId),
    ...registeredFacts(form),
    receivedAt: received,
    receivedBy: staffId,
    events: { [eventId]: { id: eventId, kind: 'registered', by: staffId, occurredAt: now } },
  }
  return { complaintId, requests: [create('complaint', complaintId, complaint)] }
}

/** ME6: adds one event to the timeline; nothing there is ever changed. */
export function appendEvent(
  complaintId: string,
  event: NewEvent,
  { newId, now, staffId }: Omit<CommandContext, 'branchId'>,
): ChangeRequest {
  return {
    recordType: 'complaint',
    recordId: complaintId,
    kind: 'append',
    args: { event: { ...event, id: newId(), by: staffId, occurredAt: now } },
  }
}

/** 答复办结 from its form, which has checked that a way of telling was chosen. */
export function closingEvent({ reply, basis, noticeHow, remediesTold }: CloseForm): NewEvent {
  if (noticeHow === '') throw new Error('A reply is closed without a way of telling')
  return { kind: 'closed', reply, noticeHow, remediesTold, ...(basis === '' ? {} : { basis }) }
}

/** Fields whose versions are merged by sentences (ME4); what was left empty is ''. */
const textFields = ['matter', 'cause', 'demandText'] as const

/**
 * What was corrected in the registered facts, from what the form was opened with: what a colleague changed meanwhile
 * is not changed back. Receipt, colleague concerned and sensitive flags stay as registered: the clock and the readers
 * hang on them.
 */
export function editComplaint(
  complaintId: string,
  before: ComplaintForm,
  after: ComplaintForm,
): ChangeRequest[] {
  const from = registeredFacts(before)
  const to = registeredFacts(after)
  const texts = textFields.flatMap((field): ChangeRequest[] => {
    const args = { field, from: from[field] ?? '', to: to[field] ?? '' }
    return args.from === args.to
      ? []
      : [{ recordType: 'complaint', recordId: complaintId, kind: 'edit-text', args }]
  })
  const plain = patch('complaint', complaintId, from, {
    complainantName: to.complainantName,
    contact: to.contact,
    customerId: to.customerId,
    channel: to.channel,
    businessCategory: to.businessCategory,
    reason: to.reason,
    demand: to.demand,
    amount: to.amount,
  })
  const differs = plain.kind === 'patch' && Object.keys(plain.args.changes).length > 0
  return differs ? [plain, ...texts] : texts
}

/** A number to say on the phone before the server gave the official one: `T-` and six signs of the random end of the id. */
function temporaryNumber(complaintId: string): string {
  return `T-${complaintId.slice(-6).toUpperCase()}`
}
