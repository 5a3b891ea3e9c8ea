import { nameTokens } from '#shared/domain/name-token.ts'
import {
  matchSegment,
  type MatchOptions,
  searchRanks,
  type SearchRank,
  type SlotHit,
} from './match-segment.ts'
import { readNameAndTail, readQuery, type SearchQuery } from './search-query.ts'
import {
  buildSegment,
  isPlainChinese,
  minuteOf,
  type SearchableCard,
  type SearchSegment,
  type SegmentCards,
} from './search-segment.ts'
import { createTokenTable } from './token-table.ts'

export interface SearchHit {
  id: string
  rank: SearchRank
  /** The part of the shown name that matched, [from, to) in UTF-16 units; absent when an alias or the phone did. */
  highlight?: readonly [from: number, to: number]
}

/** What a search found, the best first. Nothing is looked up in a card before somebody asks for its hit. */
export interface FoundCustomers {
  readonly length: number
  /** '' beyond the last one. */
  idAt(index: number): string
  at(index: number): SearchHit | undefined
}

/** The same, which tells where some of them stand. */
export interface SearchedCustomers extends FoundCustomers {
  /** The indexes of these ids, of those that were found; none of the others is looked up. */
  placesOf(ids: ReadonlySet<string>): Map<string, number>
}

/** Finds customers by characters, pinyin, initials, any mix of them, or the phone tail, while one types. */
export interface CustomerSearch {
  /** Replaces all cards. */
  load(cards: Iterable<SearchableCard>): void
  /** The same by segments that were packed before. */
  loadPacked(segments: SearchSegment[]): void
  /** Adds a card or replaces the one with its id; cheap, the next search sees it. */
  upsert(card: SearchableCard): void
  /** Forgets a card; an unknown id is no error. */
  remove(id: string): void
  /**
   * All hits, the best rank first (see `searchRanks`), then the latest contact, then the closest. Nothing typed finds nothing. The answer holds
   * until the next change of a card.
   * `fuzzy` also takes z for zh, c for ch, s for sh, n for l, an for ang, en for eng, in for ing, and the reverse.
   */
  find(typed: string, options?: { fuzzy?: boolean }): SearchedCustomers
  /** At most `limit` of them. */
  search(typed: string, limit: number, options?: { fuzzy?: boolean }): SearchHit[]
}

/** `whenIdle` runs work when nobody waits for the screen; by default the browser's idle callback. */
export function createCustomerSearch({
  whenIdle = runWhenIdle,
}: { whenIdle?: (work: () => void) => void } = {}): CustomerSearch {
  const table = createTokenTable()
  // The base is packed once; what changed since lies in a small overlay that is packed again when searched.
  let base: SearchSegment[] = []
  const changed = new Map<string, SearchableCard>()
  let overlay: SearchSegment | undefined
  let repacking = false

  const hideInBase = (id: string): void => {
    for (const { cards, gone } of base) {
      const slot = cards.slotOf(id)
      if (slot !== undefined) gone[slot] = 1
    }
  }

  const replaceBase = (segments: SearchSegment[]): void => {
    base = segments
    overlay = undefined
    changed.clear()
  }

  const repackLater = (): void => {
    const packed = base.reduce((sum, { cards }) => sum + cards.length, 0)
    if (repacking || changed.size < Math.max(256, packed / 50)) return
    repacking = true
    whenIdle(() => {
      repacking = false
      replaceBase([buildSegment([...base.flatMap(cardsOf), ...changed.values()], table)])
    })
  }

  const match = (query: SearchQuery, limit: number, options: MatchOptions): Found => {
    overlay ??= buildSegment([...changed.values()], table)
    const searched = changed.size === 0 ? base : [overlay, ...base]
    return searched
      .map((segment): Found => {
        const hits = matchSegment(segment, query, limit, options)
        return { hits, cardsOf: () => segment.cards }
      })
      .reduce(bestOfBoth, nobody)
  }

  const findAtMost = (typed: string, limit: number, fuzzy: boolean): Found => {
    const query = readQuery(typed)
    const found = match(query, limit, { fuzzy, requireTail: false })
    const nameAndTail = found.hits.length < limit ? readNameAndTail(query) : undefined
    if (nameAndTail === undefined) return found
    const more = match(nameAndTail, limit, { fuzzy, requireTail: true })
    return more.hits.length === 0 ? found : oneAfterTheOther(found, more)
  }

  return {
    load(cards) {
      replaceBase([buildSegment([...cards], table)])
    },
    loadPacked: replaceBase,
    upsert(card) {
      hideInBase(card.id)
      changed.set(card.id, card)
      overlay = undefined
      repackLater()
    },
    remove(id) {
      hideInBase(id)
      if (changed.delete(id)) overlay = undefined
    },
    find(typed, { fuzzy = false } = {}) {
      const found = findAtMost(typed, Infinity, fuzzy)
      return {
        length: found.hits.length,
        idAt: (index) => idAt(found, index),
        at: (index) => searchHit(found, index),
        placesOf: (ids) => placesOf(found, ids),
      }
    },
    search(typed, limit, { fuzzy = false } = {}) {
      const found = findAtMost(typed, limit, fuzzy)
      const hits = Array.from({ length: Math.min(found.hits.length, limit) }, (_, index) =>
        searchHit(found, index),
      )
      return hits.filter((hit) => hit !== undefined)
    },
  }
}

/** Hits, the best first, and whose cards their slots are. */
interface Found {
  hits: readonly SlotHit[]
  cardsOf: (index: number) => SegmentCards | undefined
}

const nobody: Found = { hits: [], cardsOf: () => undefined }

function idAt({ hits, cardsOf }: Found, index: number): string {
  const hit = hits[index]
  return (hit && cardsOf(index)?.idAt(hit.slot)) ?? ''
}

function placesOf({ hits, cardsOf }: Found, ids: ReadonlySet<string>): Map<string, number> {
  const slots = new Map<SegmentCards, Map<number, string>>()
  const places = new Map<string, number>()
  for (let index = 0; index < hits.length; index += 1) {
    const cards = cardsOf(index)
    if (cards === undefined) continue
    let wanted = slots.get(cards)
    if (wanted === undefined) {
      wanted = new Map([...ids].map((id) => [cards.slotOf(id) ?? -1, id]))
      slots.set(cards, wanted)
    }
    const id = wanted.get(hits[index]?.slot ?? -2)
    if (id !== undefined) places.set(id, index)
  }
  return places
}

/** The cards of a segment that have no newer one elsewhere. */
function cardsOf({ cards, gone }: SearchSegment): SearchableCard[] {
  const left: SearchableCard[] = []
  for (let slot = 0; slot < cards.length; slot += 1) {
    const card = gone[slot] === 0 ? cards.at(slot) : undefined
    if (card !== undefined) left.push(card)
  }
  return left
}

/**
 * Two lists of hits as one, in the order that each is in; of equal ones the first list's. The place of each hit of the shorter list
 * is sought in the longer one: what changed since is little, and most of the many hits are compared with none of it.
 */
function bestOfBoth(ones: Found, others: Found): Found {
  if (ones.hits.length === 0) return others
  if (others.hits.length === 0) return ones
  const both = createFound()
  const isFirst = ones.hits.length <= others.hits.length
  const [few, many] = isFirst ? [ones, others] : [others, ones]
  const comesAfter = (place: number, index: number) =>
    isFirst ? !isBefore(many, place, few, index) : isBefore(few, index, many, place)
  let at = 0
  for (let index = 0; index < few.hits.length; index += 1) {
    const place = firstThat((each) => comesAfter(each, index), at, many.hits.length)
    while (at < place) both.take(many, at++)
    both.take(few, index)
  }
  while (at < many.hits.length) both.take(many, at++)
  return both
}

/** The first number of [from, end) for which it holds, as it does for all beyond; `end` for none. It is sought near `from` first. */
function firstThat(holds: (each: number) => boolean, from: number, end: number): number {
  let [low, step] = [from, 1]
  while (low + step <= end && !holds(low + step - 1)) {
    low += step
    step *= 2
  }
  let high = Math.min(low + step - 1, end)
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** The second list behind the first, each customer once. */
function oneAfterTheOther(first: Found, second: Found): Found {
  const all = createFound()
  const known = new Set<string>()
  for (const found of [first, second]) {
    for (let index = 0; index < found.hits.length; index += 1) {
      const id = idAt(found, index)
      if (!known.has(id)) all.take(found, index)
      known.add(id)
    }
  }
  return all
}

function createFound(): Found & { take: (found: Found, index: number) => void } {
  const hits: SlotHit[] = []
  const cards: SegmentCards[] = []
  return {
    hits,
    cardsOf: (index) => cards[index],
    take(found, index) {
      const [hit, from] = [found.hits[index], found.cardsOf(index)]
      if (hit === undefined || from === undefined) return
      hits.push(hit)
      cards.push(from)
    },
  }
}

/** By rank, then by recent contact to the minute, then by closeness: as within a segment (`byRecentContact`). */
function isBefore(ones: Found, one: number, others: Found, other: number): boolean {
  const [hit, against] = [ones.hits[one], others.hits[other]]
  if (hit === undefined || against === undefined) return false
  if (hit.rank !== against.rank) return hit.rank < against.rank
  const [cards, cardsAgainst] = [ones.cardsOf(one), others.cardsOf(other)]
  const spoken = minuteOf(cards?.contactAt(hit.slot) ?? 0)
  const spokenAgainst = minuteOf(cardsAgainst?.contactAt(against.slot) ?? 0)
  if (spoken !== spokenAgainst) return spoken > spokenAgainst
  return (cards?.closenessAt(hit.slot) ?? 0) > (cardsAgainst?.closenessAt(against.slot) ?? 0)
}

function searchHit({ hits, cardsOf }: Found, index: number): SearchHit | undefined {
  const hit = hits[index]
  const card = hit && cardsOf(index)?.at(hit.slot)
  if (hit === undefined || card === undefined) return undefined
  const { id } = card
  const rank = searchRanks[hit.rank] as SearchRank
  const highlight = highlightIn(card.name, hit)
  return highlight === undefined ? { id, rank } : { id, rank, highlight }
}

/** A slot begins with the tokens of the name; those of aliases follow. */
function highlightIn(name: string, { token, tokens }: SlotHit): SearchHit['highlight'] {
  if (tokens === 0) return undefined
  // A unit is a token: nearly all names.
  if (isPlainChinese(name)) return token < name.length ? [token, token + tokens] : undefined
  const written = nameTokens(name)
  const [first, last] = [written[token], written[token + tokens - 1]]
  return first === undefined || last === undefined ? undefined : [first.start, last.end]
}

function runWhenIdle(work: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work)
  else setTimeout(work, 200)
}
