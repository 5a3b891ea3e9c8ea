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
    ['保证您收益不低于3%', ['保证您收益']],
    ['最高收益5%，名额有限', ['最高收益5%']],
    ['刚兑', ['刚兑']],
    ['最低收益3%，到期保证兑付', ['最低收益3%', '保证兑付']],
    ['确保您的本金', ['确保您的本金']],
    ['我们承诺到期兑付', ['承诺到期兑付']],
    ['年化收益率不低于3.2%', ['收益率不低于']],
    ['收益不会低于定期', ['收益不会低于']],
    ['至少３％的收益', ['至少3%的收益']],
    ['收益最高可达 4.5%', ['收益最高可达4.5%']],
    ['保底收益，稳拿', ['保底收益', '稳拿']],
    ['本金有保障，不会赔', ['本金有保障', '不会赔']],
    ['请放心，保证不亏', ['保证不亏']],
    ['不仅保证收益，还送礼', ['保证收益']],
    ['已向客户保证本金', ['保证本金']],
    ['不用担心，我们保证到期收益', ['保证到期收益']],
  ])('%s', (text, expected) => {
    expect(promisingWords(text)).toEqual(expected)
  })

  test.each([
    '不保证收益',
    '不能保证本金',
    '没有承诺收益',
    '理财不保证本金和收益，投资须谨慎',
    '我们无法承诺您的收益不低于存款',
    '过往业绩不构成任何形式的承诺收益',
    '业绩比较基准不代表最低收益',
    '不承诺最低收益3%',
    '资管新规打破刚兑',
    '已打破刚性兑付',
    '严禁承诺本金',
    '本金和收益没有保障',
    '确保您了解本金风险',
    '承诺书和收益说明已签',
    '保证金账户的收益已入账',
    '请确保贷款本金按时归还',
    '客户希望收益不低于4%',
    '王女士要求最低收益3%，未同意',
    '客户承诺下月归还本金',
    '不追求最高收益，先看风险',
    '最低起购1万元，收益随净值变化',
    '业绩比较基准3.1%，不是收益承诺',
    '我们保证及时回复您的问题',
  ])('%s is none', (text) => expect(promisingWords(text)).toEqual([]))

  test('a denial right before them makes any of them lawful', () => {
    const object = fc.constantFrom('收益', '本金', '您的本金', '到期兑付', '您收益不低于3%')
    const promise = fc
      .tuple(fc.constantFrom('保证', '确保', '承诺'), object)
      .map((all) => all.join(''))
    const before = fc.constantFrom('不', '不能', '没有', '未', '无法', '不得', '不会向您')
    fc.assert(
      fc.property(before, promise, (denial, words) => {
        expect(promisingWords(`这款${words}`)).not.toEqual([])
        expect(promisingWords(`这款${denial}${words}`)).toEqual([])
      }),
    )
  })

  test('it names only what stands there, each once, and never fails', () => {
    const piece = fc.constantFrom(
      '保本',
      '保收益',
      '保证',
      '收益',
      '3%',
      '不低于',
      '不',
      '零风险',
      '，',
      '稳赚',
      '客户',
      ' ',
      '𠮷',
    )
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
