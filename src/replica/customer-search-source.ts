import type { RecordOf } from '#shared/domain/record-types.ts'
import { lastContactByCustomer } from './last-contact.ts'
import type { Replica } from './replica.ts'
import { createCustomerSearch, type CustomerSearch } from './search/customer-search.ts'
import type { SearchableCard } from './search/search-segment.ts'

/** Search that always knows the present customer cards of a replica. */
export interface CustomerSearchSource extends Pick<CustomerSearch, 'search'> {
  /** Grows when a card changed: the same words may find something else now. */
  revision: () => number
  subscribe: (listener: () => void) => () => void
}

const sources = new WeakMap<Replica, CustomerSearchSource>()

/** The search of a replica; made at its first use. */
export function customerSearchOf(replica: Replica): CustomerSearchSource {
  const known = sources.get(replica)
  if (known !== undefined) return known
  const made = createSource(replica)
  sources.set(replica, made)
  return made
}

function createSource(replica: Replica): CustomerSearchSource {
  const search = createCustomerSearch()
  let cards: readonly RecordOf<'customer'>[] = []
  let withContacts = false

  function catchUp(): void {
    const present = replica.all('customer')
    if (replica.loaded && !withContacts) {
      // Ranking by last contact needs the notes, which arrive last.
      withContacts = true
      const contacts = lastContactByCustomer(replica.all('interaction'))
      search.load(present.map((card) => searchable(card, contacts.get(card.id))))
    } else if (cards.length === 0) {
      search.load(present.map((card) => searchable(card, undefined)))
    } else if (present !== cards) {
      follow(present)
    }
    cards = present
  }

  function follow(present: readonly RecordOf<'customer'>[]): void {
    const before = new Map(cards.map((card) => [card.id, card]))
    for (const card of present) {
      if (before.get(card.id) !== card) search.upsert(searchable(card, contactOf(card.id)))
      before.delete(card.id)
    }
    for (const id of before.keys()) search.remove(id)
  }

  function contactOf(customerId: string): number | undefined {
    return withContacts
      ? lastContactByCustomer(replica.all('interaction')).get(customerId)
      : undefined
  }

  return {
    search(typed, limit, options) {
      catchUp()
      return search.search(typed, limit, options)
    },
    revision: () => replica.revision('customer'),
    subscribe: replica.subscribe,
  }
}

function searchable(
  { id, data }: RecordOf<'customer'>,
  lastContactAt: number | undefined,
): SearchableCard {
  const { name, aliases, searchKeys, phoneTail } = data
  return { id, name, aliases, searchKeys, phoneTail, lastContactAt }
}
