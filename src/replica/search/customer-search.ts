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
  type SearchableCard,
  type SearchSegment,
} from './search-segment.ts'
import { createTokenTable } from './token-table.ts'

export interface SearchHit {
  id: string
  rank: SearchRank
  /** The part of the shown name that matched, [from, to) in UTF-16 units; absent when an alias or the phone did. */
  highlight?: readonly [from: number, to: number]
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
   * At most `limit` hits, the best rank first (see `searchRanks`), then the latest contact. Nothing typed finds nothing.
   * `fuzzy` also takes z for zh, c for ch, s for sh, n for l, an for ang, en for eng, in for ing, and the reverse.
   */
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

  const find = (query: SearchQuery, limit: number, options: MatchOptions): Found[] => {
    overlay ??= buildSegment([...changed.values()], table)
    const searched = changed.size === 0 ? base : [overlay, ...base]
    const found = searched.flatMap((segment) =>
      matchSegment(segment, query, limit, options).flatMap(hitIn(segment)),
    )
    return searched.length < 2 ? found : found.toSorted(byRankThenContact).slice(0, limit)
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
    search(typed, limit, { fuzzy = false } = {}) {
      const query = readQuery(typed)
      const found = find(query, limit, { fuzzy, requireTail: false })
      const nameAndTail = found.length < limit ? readNameAndTail(query) : undefined
      if (nameAndTail !== undefined) {
        const known = new Set(found.map(({ card }) => card.id))
        const more = find(nameAndTail, limit, { fuzzy, requireTail: true })
        found.push(...more.filter(({ card }) => !known.has(card.id)))
      }
      return found.slice(0, limit).map(searchHit)
    },
  }
}

interface Found {
  card: SearchableCard
  hit: SlotHit
}

function hitIn({ cards }: SearchSegment): (hit: SlotHit) => Found[] {
  return (hit) => {
    const card = cards.at(hit.slot)
    return card === undefined ? [] : [{ card, hit }]
  }
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

function byRankThenContact(one: Found, other: Found): number {
  return (
    one.hit.rank - other.hit.rank || (other.card.lastContactAt ?? 0) - (one.card.lastContactAt ?? 0)
  )
}

function searchHit({ card, hit }: Found): SearchHit {
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
