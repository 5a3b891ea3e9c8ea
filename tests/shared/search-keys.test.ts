import { expect, test } from 'vitest'
import { chineseName } from '#server/demo/chinese-names.ts'
import { pinyinEngine } from '#server/pinyin-engine.ts'
import { loadPinyinEngine } from '#replica/search/pinyin-engine.ts'
import { buildSearchKeys } from '#shared/domain/build-search-keys.ts'
import { initialsOf, mainReading, parseReading, SearchKeys } from '#shared/domain/search-keys.ts'
import { seededRandom } from '#shared/domain/seeded-random.ts'

test.each([
  ['单玉静', 'shan yu jing'],
  ['单于静', 'chan yu jing'],
  ['万俟卨', 'mo qi xie'],
  ['尉迟恭', 'yu chi gong'],
  ['长孙无忌', 'zhang sun wu ji'],
  ['曾鈺涵', 'zeng yu han'],
  ['种师道', 'chong shi dao'],
  ['吕布', 'lv bu'],
  ['阿依古丽·买买提', 'a yi gu li·mai mai ti'],
  ['John Smith', 'john·smith'],
])('[R68] %s is read “%s”', (name, reading) => {
  expect(buildSearchKeys(name, pinyinEngine).full).toBe(reading)
})

test('[R68] at most 16 readings are kept, those near the likeliest first', () => {
  const { full, alternatives } = buildSearchKeys('重行乐长', pinyinEngine)
  expect(alternatives).toHaveLength(15)
  expect(new Set([full, ...alternatives]).size).toBe(16)
  expect(
    alternatives[0]?.split(' ').filter((syllable, index) => syllable !== full.split(' ')[index]),
  ).toHaveLength(1)
})

test('[R68] a name of 60 polyphonic characters has keys that the schema takes', () => {
  const keys = buildSearchKeys('乐'.repeat(60), pinyinEngine)
  expect(SearchKeys.safeParse(keys).success).toBe(true)
})

test('[R68] the simplified form is kept only where it differs', () => {
  expect(buildSearchKeys('鄧麗君', pinyinEngine).simplified).toBe('邓丽君')
  expect(buildSearchKeys('邓丽君', pinyinEngine)).not.toHaveProperty('simplified')
})

test('[R68] a corrected reading stays with the name and goes when it does not fit a new one', () => {
  const corrected = buildSearchKeys('覃辉', pinyinEngine, { override: 'xun hui' })
  expect(mainReading(corrected)).toBe('xun hui')
  expect(initialsOf(mainReading(corrected))).toBe('xh')
  expect(buildSearchKeys('覃海辉', pinyinEngine, { override: 'xun hui' })).not.toHaveProperty(
    'override',
  )
})

test.each([
  ['单玉静', 'shàn yù jìng', 'shan yu jing'],
  ['单玉静', 'shanyujing', 'shan yu jing'],
  ['吕布', 'Lǚ Bù', 'lv bu'],
  ['西安', "xi'an", 'xi an'],
  ['古丽·买提', 'gulimaiti', 'gu li·mai ti'],
])('[R68] for %s the typed reading “%s” is “%s”', (name, typed, reading) => {
  expect(parseReading(name, typed)).toEqual({ ok: true, value: reading })
})

test('[R68] a reading with too few or too many syllables is refused', () => {
  const error = { type: 'reading-does-not-fit', expected: 2 }
  expect(parseReading('张伟', 'zhang')).toEqual({ ok: false, error })
  expect(parseReading('张伟', 'zhang wei ming')).toEqual({ ok: false, error })
})

test('[R68] device and server make the same keys', async () => {
  const onDevice = await loadPinyinEngine()
  const random = seededRandom('same keys')
  for (let round = 0; round < 200; round += 1) {
    const { name } = chineseName(random)
    expect(buildSearchKeys(name, onDevice)).toEqual(buildSearchKeys(name, pinyinEngine))
  }
})
