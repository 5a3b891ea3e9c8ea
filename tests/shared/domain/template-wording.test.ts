import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  filledTemplate,
  placeholders,
  salutationFor,
  unknownPlaceholders,
  written,
} from '#shared/domain/template-placeholders.ts'
import { wordingFaults } from '#shared/domain/template-wording.ts'

const values = { 称呼: '王总', 客户经理: '李经理', 网点: '城南支行' }

describe('[R26] words that a template must not say', () => {
  test.each([
    ['{称呼}，生日快乐！{网点} {客户经理}', []],
    ['这款保 本保收益，{称呼}放心', ['promise 保本保收益']],
    ['等同存款，零风险', ['promise 等同存款', 'promise 零风险']],
    ['已说明不保本', []],
    ['祝您{年龄}岁生日快乐', ['placeholder {年龄}']],
    ['{{称呼}}，您好', ['placeholder {']],
    ['称呼}，您好', ['placeholder }']],
    ['｛称呼｝，{ 客户经理 }祝您安康', []],
    ['清明安康', ['no-greet 清明']],
    ['清 明、中元节、寒衣节', ['no-greet 清明', 'no-greet 中元', 'no-greet 寒衣']],
    ['请集中元旦前后办理', []],
    ['稳赚，{某某}，鬼节', ['promise 稳赚', 'placeholder {某某}', 'no-greet 鬼节']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(wordingFaults(text).map(({ kind, word }) => `${kind} ${word}`)).toEqual(expected)
  })

  test('a word of any length is quoted in a few letters', () => {
    const [fault] = wordingFaults(`{${'长'.repeat(1000)}}`)
    expect(fault?.word.length).toBe(20)
    const [promise] = wordingFaults(
      'We guarantee you extraordinarily everlasting exceptional returns',
    )
    expect(promise?.word).toBe('guarantee you extraordinarily')
  })
})

describe('[R26] placeholders', () => {
  const piece = fc.oneof(
    fc.constantFrom(...placeholders.map(written), '{', '}', '｛称呼｝', '{年龄}', '，'),
    fc.string(),
  )

  test('a template without faults reaches the customer without braces, whatever it says', () => {
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('')
        if (unknownPlaceholders(text).length > 0) return
        expect(filledTemplate(text, values)).not.toMatch(/[{}｛｝]/u)
      }),
    )
  })

  test('filling changes nothing but placeholders', () => {
    fc.assert(
      fc.property(fc.array(fc.string().filter((each) => !/[{}｛｝]/u.test(each))), (pieces) => {
        expect(filledTemplate(pieces.join('{网点}'), values)).toBe(pieces.join(values.网点))
      }),
    )
  })

  test('what a customer is called is as the card says, else by name', () => {
    const name = '司马青'
    expect(salutationFor({ name, salutation: '司马老师', gender: 'female' })).toBe('司马老师')
    expect(salutationFor({ name, salutation: ' ', gender: 'female' })).toBe('司马青女士')
    expect(salutationFor({ name, gender: 'male' })).toBe('司马青先生')
    expect(salutationFor({ name })).toBe('司马青')
  })
})
