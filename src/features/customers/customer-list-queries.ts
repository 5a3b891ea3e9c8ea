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

/** A customer of the list, and the part of the name that matched. */
export type CustomerListItem = Pick<SearchHit, 'id' | 'highlight'>

/** The customers of the list in their order; of thousands only those in sight are looked up. */
export interface ListedCustomers {
  readonly length: number
  idAt: (index: number) => string
  at: (index: number) => CustomerListItem | undefined
}

export interface CustomerList {
  items: ListedCustomers
  /** All cards of the branch, whatever the filter. */
  total: number
  /** When nothing is found: what taking away one part of the filter would bring, most first. */
  inTheWay: readonly { part: FilterPart; count: number }[]
  /** When nothing is found: how many the filter lets through without what was typed. */
  withoutTyped: number
}

/**
 * What the list shows: hits of the search by rank, or all cards in the chosen order; both under the filter. A key is answered
 * in the frame in which it is shown: a search takes less than one, and whom the filter lets through is known before.
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
  const query = typed.trim()
  const sorted = useMemo(() => listOf(sortCustomers(cards, sort, facts)), [cards, sort, facts])
  const test = useMemo(() => filterTest(wanted, facts), [wanted, facts])
  const passing = useMemo(
    () => (partsOf(wanted).length === 0 ? null : new Set(cards.filter(test).map(({ id }) => id))),
    [wanted, cards, test],
  )
  const found = useMemo<ListedCustomers>(
    () => (query === '' ? sorted : search.find(query, { fuzzy })),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the search answers otherwise after a revision
    [search, revision, query, sorted, fuzzy],
  )
  const items = useMemo(
    () => (passing === null ? found : those(found, (id) => passing.has(id))),
    [found, passing],
  )
  return useMemo(() => {
    const isEmpty = items.length === 0
    return {
      items,
      total: cards.length,
      inTheWay: isEmpty ? partsInTheWay(cardsOf(replica, found), wanted, facts) : [],
      withoutTyped: isEmpty && query !== '' ? (passing?.size ?? cards.length) : 0,
    }
  }, [replica, items, cards, found, wanted, facts, query, passing])
}

/** All of them; for what is done with the whole list. */
export function cardsOf(replica: Replica, items: ListedCustomers): CustomerCard[] {
  return Array.from(
    { length: items.length },
    (_, index) => replica.get('customer', items.idAt(index)) ?? [],
  ).flat()
}

function listOf(cards: readonly CustomerCard[]): ListedCustomers {
  const idAt = (index: number) => cards[index]?.id ?? ''
  return { length: cards.length, idAt, at: (index) => cards[index] && { id: idAt(index) } }
}

function those(items: ListedCustomers, isWanted: (id: string) => boolean): ListedCustomers {
  const places: number[] = []
  for (let index = 0; index < items.length; index += 1) {
    if (isWanted(items.idAt(index))) places.push(index)
  }
  const placeOf = (index: number) => places[index] ?? -1
  return {
    length: places.length,
    idAt: (index) => items.idAt(placeOf(index)),
    at: (index) => items.at(placeOf(index)),
  }
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
