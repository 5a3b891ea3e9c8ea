import { tiers, type Tier } from '#shared/domain/customer.ts'
import type { SessionInfo } from '#shared/protocol/session-message.ts'
import { holdsPortfolio } from './customer-access.ts'
import { customerSorts, type CustomerSort } from './customer-list-queries.ts'

/** Filter and order as the address names them; a word of another version counts as not chosen. */
export function customerListChoice(
  search: { tier?: string | undefined; sort?: string | undefined },
  session: Pick<SessionInfo, 'scopes'>,
): { tier: Tier | null; sort: CustomerSort } {
  return {
    tier: tiers.find((tier) => tier === search.tier) ?? null,
    sort: customerSorts.find((sort) => sort === search.sort) ?? usualSort(session),
  }
}

/** Who does not see the notes cannot sort by them. */
function usualSort(session: Pick<SessionInfo, 'scopes'>): CustomerSort {
  return holdsPortfolio(session) ? 'recent' : 'name'
}
