import type { OperationDraft } from '#shared/protocol/operation.ts'
import type { RecordBody, RecordType } from '#shared/protocol/record.ts'
import {
  betweenColleaguesScope,
  branchScope,
  complaintsScope,
  isPortfolio,
  restrictedComplaintsScope,
  type Scope,
  staffScope,
} from '#shared/protocol/scope.ts'
import type { Grants } from './grants.ts'
import { isSuitableTalk } from './product-talk.ts'

/** A change that a person wants to make; `scope` is where the record is or would be. */
interface WriteAttempt {
  grants: Grants
  operation: OperationDraft
  record: RecordBody | undefined
  scope: Scope
}

type WriteRule = (attempt: WriteAttempt) => boolean

/** Who may change what (SC5), once the author is known to be the person. */
export const writeRules: Record<RecordType, WriteRule> = {
  // Made and changed by an administrator's requests to the server, never by operations.
  branch: () => false,
  staff: () => false,
  'rule-table': () => false,
  customer: mayWriteCustomer,
  profile: mayWritePortfolio,
  'important-date': mayWritePortfolio,
  need: mayWritePortfolio,
  'finance-snapshot': mayWritePortfolio,
  relation: mayWritePortfolio,
  'service-plan': mayWritePortfolio,
  'churn-signal': mayWritePortfolio,
  consent: mayWritePortfolio,
  'life-event': mayWritePortfolio,
  feedback: mayWriteFeedback,
  preference: ({ grants, scope }) => scope === staffScope(grants.person.staffId),
  template: mayWriteTemplate,
  interaction: mayWriteInteraction,
  task: mayWriteTask,
  complaint: mayWriteComplaint,
  handover: mayWriteHandover,
  'sync-issue': (attempt) => mayPatchOwn(attempt, 'resolution'),
  'loss-report': (attempt) => mayPatchOwn(attempt, 'seen'),
}

/**
 * What helps any colleague to greet the person well, and is best known by who is speaking with them. The rest of the card
 * steers the business with the customer and is for the owner and the lead.
 */
const greetingFields = new Set(['salutation', 'likes', 'taboos', 'specialCare', 'pinnedNote'])

function mayWriteCustomer(attempt: WriteAttempt): boolean {
  const { grants, record, scope } = attempt
  const { staffId, role, branchId } = grants.person
  if (scope !== branchScope(branchId) || !grants.scopes.has(scope)) return false
  if (record === undefined) return mayCreateCustomer(attempt)
  if (role === 'lead' || record.data['ownerId'] === staffId) return true
  const fields = touchedFields(attempt.operation)
  return fields !== undefined && fields.every((field) => greetingFields.has(field))
}

/** One owner per customer (invariant 1), who can look after customers: a manager or a lead of the branch. */
function mayCreateCustomer({ grants, operation }: WriteAttempt): boolean {
  if (operation.kind !== 'create') return false
  const { person, colleagues } = grants
  const { ownerId } = operation.args.data
  if (person.role === 'rm') return ownerId === person.staffId
  if (!['lead', 'lobby', 'teller'].includes(person.role)) return false
  const ownerRole = typeof ownerId === 'string' ? colleagues.get(ownerId) : undefined
  return ownerRole === 'rm' || ownerRole === 'lead'
}

function mayWritePortfolio({ grants, scope }: WriteAttempt): boolean {
  return isPortfolio(scope) && grants.scopes.has(scope)
}

function mayWriteInteraction(attempt: WriteAttempt): boolean {
  const { operation, grants } = attempt
  // Nobody writes a note in another's name.
  const isOwnNote =
    operation.kind !== 'create' || operation.args.data['authorId'] === grants.person.staffId
  // Judged by what the note itself says: device and server answer alike, whatever became of the profile meanwhile.
  const isSuitable = isSuitableTalk(newValue(operation, 'productTalk'))
  return isOwnNote && isSuitable && mayWritePortfolio(attempt)
}

/**
 * With a customer: whoever holds the portfolio. Without: every colleague of the branch, and it is taken away by who wrote it down or a lead. Nobody
 * writes it down in another's name.
 */
function mayWriteFeedback({ grants, operation, record, scope }: WriteAttempt): boolean {
  const { staffId, branchId, role } = grants.person
  const isHere = isPortfolio(scope) || scope === branchScope(branchId)
  if (!isHere || !grants.scopes.has(scope)) return false
  if (operation.kind === 'create') return operation.args.data['receivedBy'] === staffId
  if (isPortfolio(scope)) return true
  const isMoved = operation.kind === 'archive' || operation.kind === 'restore'
  return !isMoved || role === 'lead' || record?.data['receivedBy'] === staffId
}

/** What the branch says to its customers is written by the lead, one's own by oneself; nobody gives his own to another. */
function mayWriteTemplate({ grants, scope }: WriteAttempt): boolean {
  const { staffId, branchId, role } = grants.person
  return scope === staffScope(staffId) || (role === 'lead' && scope === branchScope(branchId))
}

/** With a customer: whoever holds the portfolio, for any colleague. Without: everybody for himself. Between two: they. */
function mayWriteTask(attempt: WriteAttempt): boolean {
  const { grants, operation, scope } = attempt
  const { staffId, branchId } = grants.person
  if (scope === betweenColleaguesScope(branchId)) return mayWriteAsked(attempt)
  const assigneeId = newValue(operation, 'assigneeId')
  if (scope === staffScope(staffId)) return assigneeId === undefined || assigneeId === staffId
  const isColleague = typeof assigneeId === 'string' && grants.colleagues.has(assigneeId)
  return (assigneeId === undefined || isColleague) && mayWritePortfolio(attempt)
}

/**
 * R21: whoever works in the branch gives a colleague who does, too, something to do, in the own name. What it says is for both to
 * change, only not who does it; taken away is it by who gave it. Why it comes back is the word of who was to do it, which the
 * other can take off; what was heard is said by who gave it.
 */
function mayWriteAsked({ grants, operation, record, scope }: WriteAttempt): boolean {
  const { staffId } = grants.person
  if (!grants.scopes.has(scope)) return false
  const assigneeId = newValue(operation, 'assigneeId')
  if (record === undefined) {
    if (typeof assigneeId !== 'string' || !grants.present.has(assigneeId)) return false
    const isOther = grants.colleagues.get(assigneeId) !== 'admin' && assigneeId !== staffId
    const isFresh = (newValue(operation, 'returned') ?? null) === null
    return isOther && isFresh && newValue(operation, 'askedBy') === staffId
  }
  if (assigneeId !== undefined) return false
  const isAsker = record.data['askedBy'] === staffId
  if (operation.kind === 'archive' || operation.kind === 'restore') return isAsker
  const touched = touchedFields(operation) ?? []
  const isTakenOff = newValue(operation, 'returned') === null
  if (isAsker) return !touched.includes('returned') || isTakenOff
  return record.data['assigneeId'] === staffId && !touched.includes('heardAt')
}

/** Steps by which the bank answers for a complaint, or ends it. */
const decidingEvents = new Set(['accepted', 'closed', 'withdrawn'])

/**
 * Invariant 7: whoever is complained about writes nothing of it. A restricted complaint is out of sight of who received it
 * as soon as it has arrived. What was typed before is still taken: all of it as long as nobody else has written, and
 * what is added to the timeline always; but nobody decides, or writes over others, what he cannot see.
 */
function mayWriteComplaint(attempt: WriteAttempt): boolean {
  const { grants, operation, record, scope } = attempt
  const { staffId, role, branchId } = grants.person
  const ofBranch = [complaintsScope(branchId), restrictedComplaintsScope(branchId)]
  if (role === 'admin' || !ofBranch.includes(scope)) return false
  if (record === undefined) return mayRegisterComplaint(attempt)
  if (record.data['respondentStaffId'] === staffId) return false
  const mayDecide = role === 'lead' || role === 'consumer_protection'
  if (operation.kind === 'archive' || operation.kind === 'restore') return mayDecide
  if (mayDecide) return true
  const isReceiver = record.data['receivedBy'] === staffId
  const isSeen = grants.scopes.has(scope)
  if (operation.kind !== 'append') {
    return isReceiver && (isSeen || isWrittenBy(staffId, record))
  }
  const isDeciding = decidingEvents.has(operation.args.event.kind)
  return isDeciding ? isReceiver && isSeen : isReceiver || isSeen
}

/** Whether nobody else has ever written there. */
function isWrittenBy(staffId: string, { createdBy, updatedBy, stamps = {} }: RecordBody): boolean {
  const writers = [createdBy, updatedBy, ...Object.values(stamps).map(({ by }) => by)]
  return writers.every((writer) => writer === staffId)
}

/** Any colleague takes in a complaint, also one about himself: better registered than lost. */
function mayRegisterComplaint({ grants, operation }: WriteAttempt): boolean {
  if (operation.kind !== 'create') return false
  const { staffId, role } = grants.person
  const { receivedBy } = operation.args.data
  if (receivedBy === staffId) return true
  const mayRegisterForOthers = role === 'lead' || role === 'consumer_protection'
  return mayRegisterForOthers && typeof receivedBy === 'string' && grants.colleagues.has(receivedBy)
}

/**
 * SR2: a manager proposes customers of his own, a lead any; whoever is to take them, or a lead, accepts or returns them, and
 * who proposed it may take it back. The receiver must be able to look after customers.
 */
function mayWriteHandover({ grants, operation, record, scope }: WriteAttempt): boolean {
  const { person, colleagues } = grants
  const isLead = person.role === 'lead'
  if (scope !== branchScope(person.branchId) || !grants.scopes.has(scope)) return false
  if (record === undefined) {
    if (operation.kind !== 'create') return false
    const { fromId, toId } = operation.args.data
    const toRole = typeof toId === 'string' ? colleagues.get(toId) : undefined
    const isOwn = person.role === 'rm' && fromId === person.staffId
    return fromId !== toId && (isOwn || isLead) && (toRole === 'rm' || toRole === 'lead')
  }
  const isReceiver = record.data['toId'] === person.staffId
  const isProposer = record.createdBy === person.staffId
  if (operation.kind === 'accept') return isReceiver || isLead
  if (operation.kind === 'return') return isReceiver || isLead || isProposer
  return isProposer || isLead
}

/** What the server reports to one person: only whether it is settled is the person's to say. */
function mayPatchOwn({ grants, operation, record, scope }: WriteAttempt, field: string): boolean {
  if (record === undefined || scope !== staffScope(grants.person.staffId)) return false
  const fields = operation.kind === 'patch' ? touchedFields(operation) : undefined
  return fields !== undefined && fields.every((touched) => touched === field)
}

/** The fields that an operation names; undefined for one that concerns the record as a whole. */
function touchedFields(operation: OperationDraft): string[] | undefined {
  switch (operation.kind) {
    case 'patch':
      return Object.keys(operation.args.changes)
    case 'edit-text':
    case 'add':
    case 'remove':
      return [operation.args.field]
    default:
      return undefined
  }
}

/** What a create or patch wants a field to be; undefined when it says nothing about it. */
function newValue(operation: OperationDraft, field: string): unknown {
  if (operation.kind === 'create') return operation.args.data[field]
  if (operation.kind === 'patch') return operation.args.changes[field]?.to
  return undefined
}
