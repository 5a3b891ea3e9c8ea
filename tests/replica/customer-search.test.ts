import { assert as holds, nat, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closenessOf } from '#replica/search/closeness.ts'
import { createCustomerSearch } from '#replica/search/customer-search.ts'
import { searchRanks } from '#replica/search/match-segment.ts'
import { searchKeysFor } from '#replica/search/build-search-keys.ts'
import { buildSegment, type SearchableCard } from '#replica/search/search-segment.ts'
import { createTokenTable } from '#replica/search/token-table.ts'
import { chineseName } from '#server/demo/chinese-names.ts'
import { pinyinEngine } from '#server/pinyin-engine.ts'
import { buildSearchKeys } from '#shared/domain/build-search-keys.ts'
import { noSearchKeys, syllablesOf } from '#shared/domain/search-keys.ts'
import { seededRandom } from '#shared/domain/seeded-random.ts'
import { hardNames } from '#tests/support/hard-names.ts'

const crowd = crowdOf(300)

describe('[R68] finding a customer by name', () => {
  test.each(hardNames)('[R68] %s is found in every way of typing', async (name, ...typed) => {
    const search = createCustomerSearch()
    search.load([...crowd, { ...cardOf(name, 'wanted'), searchKeys: await searchKeysFor(name) }])
    for (const query of [name, ...typed]) {
      const ids = search.search(query, 400).map(({ id }) => id)
      expect(ids, `${name} by ${query}`).toContain('wanted')
    }
  })

  test('[R68] forty names are on the first screen within two to four keystrokes of each way of typing', () => {
    const search = createCustomerSearch()
    const wanted = hardNames.map(([name], index) => cardOf(name, `wanted-${index}`))
    search.load([...crowd, ...wanted])
    const firstScreen = 20
    hardNames.forEach(([name], index) => {
      const card = wanted[index] as SearchableCard
      const syllables = syllablesOf(card.searchKeys.full)
      const [first = '', ...rest] = syllables
      const ways = {
        characters: Array.from(name).slice(0, 4).join(''),
        initials: syllables
          .map(([letter]) => letter)
          .join('')
          .slice(0, 4),
        'beginnings of syllables': `${first.slice(0, 2)}${(rest[0] ?? '').slice(0, 2)}`,
        mixed: `${Array.from(name)[0]}${rest.map(([letter]) => letter).join('')}`.slice(0, 4),
      }
      for (const [way, strokes] of Object.entries(ways)) {
        const ids = search.search(strokes, firstScreen).map(({ id }) => id)
        expect(ids, `${name} by ${way}: ${strokes}`).toContain(`wanted-${index}`)
      }
    })
  })

  test('[R68] the dot of a name may be typed in any form or not at all', () => {
    const search = searchOver('阿依古丽·买买提')
    for (const dot of ['·', '•', '・', '.', '．', ' ', '']) {
      expect(search(`阿依古丽${dot}买买提`)[0]).toMatchObject({ rank: 'exact-name' })
    }
    expect(search('买买')[0]).toMatchObject({ rank: 'name-prefix', highlight: [5, 7] })
  })

  test('[R68] every generated name is found by every beginning of its own keys', () => {
    const names = createCustomerSearch()
    names.load(crowd)
    const seed = 20_260_301
    holds(
      property(nat(crowd.length - 1), nat(), nat(), (index, which, length) => {
        const card = crowd[index] as SearchableCard
        const { full, alternatives } = card.searchKeys
        const readings = [full, ...alternatives]
        const letters = syllablesOf(readings[which % readings.length] ?? '').join('')
        const typed = letters.slice(0, 1 + (length % letters.length))
        expect(names.search(typed, crowd.length).map(({ id }) => id)).toContain(card.id)
      }),
      { seed, numRuns: 500 },
    )
  })
})

describe('[R68] the order of hits', () => {
  test('[R68] exact, prefix, initials, pinyin, other reading, phone tail, contains', () => {
    expect(ranksOf('张伟', '小张伟', '张伟明', '张伟')).toEqual([
      '张伟 exact-name',
      '张伟明 name-prefix',
      '小张伟 contains',
    ])
    expect(ranksOf('wa', '李娃', '王五', '王安')).toEqual([
      '王安 initials-prefix',
      '王五 pinyin-prefix',
      '李娃 contains',
    ])
    expect(ranksOf('dan', '单玉', '但明', '李丹')).toEqual([
      '但明 pinyin-prefix',
      '单玉 other-reading',
      '李丹 contains',
    ])
  })

  test('[R68] of equal rank the customer spoken to last comes first, also right after an edit', () => {
    const search = createCustomerSearch()
    search.load([
      { ...cardOf('张一', 'old'), lastContactAt: 1_700_000_000_000 },
      { ...cardOf('张二', 'new'), lastContactAt: 1_750_000_000_000 },
      cardOf('张三', 'never'),
    ])
    expect(search.search('zhang', 9).map(({ id }) => id)).toEqual(['new', 'old', 'never'])
    search.upsert({ ...cardOf('张三', 'never'), lastContactAt: 1_760_000_000_000 })
    expect(search.search('zhang', 9).map(({ id }) => id)).toEqual(['never', 'new', 'old'])
    expect(search.search('张', 1).map(({ id }) => id)).toEqual(['never'])
  })

  test('[R68] whom nobody here has spoken to: one’s own first, then by tier, behind whoever was spoken to', () => {
    const search = createCustomerSearch()
    search.load([
      { ...cardOf('张一', 'stranger'), closeness: 0 },
      { ...cardOf('张二', 'vip of a colleague'), closeness: 2 },
      { ...cardOf('张三', 'own'), closeness: 4 },
      { ...cardOf('张四', 'own vip'), closeness: 6 },
      { ...cardOf('张五', 'spoken to'), lastContactAt: 1_700_000_000_000 },
    ])
    expect(search.search('zhang', 9).map(({ id }) => id)).toEqual([
      'spoken to',
      'own vip',
      'own',
      'vip of a colleague',
      'stranger',
    ])
    expect(closenessOf({ ownerId: 'me', tier: 'vip' }, 'me')).toBe(6)
    expect(closenessOf({ ownerId: 'me', tier: 'mass' }, 'me')).toBe(4)
    expect(closenessOf({ ownerId: 'you', tier: 'potential' }, 'me')).toBe(1)
  })

  test('[R68] an edit of whom nobody has spoken to leaves one’s own before the customers of colleagues', () => {
    const search = createCustomerSearch({ whenIdle: () => {} })
    const cards = [
      { ...cardOf('张一', 'own vip'), closeness: 6 },
      { ...cardOf('张二', 'own'), closeness: 4 },
      { ...cardOf('张三', 'vip of a colleague'), closeness: 2 },
      { ...cardOf('张四', 'stranger'), closeness: 0 },
      // Of the same minute, so that closeness decides.
      { ...cardOf('张五', 'spoken to'), closeness: 0, lastContactAt: 1_700_000_010_000 },
      { ...cardOf('张六', 'own spoken to'), closeness: 4, lastContactAt: 1_700_000_000_000 },
    ]
    search.load(cards)
    const ids = () => search.search('zhang', 9).map(({ id }) => id)
    const inOrder = [
      'own spoken to',
      'spoken to',
      'own vip',
      'own',
      'vip of a colleague',
      'stranger',
    ]
    expect(ids()).toEqual(inOrder)
    for (const card of cards.toReversed()) {
      search.upsert(card)
      expect(ids()).toEqual(inOrder)
    }
  })

  test('[R68] what changed stands where it would stand in one list, however many there are of both', () => {
    for (const changed of [1, 7, 150, 299]) {
      const random = seededRandom(`changed ${changed}`)
      const cards = crowd.map((card) => ({
        ...card,
        closeness: Math.floor(random() * 8),
        lastContactAt: random() < 0.5 ? undefined : 1_700_000_000_000 + random() * 600_000,
      }))
      const search = createCustomerSearch({ whenIdle: () => {} })
      search.load(cards)
      for (const card of cards.slice(0, changed)) search.upsert(card)
      const hits = search.search('z', crowd.length)
      expect(hits.length).toBeGreaterThan(20)
      const places = hits.map(({ id, rank }) => {
        const { closeness = 0, lastContactAt = 0 } = cards.find((card) => card.id === id) ?? {}
        return [searchRanks.indexOf(rank), -Math.floor(lastContactAt / 60_000), -closeness]
      })
      const sorted = places.toSorted(
        ([a = 0, b = 0, c = 0], [d = 0, e = 0, f = 0]) => a - d || b - e || c - f,
      )
      expect(places).toEqual(sorted)
    }
  })

  test('[R68] all hits come in the same order as the first ones, and a card is looked up when its hit is asked for', () => {
    const segment = buildSegment(crowd, createTokenTable())
    let lookedUp = 0
    const { cards } = segment
    const counted = {
      ...cards,
      at(slot: number) {
        lookedUp += 1
        return cards.at(slot)
      },
    }
    const search = createCustomerSearch({ whenIdle: () => {} })
    search.loadPacked([{ ...segment, cards: counted }])
    search.upsert({ ...cardOf('张新明', 'new'), lastContactAt: 1_760_000_000_000 })
    for (const typed of ['z', 'ming', '明', 'zhang', 'w5']) {
      const found = search.find(typed)
      expect(lookedUp).toBe(0)
      const hits = search.search(typed, crowd.length + 1)
      expect(Array.from({ length: found.length }, (_, index) => found.at(index))).toEqual(hits)
      expect(Array.from({ length: found.length }, (_, index) => found.idAt(index))).toEqual(
        hits.map(({ id }) => id),
      )
      lookedUp = 0
    }
    expect(search.find('z').at(0)).toMatchObject({ id: 'new' })
  })

  test('[R68] with thousands of hits the few better ones are still first', () => {
    const search = createCustomerSearch()
    search.load([
      ...Array.from({ length: 500 }, (_, index) => ({
        ...cardOf('查伟', `zha-${index}`),
        lastContactAt: 1_760_000_000_000,
      })),
      cardOf('张海安', 'initials'),
      cardOf('Zha Li', 'latin'),
    ])
    expect(
      search
        .search('zha', 3)
        .map(({ id }) => id)
        .slice(0, 2),
    ).toEqual(['latin', 'initials'])
  })
})

describe('[R68] phone tails, aliases, corrections', () => {
  test('[R68] digits find the phone tail, a name with digits narrows it', () => {
    const search = createCustomerSearch()
    search.load([
      { ...cardOf('张伟', 'a'), phoneTail: '5678' },
      { ...cardOf('张丽', 'b'), phoneTail: '1234' },
      { ...cardOf('李娜', 'c'), phoneTail: '5678' },
    ])
    const idsOf = (typed: string): string[] => search.search(typed, 9).map(({ id }) => id)
    expect(idsOf('5678')).toEqual(['a', 'c'])
    expect(idsOf('78')).toEqual(['a', 'c'])
    expect(idsOf('５６７８')).toEqual(['a', 'c'])
    expect(idsOf('138 1234 5678')).toEqual(['a', 'c'])
    for (const end of ['45678', '345678', '2345678', '8112345678', '13805678']) {
      expect(idsOf(end)).toEqual(['a', 'c'])
    }
    // The beginning of a number, as it is typed, says nothing of its end.
    for (const beginning of ['13856', '138567', '1385678', '0105678']) {
      expect(idsOf(beginning)).toEqual([])
    }
    expect(idsOf('张5678')).toEqual(['a'])
    expect(idsOf('zhang 12')).toEqual(['b'])
    expect(idsOf('99')).toEqual([])
  })

  test('[R68] an alias is found by characters and by sound', () => {
    const search = createCustomerSearch()
    const aliases = ['曾老板']
    const searchKeys = buildSearchKeys('曾国强', pinyinEngine, { aliases })
    search.load([{ ...cardOf('曾国强', 'a'), aliases, searchKeys }])
    expect(search.search('曾老板', 9)).toEqual([{ id: 'a', rank: 'exact-name' }])
    expect(search.search('zlb', 9)).toEqual([{ id: 'a', rank: 'other-reading' }])
  })

  test('[R68] a reading corrected by hand goes first, the computed one still finds', () => {
    const search = createCustomerSearch()
    const searchKeys = buildSearchKeys('覃辉', pinyinEngine, { override: 'xun hui' })
    search.load([{ ...cardOf('覃辉', 'a'), searchKeys }])
    expect(search.search('xunhui', 9)[0]).toMatchObject({ rank: 'pinyin-prefix' })
    expect(search.search('qinhui', 9)[0]).toMatchObject({ rank: 'other-reading' })
  })

  test('[R68] sounds that many mix up are taken for each other only if asked', () => {
    const search = createCustomerSearch()
    search.load([cardOf('张宁', 'a')])
    expect(search.search('zanlin', 9)).toEqual([])
    expect(search.search('zanlin', 9, { fuzzy: true }).map(({ id }) => id)).toEqual(['a'])
  })
})

describe('[R68] changes', () => {
  test('[R68] a removed or renamed customer is not found by the old name', () => {
    const search = createCustomerSearch()
    search.load([cardOf('张伟', 'a'), cardOf('李娜', 'b')])
    search.upsert(cardOf('王芳', 'a'))
    search.remove('b')
    search.remove('unknown')
    expect(search.search('zw', 9)).toEqual([])
    expect(search.search('李娜', 9)).toEqual([])
    expect(search.search('wf', 9).map(({ id }) => id)).toEqual(['a'])
  })

  test('[R68] packing anew in idle time changes no answer', () => {
    const idle: (() => void)[] = []
    const search = createCustomerSearch({ whenIdle: (work) => idle.push(work) })
    search.load(crowd)
    for (const card of crowd) search.upsert({ ...card, name: `${card.name}明` })
    search.remove('crowd-7')
    const answers = (): unknown =>
      ['ming', '明', 'z', '李', 'wei'].map((typed) => search.search(typed, 400))
    const before = answers()
    expect(idle).toHaveLength(1)
    for (const work of idle) work()
    expect(answers()).toEqual(before)
  })

  test('[R68] a name whose keys are not made yet is found by its characters; nothing typed finds nothing', () => {
    const search = createCustomerSearch()
    search.load([{ ...cardOf('张伟', 'a'), searchKeys: noSearchKeys }])
    expect(search.search('张', 9).map(({ id }) => id)).toEqual(['a'])
    expect(search.search('zhang', 9)).toEqual([])
    expect(search.search(' ·', 9)).toEqual([])
  })
})

function ranksOf(typed: string, ...names: string[]): string[] {
  return searchOver(...names)(typed).map(({ id, rank }) => `${id} ${rank}`)
}

function searchOver(...names: string[]) {
  const search = createCustomerSearch()
  search.load(names.map((name) => cardOf(name, name)))
  return (typed: string) => search.search(typed, 20)
}

function cardOf(name: string, id: string): SearchableCard {
  return { id, name, aliases: [], searchKeys: buildSearchKeys(name, pinyinEngine) }
}

function crowdOf(count: number): SearchableCard[] {
  const random = seededRandom('crowd')
  return Array.from({ length: count }, (_, index) =>
    cardOf(chineseName(random).name, `crowd-${index}`),
  )
}
