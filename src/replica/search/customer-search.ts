import { nameTokens } from '#shared/domain/name-token.ts'
import {
  matchSegment,
  type MatchOptions,
  searchRanks,
  type SearchRank,
  type SlotHit,
} from './match-segment.ts'
import { readNameAndTail, readQuery, type SearchQuery } from './search-query.ts'
import { buildSegment, type SearchableCard, type SearchSegment } from './search-segment.ts'
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
  let base = buildSegment([], table)
  let slots: Map<string, number> | undefined
  const changed = new Map<string, SearchableCard>()
  let overlay: SearchSegment | undefined
  let repacking = false

  const hideInBase = (id: string): void => {
    slots ??= new Map(base.cards.map((card, slot) => [card.id, slot]))
    const slot = slots.get(id)
    if (slot !== undefined) base.gone[slot] = 1
  }

  const pack = (cards: readonly SearchableCard[]): void => {
    base = buildSegment(cards, table)
    slots = undefined
    overlay = undefined
    changed.clear()
  }

  const repackLater = (): void => {
    if (repacking || changed.size < Math.max(256, base.cards.length / 50)) return
    repacking = true
    whenIdle(() => {
      repacking = false
      pack([...base.cards.filter((_, slot) => base.gone[slot] === 0), ...changed.values()])
    })
  }

  const find = (query: SearchQuery, limit: number, options: MatchOptions): Found[] => {
    overlay ??= buildSegment([...changed.values()], table)
    const inBase = matchSegment(base, table, query, limit, options).map(hitIn(base))
    if (changed.size === 0) return inBase
    const inOverlay = matchSegment(overlay, table, query, limit, options).map(hitIn(overlay))
    return [...inOverlay, ...inBase].toSorted(byRankThenContact).slice(0, limit)
  }

  return {
    load(cards) {
      pack([...cards])
    },
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

function hitIn(segment: SearchSegment): (hit: SlotHit) => Found {
  return (hit) => ({ card: segment.cards[hit.slot] as SearchableCard, hit })
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
  const written = nameTokens(name)
  const [first, last] = [written[token], written[token + tokens - 1]]
  return first === undefined || last === undefined ? undefined : [first.start, last.end]
}

function runWhenIdle(work: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work)
  else setTimeout(work, 200)
}
