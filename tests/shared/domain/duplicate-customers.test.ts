import { describe, expect, test } from 'vitest'
import { pinyinEngine } from '#server/pinyin-engine.ts'
import { buildSearchKeys } from '#shared/domain/build-search-keys.ts'
import { findDuplicates } from '#shared/domain/duplicate-customers.ts'
import { duplicatePairs } from '#shared/domain/duplicate-pairs.ts'
import type { Profile } from '#shared/domain/profile.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'

function card(id: string, name: string, phoneTail?: string, aliases: string[] = []) {
  const searchKeys = buildSearchKeys(name, pinyinEngine)
  const data = { name, aliases, searchKeys, ...(phoneTail === undefined ? {} : { phoneTail }) }
  return { id, createdAt: Number(id), data } as RecordOf<'customer'>
}

function noProfile(): undefined {
  return undefined
}

function withPhone(value: string): Profile {
  const contactPoints = { point: { kind: 'mobile' as const, value } }
  return { customerId: '1', contactPoints, investmentPreferences: [], preferredChannels: [] }
}

/** One number for each letter. */
function withIdentity(letter: string): Profile {
  const identity = { idLast4: '002X', idHmac: `abcdefgh.${letter.repeat(32)}` }
  return { ...withPhone('13900000190'), identity }
}

function pairsOf(...cards: RecordOf<'customer'>[]) {
  return duplicatePairs(cards, noProfile).map(({ one, other, reason }) => [
    one.id,
    other.id,
    reason,
  ])
}

describe('[R17] who may be in twice', () => {
  test('[R17] while typing: a name that sounds the same is named, the surest first', () => {
    const cards = [card('1', '章薇'), card('2', '张伟'), card('3', '李静', '0190')]
    const typed = { name: '张伟', reading: 'zhang wei', phones: [], tails: ['0190'] }
    const found = findDuplicates(typed, cards, noProfile, null)
    expect(found.map(({ card: { id }, reason }) => [id, reason])).toEqual([
      ['2', 'same-name'],
      ['1', 'same-sound'],
      ['3', 'same-tail'],
    ])
  })

  test('[R17] one name and one tail, one sound and one tail, one name where a number lacks', () => {
    expect(pairsOf(card('1', '张伟', '0190'), card('2', '张伟', '0190'))).toEqual([
      ['1', '2', 'same-name-and-tail'],
    ])
    expect(pairsOf(card('2', '章薇', '0190'), card('1', '张伟', '0190'))).toEqual([
      ['1', '2', 'same-sound-and-tail'],
    ])
    expect(pairsOf(card('1', '张伟', '0190'), card('2', '张伟'))).toEqual([['1', '2', 'same-name']])
    expect(pairsOf(card('1', '鄧麗君'), card('2', '邓丽君'))).toEqual([['1', '2', 'same-name']])
    expect(pairsOf(card('1', '王芳'), card('2', '李静', undefined, ['王芳']))).toEqual([
      ['1', '2', 'same-name'],
    ])
  })

  test('[R17] one name with two numbers is two people, and one sound alone is no pair', () => {
    expect(pairsOf(card('1', '张伟', '0190'), card('2', '张伟', '4472'))).toEqual([])
    expect(pairsOf(card('1', '张伟'), card('2', '章薇'))).toEqual([])
  })

  test('[R17] one phone number is the surest, and each pair is named once', () => {
    const cards = [card('1', '张伟', '0190'), card('2', '张伟', '0190'), card('3', '李静', '0190')]
    const pairs = duplicatePairs(cards, () => withPhone('+8613900000190'))
    expect(pairs.map(({ reason }) => reason)).toEqual(['same-phone', 'same-phone', 'same-phone'])
  })

  test('[R17] one identity number is surer than anything; two are never one person, whatever else they share', () => {
    const cards = [card('1', '张伟', '0190'), card('2', '张伟', '0190'), card('3', '李静', '4472')]
    const profiles = new Map([
      ['1', withIdentity('a')],
      ['2', withIdentity('b')],
      ['3', withIdentity('a')],
    ])
    const pairs = duplicatePairs(cards, (id) => profiles.get(id))
    expect(pairs.map(({ one, other, reason }) => [one.id, other.id, reason])).toEqual([
      ['1', '3', 'same-identity'],
    ])
    const typed = { name: '张伟', reading: 'zhang wei', phones: ['13900000190'], tails: ['0190'] }
    const { identity } = withIdentity('a')
    const found = findDuplicates({ ...typed, identity }, cards, (id) => profiles.get(id), null)
    expect(found.map(({ card: { id }, reason }) => [id, reason])).toEqual([
      ['1', 'same-identity'],
      ['3', 'same-identity'],
    ])
    // Without a number nothing is known: all of one phone number are named.
    expect(findDuplicates(typed, cards, (id) => profiles.get(id), null)).toHaveLength(3)
  })

  test('[R17] a number that very many share does not make a pair of each two', () => {
    const cards = Array.from({ length: 2000 }, (_, index) => card(String(index), '甲'))
    const pairs = duplicatePairs(cards, () => withPhone('01012345678'))
    expect(pairs.length).toBe(1999)
  })
})
