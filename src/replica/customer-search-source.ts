import { searchableCard } from './cards/pack-cards.ts'
import type { PackedCards } from './cards/packed-cards.ts'
import { packedSegments } from './cards/packed-segments.ts'
import { lastContactByCustomer } from './last-contact.ts'
import type { Replica } from './replica.ts'
import { closenessOf } from './search/closeness.ts'
import {
  createCustomerSearch,
  type CustomerSearch,
  type FoundCustomers,
} from './search/customer-search.ts'
import { foundUnderKept, hitsUnderKept } from './search/found-under-kept.ts'
import type { SearchableCard } from './search/search-segment.ts'

/** Search that always knows the present customer cards of a replica. */
export interface CustomerSearchSource extends Pick<CustomerSearch, 'search'> {
  find: (...query: Parameters<CustomerSearch['find']>) => FoundCustomers
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
  /** What the search knows of: the cards up to this revision, and whether they are ranked by the notes of today. */
  let followed = 0
  let packed: readonly PackedCards[] | null = null
  let isFilled = false
  let withContacts = false

  function catchUp(): void {
    if (!isFilled) fill()
    const revision = replica.revision('customer')
    if (revision !== followed) follow(replica.cardsChangedSince(followed))
    followed = revision
    if (replica.loaded && !withContacts) rankByContact()
  }

  function fill(): void {
    packed = replica.packedCards()
    if (packed === null) {
      withContacts = replica.loaded
      search.load(presentCards(contactsNow()))
      followed = replica.revision('customer')
    } else {
      search.loadPacked(packedSegments(packed, cardOf))
    }
    isFilled = replica.revision('customer') > 0
  }

  function follow(ids: readonly string[]): void {
    for (const id of ids) {
      const card = cardOf(id, contactsNow().get(id))
      if (card === undefined) search.remove(id)
      else search.upsert(card)
    }
  }

  /** The notes arrive last. What the index says of contacts is from when it was made. */
  function rankByContact(): void {
    withContacts = true
    const contacts = contactsNow()
    const moved = packed?.flatMap((blob) => movedContacts(blob, contacts))
    if (moved === undefined || moved.length > mostMoved) search.load(presentCards(contacts))
    else follow(moved)
  }

  function cardOf(id: string, lastContactAt: number | undefined): SearchableCard | undefined {
    const card = replica.get('customer', id)
    return card === undefined || card.archivedAt !== undefined
      ? undefined
      : searchableCard(card, lastContactAt, closenessOf(card.data, replica.session.staffId))
  }

  function presentCards(contacts: ReadonlyMap<string, number>): SearchableCard[] {
    // ME8: whoever was merged away is found by his own names and numbers, and stands for the one who was kept.
    return replica
      .all('customer')
      .flatMap(({ id }) =>
        [id, ...replica.mergedCustomers(id)].flatMap(
          (each) => cardOf(each, contacts.get(each)) ?? [],
        ),
      )
  }

  function contactsNow(): ReadonlyMap<string, number> {
    return withContacts ? lastContactByCustomer(replica.all('interaction')) : noContacts
  }

  return {
    find(typed, options) {
      catchUp()
      return foundUnderKept(search.find(typed, options), replica.mergedCards())
    },
    search(typed, limit, options) {
      catchUp()
      return hitsUnderKept(search.search(typed, limit, options), replica.mergedCards())
    },
    revision: () => replica.revision('customer'),
    subscribe: replica.subscribe,
  }
}

const noContacts: ReadonlyMap<string, number> = new Map()
/** Beyond so many it is cheaper to pack all cards anew. */
const mostMoved = 1000

function movedContacts({ ids, contacts }: PackedCards, now: ReadonlyMap<string, number>): string[] {
  return ids.all().filter((id, slot) => (now.get(id) ?? 0) !== contacts[slot])
}
