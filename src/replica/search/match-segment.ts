import { scan } from './scan.ts'
import type { SearchQuery } from './search-query.ts'
import { tailWidth, type SearchSegment } from './search-segment.ts'
import { otherScript, type Steps, type TokenTable } from './token-table.ts'

/** Why a customer was found, the best first. */
export const searchRanks = [
  'exact-name',
  'name-prefix',
  'initials-prefix',
  'pinyin-prefix',
  'other-reading',
  'phone-tail',
  'contains',
] as const
export type SearchRank = (typeof searchRanks)[number]

/** A hit in a segment; `token` counts from the slot's first; a hit in the phone tail has no tokens. */
export interface SlotHit {
  slot: number
  /** Index in `searchRanks`. */
  rank: number
  token: number
  tokens: number
}

export interface MatchOptions {
  /** Takes sounds that many mix up for each other. */
  fuzzy: boolean
  /** Only customers whose phone tail holds the query's digits, too. */
  requireTail: boolean
}

/**
 * The best `limit` customers of a segment, by rank, then by recent contact.
 *
 * A query is matched as an automaton over tokens: a set of bits says how many elements may have been taken so far, and
 * each token moves every bit by the character itself or by a beginning of its reading. So “zhwe”, “张wei” and “zhang伟”
 * need no guess where a syllable ends.
 */
export function matchSegment(
  segment: SearchSegment,
  query: SearchQuery,
  limit: number,
  options: MatchOptions,
): SlotHit[] {
  if (query.elements.length === 0 || limit <= 0 || segment.cards.length === 0) return []
  const { table } = segment
  const steps = table.stepsFor(query.elements, options.fuzzy)
  const matcher = { segment, table, query, options, ...steps }
  const hits = createHits(segment.cards.length, limit)
  addPrefixes(matcher, hits)
  if (!options.requireTail && query.tail !== '') addTails(matcher, hits)
  addContained(matcher, hits, limit)
  return hits.best()
}

interface Matcher extends Steps {
  segment: SearchSegment
  table: TokenTable
  query: SearchQuery
  options: MatchOptions
}

interface Hits {
  add(hit: SlotHit): void
  has(slot: number): boolean
  /** True when there are enough of a rank alone. */
  isFilled(rank: number): boolean
  isFull(): boolean
  best(): SlotHit[]
}

/** Slots are added by recent contact, so whatever is beyond the limit of its rank can be forgotten. */
function createHits(slots: number, limit: number): Hits {
  const byRank: SlotHit[][] = searchRanks.map(() => [])
  const found = new Uint8Array(slots)
  let count = 0
  return {
    add(hit) {
      found[hit.slot] = 1
      count += 1
      const sameRank = byRank[hit.rank]
      if (sameRank !== undefined && sameRank.length < limit) sameRank.push(hit)
    },
    has: (slot) => found[slot] === 1,
    isFilled: (rank) => (byRank[rank]?.length ?? 0) >= limit,
    isFull: () => count >= limit,
    best: () => byRank.flat().slice(0, limit),
  }
}

const rankOf = {
  exact: 0,
  name: 1,
  initials: 2,
  pinyin: 3,
  otherReading: 4,
  tail: 5,
  contains: 6,
} as const

function addPrefixes(matcher: Matcher, hits: Hits): void {
  const { segment, query, options } = matcher
  const { starts, startSlots, slotTokens } = segment
  const { text, units } = candidates(matcher, segment.startCharacters, segment.startLetters)
  const next = scan(text, units)
  let pending: SlotHit | undefined
  const following = (start: number): number => {
    const better = betterStart(matcher, hits, start)
    return better === -1 ? -1 : next(better)
  }
  for (let start = next(0); start !== -1; start = following(start + 1)) {
    const slot = startSlots[start] ?? 0
    if (segment.gone[slot] === 1) continue
    const position = starts[start] ?? 0
    const tokens = tokensTaken(matcher, position)
    if (tokens === 0) continue
    if (options.requireTail && !tailOf(segment, slot).includes(query.tail)) continue
    const rank = rankOfStart(matcher, start, tokens)
    // A slot counts once, with the best of its starts, which follow each other.
    if (pending !== undefined && pending.slot !== slot) {
      hits.add(pending)
      pending = undefined
    }
    if (pending === undefined || rank < pending.rank) {
      pending = { slot, rank, token: position - (slotTokens[slot] ?? 0), tokens }
    }
  }
  if (pending !== undefined) hits.add(pending)
}

/** Where to look for tokens that can take the query's first element, and which units stand for them. */
function candidates(
  { table, query, options }: Matcher,
  characters: string,
  letters: string,
): { text: string; units: string[] } {
  const first = query.elements[0] ?? ''
  if (!/^[\p{Script=Han}〇]/u.test(first)) {
    return { text: letters, units: [...table.letterClassesFor(first, options.fuzzy)] }
  }
  return { text: characters, units: [first.length === 1 ? first : otherScript] }
}

/**
 * The next start that can still matter; -1 for none. A letter or two begin thousands of names, but once there are enough
 * hits by pinyin only initials and names in letters are better, and once there are enough by initials only the latter.
 */
function betterStart({ segment, query }: Matcher, hits: Hits, start: number): number {
  const enoughInitials = hits.isFilled(rankOf.initials)
  if (!query.lettersOnly || !(enoughInitials || hits.isFilled(rankOf.pinyin))) return start
  const { starts, startCharacters, initials } = segment
  const word = startCharacters.indexOf(otherScript, start)
  const position = enoughInitials ? -1 : initials.indexOf(query.text, starts[start] ?? Infinity)
  if (position === -1) return word
  const byInitials = firstAtLeast(starts, position, start)
  return word === -1 ? byInitials : Math.min(word, byInitials)
}

/** The index of the first number that is not below the bound, from an index on, in ascending numbers. */
function firstAtLeast(numbers: Uint32Array, bound: number, from: number): number {
  let [low, high] = [from, numbers.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((numbers[middle] ?? Infinity) < bound) low = middle + 1
    else high = middle
  }
  return low
}

/** How many tokens from a position on take the whole query; 0 if they do not. */
function tokensTaken(matcher: Matcher, position: number, mainReadingsOnly = false): number {
  const { segment, table, steps, size, query } = matcher
  const { tokens } = segment
  const done = 1 << query.elements.length
  let reached = 1
  for (let at = position; at < tokens.length; at += 1) {
    const token = mainReadingsOnly ? table.withMainReading(tokens[at] ?? 0) : (tokens[at] ?? 0)
    let next = 0
    for (let left = reached; left !== 0; left &= left - 1) {
      const offset = 31 - Math.clz32(left & -left)
      next |= steps[offset * size + token] ?? 0
    }
    if ((next & done) !== 0) return at - position + 1
    if (next === 0) return 0
    reached = next
  }
  return 0
}

function rankOfStart(matcher: Matcher, start: number, tokens: number): number {
  const { segment, query } = matcher
  const position = segment.starts[start] ?? 0
  const slot = segment.startSlots[start] ?? 0
  if (!query.lettersOnly || segment.startCharacters.startsWith(otherScript, start)) {
    const written = writtenText(matcher, position, tokens)
    if (written === query.text && isWholeEntry(segment, position, tokens)) return rankOf.exact
    if (written.startsWith(query.text)) return rankOf.name
  }
  if (isInAlias(segment, slot, position)) return rankOf.otherReading
  // “wa” takes the one syllable of 王五 and two initials of 王安: for 王安 the initials count.
  if (query.lettersOnly && segment.initials.startsWith(query.text, position)) return rankOf.initials
  return tokensTaken(matcher, position, true) > 0 ? rankOf.pinyin : rankOf.otherReading
}

/** The tokens as they are written: characters, and the letters of words of another script. */
function writtenText({ segment, table }: Matcher, position: number, tokens: number): string {
  let text = ''
  for (let at = position; at < position + tokens; at += 1) {
    text += table.textOf(segment.tokens[at] ?? 0)
  }
  return text
}

function isWholeEntry({ tokens }: SearchSegment, position: number, count: number): boolean {
  const begins = position === 0 || tokens[position - 1] === 0
  return begins && tokens[position + count] === 0
}

/** True after the end of the slot's first entry, the name. */
function isInAlias(segment: SearchSegment, slot: number, position: number): boolean {
  const { tokens, slotTokens } = segment
  const end = tokens.indexOf(0, slotTokens[slot])
  return end !== -1 && end < position
}

function tailOf(segment: SearchSegment, slot: number): string {
  return segment.tails.slice(slot * tailWidth, slot * tailWidth + tailWidth)
}

function addTails({ segment, query }: Matcher, hits: Hits): void {
  let at = segment.tails.indexOf(query.tail)
  while (at !== -1 && !hits.isFull()) {
    const slot = Math.floor(at / tailWidth)
    if (segment.gone[slot] === 0 && !hits.has(slot)) {
      hits.add({ slot, rank: rankOf.tail, token: 0, tokens: 0 })
    }
    at = segment.tails.indexOf(query.tail, (slot + 1) * tailWidth)
  }
}

/** Looks at the tokens that are no starts. */
function addContained(matcher: Matcher, hits: Hits, limit: number): void {
  if (hits.isFull()) return
  const { segment, query, options } = matcher
  const { text, units } = candidates(matcher, segment.innerCharacters, segment.innerLetters)
  const found: SlotHit[] = []
  // Unit by unit is faster than all in order; the first `limit` customers of each are enough.
  for (const unit of units) {
    let customers = 0
    let lastSlot = -1
    let position = text.indexOf(unit)
    for (; position !== -1 && customers < limit; position = text.indexOf(unit, position + 1)) {
      const tokens = tokensTaken(matcher, position)
      if (tokens === 0) continue
      const slot = firstAtLeast(segment.slotTokens, position + 1, 0) - 1
      if (slot === lastSlot || segment.gone[slot] === 1 || hits.has(slot)) continue
      if (options.requireTail && !tailOf(segment, slot).includes(query.tail)) continue
      lastSlot = slot
      customers += 1
      const token = position - (segment.slotTokens[slot] ?? 0)
      found.push({ slot, rank: rankOf.contains, token, tokens })
    }
  }
  found.sort((one, other) => one.slot - other.slot || one.token - other.token)
  for (const hit of found) if (!hits.has(hit.slot)) hits.add(hit)
}
