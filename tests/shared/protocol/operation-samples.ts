import type { Complaint } from '#shared/domain/complaint.ts'
import type { Customer } from '#shared/domain/customer.ts'
import { noSearchKeys } from '#shared/domain/search-keys.ts'
import type { Task } from '#shared/domain/task.ts'
import { applyOperation, type ApplyOutcome } from '#shared/protocol/apply-operation.ts'
import type { Change, FieldChange, OperationDraft } from '#shared/protocol/operation.ts'
import type { RecordBody, RecordType } from '#shared/protocol/record.ts'

/** The nth id of the tests. */
export function id(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
}

export const branchId = id(1)
/** Three colleagues; the ids sort in this order. */
export const anna = id(11)
export const ben = id(12)
export const cora = id(13)
export const recordId = id(50)

/** When the records of the tests were made; the edits of the tests come some seconds later. */
export const madeAt = Date.UTC(2026, 10, 2, 1)

/** An operation on the record of the test, `seconds` after it was made. */
export function operation(
  recordType: RecordType,
  change: Change,
  { author = anna, seconds = 10 }: { author?: string; seconds?: number } = {},
): OperationDraft {
  const target = { id: id(900), recordType, recordId, at: madeAt + seconds * 1000 }
  return { ...target, schemaVersion: 1, author, ...change }
}

export function patch(changes: Record<string, FieldChange>): Change {
  return { kind: 'patch', args: { changes } }
}

/** Received at once, by a server whose clock agrees. */
export function apply(record: RecordBody | undefined, draft: OperationDraft): ApplyOutcome {
  return applyOperation(record, draft, { receivedAt: draft.at, clockOffset: 0 })
}

/** Applies several, each on what the others left; an operation that is not taken leaves the record as it is. */
export function applyAll(record: RecordBody, drafts: readonly OperationDraft[]): RecordBody {
  return drafts.reduce((current, draft) => apply(current, draft).record ?? current, record)
}

export function recordWith(type: RecordType, data: Record<string, unknown>): RecordBody {
  const stamp = { createdAt: madeAt, createdBy: cora, updatedAt: madeAt, updatedBy: cora }
  return { type, id: recordId, schemaVersion: 1, data, ...stamp }
}

export function customer(changes: Partial<Customer> = {}): Customer {
  return {
    branchId,
    ownerId: anna,
    coOwnerIds: [],
    name: '王芳',
    aliases: [],
    searchKeys: noSearchKeys,
    tier: 'mass',
    tierBasis: [],
    stage: 'new',
    likes: [],
    taboos: [],
    specialCare: [],
    doNotContact: 'none',
    ...changes,
  }
}

export function profile(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const lists = { investmentPreferences: [], preferredChannels: [] }
  return { customerId: recordId, contactPoints: {}, ...lists, ...changes }
}

export function task(changes: Partial<Task> = {}): Task {
  return {
    title: '回访',
    kind: 'call',
    assigneeId: anna,
    dueOn: '2026-11-10',
    priority: 'normal',
    status: 'todo',
    completions: {},
    origin: 'manual',
    ...changes,
  }
}

export function complaint(changes: Partial<Complaint> = {}): Complaint {
  return {
    branchId,
    temporaryNumber: 'T-1',
    complainantName: '李强',
    contact: '13800138000',
    matter: '柜台排队太久。',
    cause: '只开了一个窗口。',
    receivedAt: madeAt,
    receivedBy: anna,
    channel: 'branch_counter',
    sensitive: [],
    events: {},
    ...changes,
  }
}

export function note(text: string): Record<string, unknown> {
  return {
    customerIds: [id(60)],
    authorId: anna,
    at: madeAt,
    channel: 'phone',
    direction: 'out',
    purpose: [],
    text,
  }
}
