import type { RecordType } from '#shared/protocol/record.ts'
import {
  betweenColleaguesScope,
  branchScope,
  complaintsScope,
  orgScope,
  portfolioScope,
  restrictedComplaintsScope,
  type Scope,
  staffScope,
} from '#shared/protocol/scope.ts'
import { fail, ok, type Result } from './result.ts'

/** What a child needs to know of its customer; undefined when there is no such customer. */
export type CustomerLookup = (
  customerId: string,
) => { branchId: string; ownerId: string } | undefined

/** The customer of a profile, note, date or task is not (or not yet) known. */
export interface ParentNotFound {
  type: 'parent-not-found'
}

/**
 * SC1: the one scope of a record, from its data; children of a customer go where the customer's owner is.
 * A note about several customers is filed with the first of them. A sync issue or loss report is in the staff scope of
 * whom it is for, which its data does not say: the server that makes it knows, so asking here is a bug and throws.
 * Data that lacks what the scope depends on answers `parent-not-found`.
 */
export function scopeOf(
  type: RecordType,
  id: string,
  data: Record<string, unknown>,
  lookup: CustomerLookup,
): Result<Scope, ParentNotFound> {
  switch (type) {
    case 'branch':
    case 'rule-table':
      return ok(orgScope)
    case 'staff':
    case 'customer':
    case 'handover':
      return ofOwner(data['branchId'], branchScope)
    case 'profile':
      // A profile has the id of its customer.
      return ofCustomer(id, lookup)
    case 'interaction':
      return ofCustomer(firstOf(data['customerIds']), lookup)
    case 'important-date':
    case 'need':
    case 'finance-snapshot':
    case 'relation':
    case 'service-plan':
    case 'churn-signal':
    case 'consent':
    case 'life-event':
      return ofCustomer(data['customerId'], lookup)
    case 'task':
      if (!isAbsent(data['askedBy'])) return ofBranchOfBoth(data, lookup)
      return isAbsent(data['customerId'])
        ? ofOwner(data['assigneeId'], staffScope)
        : ofCustomer(data['customerId'], lookup)
    case 'preference':
      return ofOwner(data['staffId'], staffScope)
    case 'feedback':
      return isAbsent(data['customerId'])
        ? ofOwner(data['branchId'], branchScope)
        : ofCustomer(data['customerId'], lookup)
    case 'template':
      return isAbsent(data['ownerId'])
        ? ofOwner(data['branchId'], branchScope)
        : ofOwner(data['ownerId'], staffScope)
    case 'complaint':
      return ofOwner(
        data['branchId'],
        isRestrictedData(data) ? restrictedComplaintsScope : complaintsScope,
      )
    case 'sync-issue':
    case 'loss-report':
      throw new Error('A report to one person is placed by the server that makes it.')
  }
}

function ofCustomer(customerId: unknown, lookup: CustomerLookup): Result<Scope, ParentNotFound> {
  const customer = typeof customerId === 'string' ? lookup(customerId) : undefined
  return customer === undefined
    ? fail({ type: 'parent-not-found' })
    : ok(portfolioScope(customer.ownerId))
}

/** R21: a task between two colleagues may name any customer of their branch. */
function ofBranchOfBoth(
  { branchId, customerId }: Record<string, unknown>,
  lookup: CustomerLookup,
): Result<Scope, ParentNotFound> {
  const isHere =
    isAbsent(customerId) ||
    (typeof customerId === 'string' && lookup(customerId)?.branchId === branchId)
  return isHere ? ofOwner(branchId, betweenColleaguesScope) : fail({ type: 'parent-not-found' })
}

function ofOwner(id: unknown, scope: (id: string) => Scope): Result<Scope, ParentNotFound> {
  return typeof id === 'string' ? ok(scope(id)) : fail({ type: 'parent-not-found' })
}

/** The data may be of a newer version, so only what decides is looked at (PL4). In doubt: restricted. */
function isRestrictedData(data: Record<string, unknown>): boolean {
  const sensitive = data['sensitive']
  const isFlagged = Array.isArray(sensitive) ? sensitive.length > 0 : !isAbsent(sensitive)
  return isFlagged || !isAbsent(data['respondentStaffId'])
}

function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? list[0] : undefined
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null
}
