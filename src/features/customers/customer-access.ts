import type { Customer } from '#shared/domain/customer.ts'
import { mayWrite } from '#shared/domain/grants.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { branchScope, complaintsScope, portfolioScope } from '#shared/protocol/scope.ts'
import type { SessionInfo } from '#shared/protocol/session-message.ts'
import { schemaVersion } from '#shared/protocol/version.ts'

type Access = Pick<SessionInfo, 'scopes' | 'staffId' | 'role' | 'branchId'>

/** How much of a customer the form may change: everything, what serves the person at the counter, nothing. */
export type EditableExtent = 'all' | 'counter' | 'none'

/** SC2: the owner and the lead of the branch hold the portfolio that a customer's profile, notes and dates are in. */
export function seesPortfolio(
  session: Pick<Access, 'scopes'>,
  customer: Pick<Customer, 'ownerId'>,
): boolean {
  return session.scopes.includes(portfolioScope(customer.ownerId))
}

/** Whether this colleague looks after customers, his own or those of the branch. */
export function holdsPortfolio({ scopes }: Pick<Access, 'scopes'>): boolean {
  return scopes.some((scope) => scope.startsWith('portfolio:'))
}

/** The order of a list that nobody has chosen: who does not see the notes cannot sort by them. */
export function usualSort(session: Pick<Access, 'scopes'>): 'recent' | 'name' {
  return holdsPortfolio(session) ? 'recent' : 'name'
}

/** What this colleague may change on a card; the rules themselves are those of `grants.ts` (SC5). */
export function editableExtent(session: Access, card: RecordOf<'customer'>): EditableExtent {
  if (mayChange(session, card, 'name')) return 'all'
  return mayChange(session, card, 'taboos') ? 'counter' : 'none'
}

/** Who a new customer may belong to: a relationship manager's own are his, the others name an owner. */
export function newCustomerAccess(session: Access): {
  choosesOwner: boolean
  withProfile: boolean
} {
  return { choosesOwner: session.role !== 'rm', withProfile: ['rm', 'lead'].includes(session.role) }
}

/** Whether this colleague may add customers: whoever looks after them, or receives them (`write-rules.ts`). */
export function mayAddCustomer(session: Pick<Access, 'role'>): boolean {
  return ['rm', 'lead', 'lobby', 'teller'].includes(session.role)
}

/** SR2: a manager hands over customers of his own, a lead any. */
export function mayHandOver(
  session: Pick<Access, 'role' | 'staffId'>,
  customer: Pick<Customer, 'ownerId'>,
): boolean {
  const { role, staffId } = session
  return role === 'lead' || (role === 'rm' && customer.ownerId === staffId)
}

/** Whether this colleague may register a complaint here. */
export function mayRegisterComplaint(session: Access): boolean {
  return session.scopes.includes(complaintsScope(session.branchId))
}

function mayChange(session: Access, card: RecordOf<'customer'>, field: keyof Customer): boolean {
  const { staffId, role, branchId } = session
  const operation = {
    id: card.id,
    recordType: 'customer' as const,
    recordId: card.id,
    at: card.updatedAt,
    schemaVersion,
    author: staffId,
    kind: 'patch' as const,
    args: { changes: { [field]: { from: null, to: null } } },
  }
  // Changing a card never depends on who else works here, only its making does.
  const grants = {
    person: { staffId, role, branchId },
    scopes: new Set(session.scopes),
    colleagues: new Map(),
    present: new Set<string>(),
  }
  return mayWrite(grants, operation, card, { scope: branchScope(card.data.branchId) }).ok
}
