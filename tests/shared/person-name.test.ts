import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskName, normaliseName, parseName, surnameOf } from '#shared/domain/person-name.ts'

test.each([
  [' 张 伟 ', '张伟'],
  ['张\u3000伟', '张伟'],
  ['阿依古丽•买买提', '阿依古丽·买买提'],
  ['阿依古丽 . 买买提', '阿依古丽·买买提'],
  ['阿依古丽・买买提', '阿依古丽·买买提'],
  ['阿依古丽．买买提', '阿依古丽·买买提'],
  ['张伟.', '张伟'],
  ['Ｊｏｈｎ  Smith', 'John Smith'],
  ['J. R. Smith', 'J. R. Smith'],
  ['张\u200b伟\ufeff', '张伟'],
  ['⼀凡', '一凡'],
  ['歐陽靖', '歐陽靖'],
])('[R68] the name “%s” is kept as “%s”', (typed, kept) => {
  expect(normaliseName(typed)).toBe(kept)
  expect(normaliseName(kept)).toBe(kept)
})

test('[R68] a normalised name is its own normal form, whatever dots, spaces and signs were typed', () => {
  const sign = fc.constantFrom(...'王张⼀·•．. \u3000\u200b\t|aé\u0301eｶﾞ｡Ａ')
  fc.assert(
    fc.property(fc.string({ unit: sign, maxLength: 12 }), (typed) => {
      const kept = normaliseName(typed)
      expect(normaliseName(kept)).toBe(kept)
    }),
    { numRuns: 3000, examples: [['王|· ·'], ['王· ·张'], ['ｶﾞ'], ['e\u200b\u0301']] },
  )
})

test('[R68] a name of 60 characters is accepted, a longer, an empty and a signs-only one are refused', () => {
  expect(parseName('木'.repeat(60))).toEqual({ ok: true, value: '木'.repeat(60) })
  expect(parseName('木'.repeat(61))).toEqual({
    ok: false,
    error: { type: 'name-too-long', length: 61, longest: 60 },
  })
  expect(parseName(' · ')).toEqual({ ok: false, error: { type: 'name-empty' } })
  expect(parseName('123-4')).toEqual({ ok: false, error: { type: 'name-without-letter' } })
})

test.each([
  ['张伟', '张', '张*'],
  ['张三丰', '张', '张**'],
  ['欧阳娜娜', '欧阳', '欧阳**'],
  ['歐陽靖', '歐陽', '歐陽*'],
  ['欧阳', '欧', '欧*'],
  ['尉迟恭', '尉迟', '尉迟*'],
  ['单', '单', '单*'],
  ['爱新觉罗溥仪', '爱', '爱**'],
  ['阿依古丽·买买提', undefined, '阿**'],
  ['John Smith', undefined, 'J**'],
  ['', undefined, ''],
])('[R68] the surname of “%s” is %s and the mask %s', (name, surname, mask) => {
  expect(surnameOf(name)).toBe(surname)
  expect(maskName(name)).toBe(mask)
})
