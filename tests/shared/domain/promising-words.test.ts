import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { promisingWords } from '#shared/domain/promising-words.ts'

describe('[R26] words that promise what nobody may promise', () => {
  test.each([
    ['这款保本保收益，放心买', ['保本保收益']],
    ['等同存款，零风险，稳赚', ['等同存款', '零风险', '稳赚']],
    ['保本！真的保本。', ['保本']],
    ['保 本、保\n收益', ['保本', '保收益']],
    ['和存款一样，稳赚不赔', ['和存款一样', '稳赚不赔']],
    ['没有风险', ['没有风险']],
    ['已说明不保本，也不承诺保收益', []],
    ['非保本浮动收益，并非零风险', []],
    ['客户问是否保本、能不能保本', []],
    ['不等同于存款', []],
    ['不保本，但稳赚', ['稳赚']],
    ['想要本金安全一些，先看 R1、R2', []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(promisingWords(text)).toEqual(expected)
  })

  test('it names only what stands there, each once, and never fails', () => {
    const piece = fc.constantFrom('保本', '保收益', '不', '零风险', '，', '稳赚', '客户', ' ', '𠮷')
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        const text = pieces.join('')
        const words = promisingWords(text)
        const plain = text.normalize('NFKC').replaceAll(/\s/gu, '')
        expect(new Set(words).size).toBe(words.length)
        for (const word of words) expect(plain).toContain(word)
      }),
    )
  })
})
