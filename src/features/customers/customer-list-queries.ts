import { useDeferredValue, useMemo } from 'react'
import { tiers, type Tier } from '#shared/domain/customer.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { mainReading } from '#shared/domain/search-keys.ts'
import { useAll, useCustomerSearch, useLastContacts, useReplica } from '#replica/use-replica.ts'
import { useListMemory } from './list-memory.ts'

type CustomerCard = RecordOf<'customer'>

/** recent 最近联系, name 姓名 (by sound), tier 等级. */
export const customerSorts = ['recent', 'name', 'tier'] as const
export type CustomerSort = (typeof customerSorts)[number]

export interface CustomerListItem {
  card: CustomerCard
  /** The part of the name that matched, [from, to) in UTF-16 units. */
  highlight: readonly [from: number, to: number] | null
}

export interface CustomerList {
  items: readonly CustomerListItem[]
  /** All cards of the branch, whatever the filter. */
  total: number
}

/**
 * What the list shows: hits of the search by rank, or all cards in the chosen order; both under the tier filter.
 * Typing stays ahead of the list: while a key is being answered, the former rows stand.
 */
export function useCustomerList({
  typed,
  tier,
  sort,
}: {
  typed: string
  tier: Tier | null
  sort: CustomerSort
}): CustomerList {
  const replica = useReplica()
  const cards = useAll('customer')
  const contacts = useLastContacts()
  const search = useCustomerSearch()
  const revision = search.revision()
  const query = useDeferredValue(typed.trim())
  const sorted = useMemo(() => sortCustomers(cards, sort, contacts), [cards, sort, contacts])
  const items = useMemo(() => {
    const found = query === '' ? sorted.map(plain) : hits(replica, search, query, cards.length)
    return tier === null ? found : found.filter(({ card }) => card.data.tier === tier)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the search answers otherwise after a revision
  }, [replica, search, revision, query, sorted, tier, cards.length])
  return { items, total: cards.length }
}

/** The customers opened lately, for an empty search. */
export function useOpenedLately(): readonly CustomerCard[] {
  const { opened } = useListMemory()
  const replica = useReplica()
  return opened.flatMap((id) => present(replica.get('customer', id)) ?? [])
}

/** A copy in the chosen order; equal ones by name, so that the order never jumps. */
function sortCustomers(
  cards: readonly CustomerCard[],
  sort: CustomerSort,
  contacts: ReadonlyMap<string, number>,
): CustomerCard[] {
  const rows = cards.map((card) => ({
    card,
    // Letters sort before characters: a name whose sound is not known stands at the end.
    name: mainReading(card.data.searchKeys) || card.data.name,
    contact: contacts.get(card.id) ?? 0,
    tier: tiers.indexOf(card.data.tier),
  }))
  return rows.toSorted(orders[sort]).map(({ card }) => card)
}

const orders: Record<CustomerSort, (one: Row, other: Row) => number> = {
  recent: (one, other) => byContact(one, other) || byName(one, other),
  name: byName,
  tier: (one, other) => one.tier - other.tier || byContact(one, other) || byName(one, other),
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
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

function plain(card: CustomerCard): CustomerListItem {
  return { card, highlight: null }
}

function hits(
  replica: ReturnType<typeof useReplica>,
  search: ReturnType<typeof useCustomerSearch>,
  query: string,
  limit: number,
): CustomerListItem[] {
  return search.search(query, limit).flatMap(({ id, highlight }) => {
    const card = present(replica.get('customer', id))
    return card === undefined ? [] : [{ card, highlight: highlight ?? null }]
  })
}

function present(card: CustomerCard | undefined): CustomerCard | undefined {
  return card?.archivedAt === undefined ? card : undefined
}
