import { describe, expect, test } from 'vitest'
import { createCustomerSearch } from '#replica/search/customer-search.ts'
import { foundUnderKept, hitsUnderKept } from '#replica/search/found-under-kept.ts'
import { buildSegment, type SearchableCard } from '#replica/search/search-segment.ts'
import { createTokenTable } from '#replica/search/token-table.ts'
import { chineseName } from '#server/demo/chinese-names.ts'
import { pinyinEngine } from '#server/pinyin-engine.ts'
import { buildSearchKeys } from '#shared/domain/build-search-keys.ts'
import { randomItem, seededRandom } from '#shared/domain/seeded-random.ts'

const random = seededRandom('found under kept')
const crowd = Array.from({ length: 600 }, (_, index): SearchableCard => {
  const { name } = chineseName(random)
  return { id: `${index}`, name, aliases: [], searchKeys: buildSearchKeys(name, pinyinEngine) }
})

/** A search over the crowd of which the ids that it looked up are counted; some cards changed since it was packed. */
function countingSearch() {
  const segment = buildSegment(crowd, createTokenTable())
  const counted = { ids: 0 }
  const cards = {
    ...segment.cards,
    idAt(slot: number) {
      counted.ids += 1
      return segment.cards.idAt(slot)
    },
  }
  const search = createCustomerSearch({ whenIdle: () => {} })
  search.loadPacked([{ ...segment, cards }])
  for (const card of crowd.slice(0, 40)) search.upsert(card)
  return { search, counted }
}

describe('[ME8][R68] hits of customers who were merged', () => {
  test('[ME8][R68] each customer is found once, at the first place of his, as by going through all hits', () => {
    const { search } = countingSearch()
    for (let round = 0; round < 20; round += 1) {
      const kept = Array.from({ length: 10 }, () => randomItem(random, crowd).id)
      const away = Array.from({ length: 30 }, () => randomItem(random, crowd).id)
      const shownUnder = new Map(
        away.flatMap((id) => (kept.includes(id) ? [] : [[id, randomItem(random, kept)] as const])),
      )
      for (const typed of ['z', 'l', 'wang', '明']) {
        const all = search.search(typed, crowd.length)
        const byWalk = hitsUnderKept(all, shownUnder)
        const found = foundUnderKept(search.find(typed), shownUnder)
        const indexes = Array.from({ length: found.length }, (_, index) => index)
        expect(indexes.map((index) => found.at(index))).toEqual(byWalk)
        expect(indexes.map((index) => found.idAt(index))).toEqual(byWalk.map(({ id }) => id))
        expect([found.idAt(found.length), found.at(found.length)]).toEqual(['', undefined])
      }
    }
  })

  test('[R68] one merge does not make a key go through all hits', () => {
    const { search, counted } = countingSearch()
    const [first, last] = [search.find('z').idAt(0), search.find('z').idAt(20)]
    counted.ids = 0
    const found = foundUnderKept(search.find('z'), new Map([[last, first]]))
    expect(found.length).toBe(search.find('z').length - 1)
    expect(counted.ids).toBe(0)
    expect(found.idAt(20)).toBe(search.find('z').idAt(21))
    expect(counted.ids).toBe(2)
  })
})
