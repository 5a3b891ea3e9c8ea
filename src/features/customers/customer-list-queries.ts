import { useDeferredValue, useMemo } from 'react'
import { tiers } from '#shared/domain/customer.ts'
import {
  type CustomerFacts,
  type CustomerFilter,
  type CustomerSort,
  type FilterPart,
  filterTest,
  partsInTheWay,
  partsOf,
} from '#shared/domain/customer-filter.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { mainReading } from '#shared/domain/search-keys.ts'
import type { Replica } from '#replica/replica.ts'
import type { SearchHit } from '#replica/search/customer-search.ts'
import { useAll, useCustomerSearch, useReplica } from '#replica/use-replica.ts'
import { useListMemory } from './list-memory.ts'

type CustomerCard = RecordOf<'customer'>

/** A customer of the list, and the part of the name that matched. The card is looked up for the rows in sight alone. */
export type CustomerListItem = Pick<SearchHit, 'id' | 'highlight'>

export interface CustomerList {
  items: readonly CustomerListItem[]
  /** All cards of the branch, whatever the filter. */
  total: number
  /** When nothing is found: what taking away one part of the filter would bring, most first. */
  inTheWay: readonly { part: FilterPart; count: number }[]
  /** When nothing is found: how many the filter lets through without what was typed. */
  withoutTyped: number
}

/**
 * What the list shows: hits of the search by rank, or all cards in the chosen order; both under the filter. A key is answered
 * in the frame in which it is shown, because a search takes less than one. With a filter, which looks at every card, typing stays ahead of the list.
 */
export function useCustomerList({
  typed,
  filter,
  sort,
  fuzzy,
  facts,
}: {
  typed: string
  filter: CustomerFilter
  sort: CustomerSort
  fuzzy: boolean
  facts: CustomerFacts
}): CustomerList {
  const replica = useReplica()
  const cards = useAll('customer')
  const search = useCustomerSearch()
  const revision = search.revision()
  const wanted = useDeferredValue(filter)
  const hasFilter = partsOf(wanted).length > 0
  const now = typed.trim()
  const later = useDeferredValue(now)
  const query = hasFilter ? later : now
  const sorted = useMemo(() => sortCustomers(cards, sort, facts), [cards, sort, facts])
  const test = useMemo(() => filterTest(wanted, facts), [wanted, facts])
  const found = useMemo<readonly CustomerListItem[]>(
    () => (query === '' ? sorted : search.search(query, cards.length, { fuzzy })),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the search answers otherwise after a revision
    [search, revision, query, sorted, fuzzy, cards.length],
  )
  const items = useMemo(
    () => (hasFilter ? found.filter(({ id }) => passes(replica, id, test)) : found),
    [replica, found, hasFilter, test],
  )
  return useMemo(() => {
    const isEmpty = items.length === 0
    return {
      items,
      total: cards.length,
      inTheWay: isEmpty
        ? partsInTheWay(
            found.flatMap(({ id }) => replica.get('customer', id) ?? []),
            wanted,
            facts,
          )
        : [],
      withoutTyped: isEmpty && query !== '' ? cards.filter(test).length : 0,
    }
  }, [replica, items, cards, found, wanted, facts, query, test])
}

function passes(replica: Replica, id: string, test: (card: CustomerCard) => boolean): boolean {
  const card = replica.get('customer', id)
  return card !== undefined && test(card)
}

/** The customers opened lately, for an empty search. */
export function useOpenedLately(): readonly CustomerCard[] {
  const { opened } = useListMemory()
  const replica = useReplica()
  const kept = new Set(opened.map((id) => replica.keptCustomer(id)))
  return [...kept].flatMap((id) => present(replica.get('customer', id)) ?? [])
}

/** A copy in the chosen order; equal ones by name, so that the order never jumps. */
export function sortCustomers(
  cards: readonly CustomerCard[],
  sort: CustomerSort,
  facts: CustomerFacts,
): CustomerCard[] {
  const byBirthday = sort === 'birthday'
  const rows = cards.map((card) => ({
    card,
    // Letters sort before characters: a name whose sound is not known stands at the end.
    name: mainReading(card.data.searchKeys) || card.data.name,
    contact: facts.lastContactAt(card.id) ?? 0,
    tier: tiers.indexOf(card.data.tier),
    held: facts.holdsOwner(card.data.ownerId) ? 0 : 1,
    birthday: byBirthday ? (facts.birthdayOf(card.id) ?? noBirthday) : noBirthday,
  }))
  return rows.toSorted(orders[sort]).map(({ card }) => card)
}

const noBirthday = '9999-99-99'

const orders: Record<CustomerSort, (one: Row, other: Row) => number> = {
  recent: (one, other) => byContact(one, other) || byName(one, other),
  // Of customers of others nothing is known, so they are not those who have waited longest.
  longest: (one, other) => one.held - other.held || byContact(other, one) || byName(one, other),
  name: byName,
  tier: (one, other) => one.tier - other.tier || byContact(one, other) || byName(one, other),
  birthday: (one, other) => compare(one.birthday, other.birthday) || byName(one, other),
}

function byName(one: Row, other: Row): number {
  return compare(one.name, other.name) || compare(one.card.id, other.card.id)
}

function byContact(one: Row, other: Row): number {
  return other.contact - one.contact
}

interface Row {
  card: CustomerCard
  name: string
  contact: number
  tier: number
  held: number
  birthday: string
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

function present(card: CustomerCard | undefined): CustomerCard | undefined {
  return card?.archivedAt === undefined ? card : undefined
}
