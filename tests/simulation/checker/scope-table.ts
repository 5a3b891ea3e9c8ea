import type { JournalPerson, ServerRecord } from './journal.ts'

/** SC2 once more, written from the design and not from the product: which scopes a person holds. */
export function scopesOf(person: JournalPerson, people: readonly JournalPerson[]): Set<string> {
  const { id, role, branch, active } = person
  if (!active) return new Set()
  const scopes = new Set(['org', `staff:${id}`])
  if (role === 'admin') return scopes
  scopes.add(`branch:${branch}`).add(`staff:${branch}`).add(`complaints:${branch}`)
  if (role === 'rm' || role === 'lead') scopes.add(`portfolio:${id}`)
  if (role === 'lead' || role === 'consumer_protection') {
    scopes.add(`complaints-restricted:${branch}`)
  }
  if (role === 'lead') {
    for (const colleague of people) {
      if (colleague.branch === branch) scopes.add(`portfolio:${colleague.id}`)
    }
  }
  return scopes
}

/** Whether a record of the server belongs on a device of this person. */
export function mayHold(
  person: JournalPerson,
  { type, scope, body }: Pick<ServerRecord, 'type' | 'scope' | 'body'>,
  people: readonly JournalPerson[],
): boolean {
  const namesHimself = type === 'complaint' && body.data['respondentStaffId'] === person.id
  const isBetweenOthers =
    scope === `staff:${person.branch}` &&
    ![body.data['askedBy'], body.data['assigneeId']].includes(person.id)
  return scopesOf(person, people).has(scope) && !namesHimself && !isBetweenOthers
}

/** SC1 once more: where a record lies, by its data and by who owns its customer; null where its author decides. */
export function scopeOfRecord(
  { type, id, body: { data } }: Pick<ServerRecord, 'type' | 'id' | 'body'>,
  ownerOf: (customerId: unknown) => unknown,
): string | null {
  const customers = data['customerIds']
  switch (type) {
    case 'branch':
    case 'rule-table':
      return 'org'
    case 'staff':
    case 'customer':
    case 'handover':
      return `branch:${text(data['branchId'])}`
    case 'profile':
      return `portfolio:${text(ownerOf(id))}`
    case 'interaction':
      return `portfolio:${text(ownerOf(Array.isArray(customers) ? customers[0] : null))}`
    case 'important-date':
    case 'need':
    case 'finance-snapshot':
    case 'relation':
    case 'service-plan':
    case 'churn-signal':
    case 'consent':
    case 'life-event':
      return `portfolio:${text(ownerOf(data['customerId']))}`
    case 'preference':
      return `staff:${text(data['staffId'])}`
    case 'feedback':
      return data['customerId'] === undefined
        ? `branch:${text(data['branchId'])}`
        : `portfolio:${text(ownerOf(data['customerId']))}`
    case 'template':
      return data['ownerId'] === undefined
        ? `branch:${text(data['branchId'])}`
        : `staff:${text(data['ownerId'])}`
    case 'task':
      if (data['askedBy'] !== undefined) return `staff:${text(data['branchId'])}`
      return data['customerId'] === undefined
        ? `staff:${text(data['assigneeId'])}`
        : `portfolio:${text(ownerOf(data['customerId']))}`
    case 'complaint':
      return `${isRestricted(data) ? 'complaints-restricted' : 'complaints'}:${text(data['branchId'])}`
    default:
      return null
  }
}

function isRestricted(data: Record<string, unknown>): boolean {
  const flags = data['sensitive']
  return data['respondentStaffId'] !== undefined || (Array.isArray(flags) && flags.length > 0)
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '?'
}
