import { overContacted } from '#shared/domain/cadence.ts'
import type { CivilDate } from '#shared/domain/civil-date.ts'
import { tiers, type Tier } from '#shared/domain/customer.ts'
import type { CustomerCadence } from '#replica/cadences.ts'

/** overdue 逾期未联系, due 该联系了, later 稍后再试, over 联系过多, held 不主动联系. */
export const cadenceViews = ['overdue', 'due', 'later', 'over', 'held'] as const
export type CadenceView = (typeof cadenceViews)[number]

export type CadenceGroups = Record<CadenceView, readonly CustomerCadence[]>

/**
 * The customers of each group, in the order in which to go through them. Somebody who was contacted too often stands there
 * alone; whoever is in none of the groups was contacted as often as he should.
 */
export function cadenceGroups(
  customers: readonly CustomerCadence[],
  today: CivilDate,
): CadenceGroups {
  const groups: Record<CadenceView, CustomerCadence[]> = {
    overdue: [],
    due: [],
    later: [],
    over: [],
    held: [],
  }
  for (const customer of customers) {
    const view = viewOf(customer, today)
    if (view !== null) groups[view].push(customer)
  }
  return {
    overdue: groups.overdue.toSorted(byPriority),
    due: groups.due.toSorted(byPriority),
    later: groups.later.toSorted((one, other) => byRetry(one, other) || byPriority(one, other)),
    over: groups.over.toSorted((one, other) => byUse(one, other) || byPriority(one, other)),
    held: groups.held.toSorted(byPriority),
  }
}

/** Group and tier as the address names them; a word of another version counts as not chosen. */
export function cadenceChoice(search: { view?: string | undefined; tier?: string | undefined }): {
  view: CadenceView
  tier: Tier | null
} {
  return {
    view: cadenceViews.find((view) => view === search.view) ?? 'overdue',
    tier: tiers.find((tier) => tier === search.tier) ?? null,
  }
}

function viewOf({ cadence }: CustomerCadence, today: CivilDate): CadenceView | null {
  if (cadence.held !== null) return 'held'
  if (overContacted(cadence) !== null) return 'over'
  if (cadence.standing === 'rested') return null
  return (cadence.retry?.on ?? today) > today ? 'later' : cadence.standing
}

function byPriority(one: CustomerCadence, other: CustomerCadence): number {
  // The id keeps equal ones in the same order on every device.
  return other.cadence.priority - one.cadence.priority || (one.card.id < other.card.id ? -1 : 1)
}

function byRetry(one: CustomerCadence, other: CustomerCadence): number {
  const [a, b] = [one.cadence.retry?.on ?? '', other.cadence.retry?.on ?? '']
  return a === b ? 0 : a < b ? -1 : 1
}

function byUse(one: CustomerCadence, other: CustomerCadence): number {
  return other.cadence.usedThisMonth - one.cadence.usedThisMonth
}
