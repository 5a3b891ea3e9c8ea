import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeText, type TextMerge } from '#shared/protocol/merge-text.ts'
import { namesNumber } from '#shared/protocol/names-number.ts'
import { sentenceTokens } from '#shared/protocol/sentence-tokens.ts'

const base = '客户喜欢喝茶。女儿在读书。想换车。'

test('[ME4] edits of different sentences are both in the text', () => {
  const mine = base.replace('喝茶', '喝绿茶')
  const theirs = base.replace('换车', '换房')
  expect(mergeText(base, mine, theirs)).toEqual({
    merged: true,
    text: '客户喜欢喝绿茶。女儿在读书。想换房。',
  })
})

test('[ME4] edits of neighbouring sentences do not disturb each other', () => {
  const merge = mergeText('甲。乙。', '甲甲。乙。', '甲。乙乙。')
  expect(merge).toEqual({ merged: true, text: '甲甲。乙乙。' })
})

test('[ME4] two edits of one sentence are for a person to settle', () => {
  const merge = mergeText(base, base.replace('喝茶', '喝绿茶'), base.replace('喝茶', '喝红茶'))
  expect(merge).toEqual({ merged: false, reason: 'same-sentence-changed' })
})

test('[ME4] one edits a sentence that the other deletes: neither is done silently', () => {
  const merge = mergeText(base, base.replace('女儿在读书。', ''), base.replace('读书', '留学'))
  expect(merge).toEqual({ merged: false, reason: 'same-sentence-changed' })
})

test('[ME4] what both add at the end stands one after the other, ours last', () => {
  expect(mergeText(base, `${base}\n已发短信。`, `${base}\n已回电。`)).toEqual({
    merged: true,
    text: `${base}\n已回电。\n已发短信。`,
  })
})

test('[ME4] the same addition by both is there once', () => {
  const merge = mergeText(base, `${base}已回电。`, `${base}已回电。`)
  expect(merge).toEqual({ merged: true, text: `${base}已回电。` })
})

test('[ME4] additions without an end never run into one sentence that nobody wrote', () => {
  expect(mergeText('见面。', '见面。客户同意', '见面。不再联系')).toEqual({
    merged: false,
    reason: 'same-sentence-changed',
  })
})

test('[ME4] a full stop never joins two edits into one decimal number', () => {
  const merge = mergeText('A. B. C.', 'A. B3. C.', 'A. 5. C.')
  expect(merge.merged).toBe(false)
})

test.each([
  ['三百五十万元', '二百万元'],
  ['350万', '200万'],
  ['３５０万', '两百万'],
  ['壹佰万', '100'],
  ['明天', '下周'],
  ['5月3日', '月底'],
  ['周日', '腊月'],
])(
  '[ME4] numbers or dates changed by both keep both versions, also far apart: %s and %s',
  (one, other) => {
    const text = '想买房。首付另说。女儿在读书。再联系。'
    const mine = text.replace('想买房', `想买${one}的房`)
    const theirs = text.replace('再联系', `${other}再联系`)
    expect(mergeText(text, mine, theirs)).toEqual({
      merged: false,
      reason: 'number-changed-on-both-sides',
    })
  },
)

test('[ME4] taking out a number counts as changing it', () => {
  const text = '存五万。想买房。取三万。'
  expect(mergeText(text, '想买房。取三万。', '存五万。想买房。').merged).toBe(false)
})

test('[ME4] a number on one side alone merges', () => {
  const theirs = base.replace('换车', '换房')
  expect(mergeText(base, `${base}首付三十万。`, theirs)).toEqual({
    merged: true,
    text: '客户喜欢喝茶。女儿在读书。想换房。首付三十万。',
  })
})

test('[ME4] 一下, 一直 and 十分满意 are no numbers, 一个, 十分钟 and 万元 are', () => {
  for (const text of ['问一下', '一直喜欢', '十分满意', '统一办理', '万一忘了']) {
    expect(namesNumber(text)).toBe(false)
  }
  for (const text of ['一个孩子', '十分钟', '万元', '〇', '廿九', '②', '第二', '后天', '本月']) {
    expect(namesNumber(text)).toBe(true)
  }
})

test('[ME4] a sentence is cut after its marks and closing quotes, a decimal point does not cut', () => {
  expect(sentenceTokens('他说：“好！”利率3.5%.走了\n\n再见？;完')).toEqual([
    '他说：“好！”',
    '利率3.5%.',
    '走了',
    '\n',
    '\n',
    '再见？;',
    '完',
  ])
})

test('[ME4] a text of very many equal sentences is not compared for ever', () => {
  const start = performance.now()
  const many = '甲。'.repeat(3000)
  const merge = mergeText(
    many,
    `乙。${'丙。甲。'.repeat(1500)}丁。`,
    `戊。${'甲。'.repeat(2999)}己。`,
  )
  expect(merge.merged).toBe(false)
  expect(performance.now() - start).toBeLessThan(2000)
})

/** Short texts of few words, so that sides often touch the same places; marks, breaks and numbers among them. */
const anyText = fc
  .array(
    fc.constantFrom(
      '茶',
      '车',
      '好',
      'a',
      '。',
      '！',
      '.',
      ';',
      '\n',
      '\r\n',
      '3',
      '三',
      '”',
      '，',
      '👩‍💼',
    ),
    {
      maxLength: 24,
    },
  )
  .map((parts) => parts.join(''))

/** Any UTF-16 units, halves of characters among them. */
const anyUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }))
  .map((units) => String.fromCharCode(...units))

test('[ME4] cut and joined again, any text is the same to the character', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, anyUnits), (text) => {
      expect(sentenceTokens(text).join('')).toBe(text)
    }),
  )
})

test("[ME4][I5] every sentence that either side wrote is whole in the merged text, and nobody else's is there", () => {
  fc.assert(
    fc.property(anyText, anyText, anyText, (before, mine, theirs) => {
      const merge = mergeText(before, mine, theirs)
      if (!merge.merged) return
      const known = count(before)
      const merged = count(merge.text)
      for (const side of [mine, theirs]) {
        for (const [sentence, times] of count(side)) {
          const added = times - (known.get(sentence) ?? 0)
          expect(merged.get(sentence) ?? 0).toBeGreaterThanOrEqual(added)
        }
      }
      const written = new Set([...sentenceTokens(mine), ...sentenceTokens(theirs)])
      for (const sentence of merged.keys()) expect(written).toContain(sentence)
    }),
    { numRuns: 1000 },
  )
})

test('[ME4] the side that changed nothing never matters, and who comes first does not decide about numbers', () => {
  fc.assert(
    fc.property(anyText, anyText, anyText, (before, mine, theirs) => {
      expect(mergeText(before, mine, before)).toEqual({ merged: true, text: mine })
      expect(mergeText(before, before, theirs)).toEqual({ merged: true, text: theirs })
      expect(mergeText(before, mine, mine)).toEqual({ merged: true, text: mine })
      const [there, back] = [mergeText(before, mine, theirs), mergeText(before, theirs, mine)]
      expect(isAboutNumbers(there)).toBe(isAboutNumbers(back))
    }),
    { numRuns: 500 },
  )
})

test('[ME4] when both changed a number differently, it is always a conflict', () => {
  const side = fc.tuple(fc.nat(3), fc.constantFrom('3', '三万', '明天', '两'))
  fc.assert(
    fc.property(side, side, ([mineAt, mineNumber], [theirsAt, theirsNumber]) => {
      fc.pre(mineAt !== theirsAt)
      const sentences = ['喝茶', '买车', '看书', '旅行']
      const change = (at: number, number: string): string =>
        sentences.map((text, index) => `${text}${index === at ? number : ''}。`).join('')
      const merge = mergeText(
        change(-1, ''),
        change(mineAt, mineNumber),
        change(theirsAt, theirsNumber),
      )
      expect(merge).toEqual({ merged: false, reason: 'number-changed-on-both-sides' })
    }),
  )
})

function isAboutNumbers(merge: TextMerge): boolean {
  return !merge.merged && merge.reason === 'number-changed-on-both-sides'
}

function count(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const sentence of sentenceTokens(text)) counts.set(sentence, (counts.get(sentence) ?? 0) + 1)
  return counts
}
