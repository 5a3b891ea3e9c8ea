import { assert as holds, nat, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCustomerSearch } from '#replica/search/customer-search.ts'
import { searchKeysFor } from '#replica/search/build-search-keys.ts'
import type { SearchableCard } from '#replica/search/search-segment.ts'
import { chineseName } from '#server/demo/chinese-names.ts'
import { pinyinEngine } from '#server/pinyin-engine.ts'
import { buildSearchKeys } from '#shared/domain/build-search-keys.ts'
import { noSearchKeys, syllablesOf } from '#shared/domain/search-keys.ts'
import { seededRandom } from '#shared/domain/seeded-random.ts'

const crowd = crowdOf(300)

/** Name, then what must find it: full pinyin, initials, a mixed form, characters (also in the other script). */
const hardNames: [string, ...string[]][] = [
  ['单玉静', 'shanyujing', 'syj', '单yujing', '单玉', 'danyujing'],
  ['曾国强', 'zengguoqiang', 'zgq', '曾guo', '国强', 'cengguoqiang'],
  ['仇英', 'qiuying', 'qy', 'qiu英', '仇英', 'chouying'],
  ['解晓东', 'xiexiaodong', 'xxd', '解xd', '晓东', 'jiexiaodong'],
  ['查良镛', 'zhaliangyong', 'zly', '查liang镛', '查良', 'chaliangyong'],
  ['区志强', 'ouzhiqiang', 'ozq', '区zhi', '志强', 'quzhiqiang'],
  ['朴志英', 'piaozhiying', 'pzy', '朴zhiying', '朴志', 'puzhiying'],
  ['尉迟恭', 'yuchigong', 'ycg', '尉迟gong', '尉迟', 'weichigong'],
  ['万俟卨', 'moqixie', 'mqx', '万俟xie', '万俟', 'wanqixie'],
  ['缪荣荣', 'miaorongrong', 'mrr', '缪rong', '荣荣', 'mourongrong'],
  ['盖叫天', 'gejiaotian', 'gjt', '盖jiao天', '盖叫', 'gaijiaotian'],
  ['乐嘉', 'yuejia', 'yj', '乐jia', '乐嘉', 'lejia'],
  ['折可适', 'shekeshi', 'sks', '折keshi', '折可', 'zhekeshi'],
  ['员半千', 'yunbanqian', 'ybq', '员ban', '半千', 'yuanbanqian'],
  ['召文华', 'shaowenhua', 'swh', '召wh', '文华', 'zhaowenhua'],
  ['繁钦', 'poqin', 'pq', '繁qin', '繁钦', 'fanqin'],
  ['种师道', 'chongshidao', 'csd', '种shidao', '师道', 'zhongshidao'],
  ['祭遵', 'zhaizun', 'zz', '祭zun', '祭遵', 'jizun'],
  ['秘宜文', 'biyiwen', 'byw', '秘yi', '宜文', 'miyiwen'],
  ['覃海洋', 'qinhaiyang', 'qhy', '覃hai', '海洋', 'tanhaiyang'],
  ['翟天临', 'zhaitianlin', 'ztl', '翟tl', '天临', 'ditianlin'],
  ['冼星海', 'xianxinghai', 'xxh', '冼xing', '星海', 'xianxinghai'],
  ['任志远', 'renzhiyuan', 'rzy', '任zhi', '志远', 'renzhiyuan'],
  ['华国锋', 'huaguofeng', 'hgf', '华guo', '国锋', 'huagf'],
  ['宁静', 'ningjing', 'nj', '宁jing', '宁静', 'ningj'],
  ['纪晓岚', 'jixiaolan', 'jxl', '纪xiaolan', '晓岚', 'jixl'],
  ['燕青', 'yanqing', 'yq', '燕qing', '燕青', 'yanq'],
  ['那英', 'naying', 'ny', '那ying', '那英', 'nay'],
  ['黑学军', 'hexuejun', 'hxj', '黑xue', '学军', 'heixuejun'],
  ['尹乐', 'yinle', 'yl', '尹le', '尹乐', 'yinyue'],
  ['卜算子', 'busuanzi', 'bsz', '卜suan', '算子', 'bosuanzi'],
  ['欧阳靖', 'ouyangjing', 'oyj', '欧阳jing', '歐陽靖', 'ouyjing'],
  ['长孙无忌', 'zhangsunwuji', 'zswj', '长孙wuji', '長孫無忌', 'changsunwuji'],
  ['澹台明镜', 'tantaimingjing', 'ttmj', '澹台ming', '明镜', 'dantaimingjing'],
  ['吕秀绿', 'lvxiulv', 'lxl', '吕xiulu', '呂秀綠', 'luxiulu'],
  ['女娲略', 'nvwalve', 'nwl', '女walue', '女娲', 'nuwalue'],
  ['鄧麗君', 'denglijun', 'dlj', '鄧lijun', '邓丽君', '邓li君'],
  ['劉龍飛', 'liulongfei', 'llf', '刘long飞', '刘龙飞', 'liulf'],
  ['阿依古丽·买买提', 'ayigulimaimaiti', 'ayglmmt', '阿依guli', '买买提', 'maimaiti'],
  ['迪丽努尔·吐尔逊', 'dilinuertuerxun', 'dlnetex', '迪丽nuer', '吐尔逊', 'tuerxun'],
  ['李喆燚', 'lizheyi', 'lzy', '李zhe', '喆燚', 'lizy'],
  ['王𬭎', 'wanghong', 'wh', '王hong', '王𬭎', 'wangh'],
  ['张伟', 'zhangwei', 'zw', '张wei', 'zhang伟', 'zhwe'],
  ['Anna Müller', 'annamüller', 'am', 'anna m', 'muller', 'Müller'],
]

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
