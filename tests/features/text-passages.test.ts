import { describe, expect, it } from 'vitest'
import {
  composeText,
  openPassages,
  textPassages,
  type Passage,
} from '#features/sync-status/text-passages.ts'
import { randomInteger, randomItem, seededRandom } from '#shared/domain/seeded-random.ts'

type Differing = Extract<Passage, { kind: 'differs' }>

function differing(passages: readonly Passage[]): Differing[] {
  return passages.filter((passage) => passage.kind === 'differs')
}

function every(passages: readonly Passage[], choice: 'mine' | 'theirs') {
  return composeText(
    passages,
    Object.fromEntries(differing(passages).map(({ index }) => [index, choice])),
  )
}

const long = (mark: string) => Array.from({ length: 2000 }, (_, n) => `${mark}${n}。`).join('')

describe('two versions of a text', () => {
  const base = '客户想存定期。下周二来网点。喜欢喝茶。'
  const mine = '客户想存三年定期。下周二来网点。喜欢喝茶。带了孙子。'
  const theirs = '客户想买国债。下周二来网点。喜欢喝红茶。'

  it('[ME4] are cut by sentences; what both changed waits for a pick, what one added is suggested', () => {
    const passages = textPassages(base, mine, theirs)
    expect(differing(passages)).toEqual([
      {
        kind: 'differs',
        index: 0,
        base: '客户想存定期。',
        mine: '客户想存三年定期。',
        theirs: '客户想买国债。',
        suggested: null,
      },
      {
        kind: 'differs',
        index: 1,
        base: '喜欢喝茶。',
        mine: '喜欢喝茶。',
        theirs: '喜欢喝红茶。',
        suggested: 'theirs',
      },
      { kind: 'differs', index: 2, base: '', mine: '带了孙子。', theirs: '', suggested: 'mine' },
    ])
    expect(openPassages(passages, {})).toBe(1)
    expect(composeText(passages, { 0: 'mine' })).toBe(
      '客户想存三年定期。下周二来网点。喜欢喝红茶。带了孙子。',
    )
    expect(composeText(passages, { 0: 'both', 1: 'mine', 2: 'theirs' })).toBe(
      '客户想买国债。客户想存三年定期。下周二来网点。喜欢喝茶。',
    )
  })

  it('[ME4] a number that one side changed is not taken without a look', () => {
    const [passage] = differing(textPassages('存五万。', '存五万。', '存八万。'))
    expect(passage?.suggested).toBeNull()
  })

  it('[ME4] sentences without an end do not run into one another when both are kept', () => {
    const passages = textPassages('', '带身份证', '带户口本')
    expect(composeText(passages, { 0: 'both' })).toBe('带户口本\n带身份证')
  })

  it('[ME4] picking one side everywhere gives that version to the character', () => {
    const seed = String(Date.now() % 100_000)
    const random = seededRandom(seed)
    const words = ['甲。', '乙！', '丙', '丁？\n', '戊；', '己.', '\n', '辛 3.5万。']
    const text = () =>
      Array.from({ length: randomInteger(random, 0, 9) }, () => randomItem(random, words)).join('')
    for (let round = 0; round < 2000; round += 1) {
      const [base, mine, theirs] = [text(), text(), text()]
      const passages = textPassages(base, mine, theirs)
      const where = { seed, round, base, mine, theirs }
      expect({ ...where, text: every(passages, 'mine') }).toEqual({ ...where, text: mine })
      expect({ ...where, text: every(passages, 'theirs') }).toEqual({ ...where, text: theirs })
    }
  })

  it('texts too long to be compared are one passage', () => {
    const passages = textPassages(long('甲'), long('乙'), long('丙'))
    expect(passages).toHaveLength(1)
    expect(every(passages, 'mine')).toBe(long('乙'))
  })
})
