import type { OperationDraft } from '#shared/protocol/operation.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
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
import type { Role } from './role.ts'
import { writeRules } from './write-rules.ts'

/** Who a session belongs to. */
export interface Person {
  staffId: string
  role: Role
  branchId: string
}

/** The colleagues of a branch. Leavers stay in it as long as they own customers. */
export interface Directory {
  staffOfBranch(branchId: string): readonly { staffId: string; role: Role; active: boolean }[]
}

/** What a person may see, and which colleagues a change may name. */
export interface Grants {
  person: Person
  scopes: ReadonlySet<Scope>
  /** Role of each colleague of the person's branch by staff id, the person's own among them. */
  colleagues: ReadonlyMap<string, Role>
  /** Those of them whose account is open. */
  present: ReadonlySet<string>
}

/**
 * SC2: the only place that says which scopes a person holds. An administrator holds no customer data,
 * so only `org` and the own staff scope.
 */
export function grantsOf(person: Person, directory: Directory): Grants {
  const staff = directory.staffOfBranch(person.branchId)
  const colleagues = new Map(staff.map(({ staffId, role }) => [staffId, role]))
  colleagues.set(person.staffId, person.role)
  const present = new Set(staff.filter(({ active }) => active).map(({ staffId }) => staffId))
  present.add(person.staffId)
  return { person, scopes: new Set(scopesOf(person, [...colleagues.keys()])), colleagues, present }
}

/**
 * SC2, SC5: whether a record may be shown to the person: its scope is held, and it is neither a complaint about the person
 * nor a task between two others.
 */
export function mayRead(
  grants: Grants,
  record: { type: string; scope: Scope; data: Record<string, unknown> },
): boolean {
  return (
    grants.scopes.has(record.scope) &&
    !namesHimself(grants, record) &&
    !isBetweenOthers(grants, record)
  )
}

/** SC5: whether a scope is of the person's branch, or of all. What lies in another branch is not there for this person. */
export function isOfBranch({ person, colleagues }: Grants, scope: Scope): boolean {
  const [kind, holder = ''] = scope.split(':')
  if (kind === 'staff' && holder === person.branchId) return true
  if (kind === 'staff' || kind === 'portfolio') return colleagues.has(holder)
  return scope === orgScope || holder === person.branchId
}

/** Why a person may not make a change; an `OutcomeReason`. */
export interface WriteRefusal {
  type: 'foreign-author' | 'not-allowed'
}

/**
 * SC5: whether the person may make this change. `record` is the record as it is, undefined when there is
 * none; `scope` is the scope where it is, or where a create would put it (`scopeOf`). The rules of each record type are in
 * `write-rules.ts`; a masked value is looked at by whoever may read it. What the change contains is checked by `applyOperation`, not here.
 */
export function mayWrite(
  grants: Grants,
  operation: OperationDraft,
  record: RecordBody | undefined,
  { scope }: { scope: Scope },
): Result<true, WriteRefusal> {
  if (operation.author !== grants.person.staffId) return fail({ type: 'foreign-author' })
  const maySee =
    operation.kind === 'look' &&
    record !== undefined &&
    mayRead(grants, { type: record.type, scope, data: record.data })
  const isAllowed = maySee || writeRules[operation.recordType]({ grants, operation, record, scope })
  return isAllowed ? ok(true) : fail({ type: 'not-allowed' })
}

/** SC2: a complaint about a colleague is kept from that colleague, also from a lead. */
function namesHimself(
  { person }: Grants,
  record: { type: string; data: Record<string, unknown> },
): boolean {
  return record.type === 'complaint' && record.data['respondentStaffId'] === person.staffId
}

/** SC2: a task that one colleague gave another is read by the two. */
function isBetweenOthers(
  { person }: Grants,
  { scope, data }: { scope: Scope; data: Record<string, unknown> },
): boolean {
  if (scope !== betweenColleaguesScope(person.branchId)) return false
  return ![data['askedBy'], data['assigneeId']].includes(person.staffId)
}

/** SC2: the scopes of which a person may read a part alone. */
export function hasHiddenRecords({ person }: Grants, scope: Scope): boolean {
  return (
    scope === betweenColleaguesScope(person.branchId) || scope.startsWith('complaints-restricted:')
  )
}

function scopesOf({ staffId, role, branchId }: Person, colleagueIds: readonly string[]): Scope[] {
  const own = [orgScope, staffScope(staffId)]
  const branch = [
    ...own,
    branchScope(branchId),
    betweenColleaguesScope(branchId),
    complaintsScope(branchId),
  ]
  switch (role) {
    case 'admin':
      return own
    case 'lobby':
    case 'teller':
      return branch
    case 'rm':
      return [...branch, portfolioScope(staffId)]
    case 'consumer_protection':
      return [...branch, restrictedComplaintsScope(branchId)]
    case 'lead':
      return [...branch, restrictedComplaintsScope(branchId), ...colleagueIds.map(portfolioScope)]
  }
}
