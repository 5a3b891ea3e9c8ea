import { chineseName } from '#server/demo/chinese-names.ts'
import { pinyinEngine } from '#server/pinyin-engine.ts'
import { createCustomerSearch } from '#replica/search/customer-search.ts'
import type { SearchableCard } from '#replica/search/search-segment.ts'
import { buildSearchKeys } from '#shared/domain/build-search-keys.ts'
import { initialsOf } from '#shared/domain/search-keys.ts'
import { randomInteger, seededRandom } from '#shared/domain/seeded-random.ts'
import { type Figure, percentile } from './figure.ts'
import { createFloorSearch } from './search.floor.ts'

/** Times in ms; `keystrokes` is how many were measured. */
export interface SearchFigures {
  customers: number
  keystrokes: number
  loadMs: number
  p50Ms: number
  p95Ms: number
  maxMs: number
  /** The first search after one card has changed. */
  afterChangeP95Ms: number
  /** The same keystrokes in two joined texts. */
  floorP95Ms: number
}

/** The search of `count` customers beside its floor, in so many runs; bar in ms. */
export function searchFigure(count: number, runs: number, mostMs: number): Figure {
  const taken = Array.from({ length: runs }, () => measureSearch(count))
  const { keystrokes } = taken[0] ?? { keystrokes: 0 }
  const loads = taken.map(({ loadMs }) => loadMs)
  return {
    id: `search-${count}`,
    what: `Search per keystroke, ${count} customers, p95`,
    unit: 'ms',
    ours: taken.map(({ p95Ms }) => p95Ms),
    floor: taken.map(({ floorP95Ms }) => floorP95Ms),
    floorIs: '`indexOf` in two joined texts with offsets, without ranks, initials or mixed writing',
    bar: { kind: 'absolute', most: mostMs },
    remarks: [
      `${keystrokes} keystrokes a run, in Node`,
      `${percentile(loads, 0.5).toFixed(0)} ms to build`,
    ],
  }
}

/**
 * Generates `count` customers and types 600 of their names letter by letter, in every way people do (characters,
 * pinyin, initials, syllable beginnings, mixed, phone tail), and some that find nothing; 20 hits are asked for, as the
 * screen does.
 */
export function measureSearch(count: number): SearchFigures {
  const cards = generateCards(count)
  const search = createCustomerSearch({ whenIdle: () => {} })
  const loadStart = performance.now()
  search.load(cards)
  const loadMs = performance.now() - loadStart

  const typed = queriesOf(cards).flatMap((query) => {
    const letters = Array.from(query)
    return letters.map((_, index) => letters.slice(0, index + 1).join(''))
  })
  // The first round lets the engine compile; the second is measured.
  for (const query of typed) search.search(query, 20)
  const times = typed.map((query) => timeOf(() => search.search(query, 20)))
  const floorSearch = createFloorSearch(cards)
  for (const query of typed) floorSearch(query, 20)
  const floorTimes = typed.map((query) => timeOf(() => floorSearch(query, 20)))

  const changes = typed.slice(0, 200).map((query, index) => {
    search.upsert(at(cards, (index * 37) % cards.length))
    return timeOf(() => search.search(query, 20))
  })
  return {
    customers: count,
    keystrokes: times.length,
    loadMs,
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
    maxMs: Math.max(...times),
    afterChangeP95Ms: percentile(changes, 0.95),
    floorP95Ms: percentile(floorTimes, 0.95),
  }
}

function generateCards(count: number): SearchableCard[] {
  const random = seededRandom('search bench')
  return Array.from({ length: count }, (_, index) => {
    const { name } = chineseName(random)
    return {
      id: `customer-${index}`,
      name,
      aliases: [],
      searchKeys: buildSearchKeys(name, pinyinEngine),
      phoneTail: String(randomInteger(random, 0, 9999)).padStart(4, '0'),
      lastContactAt: randomInteger(random, 1_700_000_000_000, 1_760_000_000_000),
    }
  })
}

function queriesOf(cards: readonly SearchableCard[]): string[] {
  const random = seededRandom('search bench queries')
  const queries: string[] = ['qqq', 'vvv', '龘龘', 'zhangzhangzhang', '9']
  for (let round = 0; round < 100; round += 1) {
    const card = at(cards, randomInteger(random, 0, cards.length - 1))
    const { full } = card.searchKeys
    const syllables = full.split(/[ ·]/u)
    queries.push(
      card.name,
      syllables.join(''),
      initialsOf(full),
      syllables.map((syllable) => syllable.slice(0, 2)).join(''),
      card.name.slice(0, 1) + syllables.slice(1).join(''),
      card.phoneTail ?? '',
    )
  }
  return queries
}

function at(cards: readonly SearchableCard[], index: number): SearchableCard {
  const card = cards[index]
  if (card === undefined) throw new Error('There is no such card.')
  return card
}

function timeOf(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}
