import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asksInText, calledColleagues } from '#shared/domain/colleague-in-text.ts'
import { roleNames } from '#i18n/zh-CN/role-names.ts'

/** A Monday. */
const today = '2026-11-30'

const someone = (
  staffId: string,
  name: string,
  role: 'rm' | 'teller' | 'lobby',
  staffNo: string,
) => ({
  staffId,
  name,
  role,
  staffNo,
})
const colleagues = calledColleagues(
  [
    someone('a', '李静', 'rm', '1001'),
    someone('b', '李静怡', 'teller', '1002'),
    someone('c', '王芳', 'rm', '1003'),
    someone('d', '王芳', 'teller', '1004'),
    someone('e', '赵敏', 'lobby', '1005'),
    someone('f', '赵敏', 'lobby', '1006'),
  ],
  roleNames,
)
const asked = (text: string) => asksInText(text, colleagues, today)

describe('[R21] what a text asks colleagues', () => {
  test('who shares a name is called by role, who shares both by staff number', () => {
    expect(colleagues.map(({ called }) => called)).toEqual([
      '李静',
      '李静怡',
      '王芳（客户经理）',
      '王芳（柜员）',
      '赵敏（1005）',
      '赵敏（1006）',
    ])
  })

  test.each([
    ['@李静 帮忙准备材料', 'a', '帮忙准备材料', null],
    ['看了理财。@李静 明天帮忙准备材料。她很高兴', 'a', '帮忙准备材料', '2026-12-01'],
    ['请@李静怡 周五前准备开户材料', 'b', '准备开户材料', '2026-12-04'],
    ['＠李静：麻烦查一下到期日', 'a', '查一下到期日', null],
    ['帮忙准备材料 @李静', 'a', '帮忙准备材料', null],
    ['@李静帮忙准备材料', 'a', '帮忙准备材料', null],
    ['@王芳（柜员） 留一个窗口', 'd', '留一个窗口', null],
    ['@王芳(客户经理) 12月5日回访', 'c', '12月5日回访', '2026-12-05'],
    ['@赵敏（1006） 明天接待', 'f', '接待', '2026-12-01'],
    ['手机尾号5204 @李静 明天回个电话', 'a', '回个电话', '2026-12-01'],
    ['手机尾号5204@李静 明天回个电话', 'a', '回个电话', '2026-12-01'],
    ['客户说OK @李静 准备合同', 'a', '准备合同', null],
    ['10:30 @李静 接客户', 'a', '接客户', null],
    ['换APP@李静 协助', 'a', '协助', null],
    ['promised to call tomorrow @李静 please prepare the form', 'a', 'prepare the form', null],
    ['两位客户不同@李静 核对一下', 'a', '核对一下', null],
    ['还没签合同 @李静 跟进一下', 'a', '跟进一下', null],
  ])('%s', (text, staffId, title, dueOn) => {
    const [ask, ...others] = asked(text)
    expect(others).toEqual([])
    expect(ask).toMatchObject({ staffId, dueOn })
    expect(ask?.title).toBe(title === '12月5日回访' ? '回访' : title)
  })

  test('several colleagues are asked each for their own', () => {
    expect(
      asked('@李静 准备材料，@李静怡 留一个窗口').map(({ staffId, said }) => [staffId, said]),
    ).toEqual([
      ['a', '准备材料'],
      ['b', '留一个窗口'],
    ])
  })

  test.each([
    '@李静 @李静怡 一起准备材料',
    '@李静、@李静怡一起准备材料',
    '@李静 和@李静怡 一起准备材料',
    '一起准备材料 @李静 @李静怡',
  ])('who are named together are asked the same: %s', (text) => {
    expect(asked(text).map(({ staffId, said }) => [staffId, said])).toEqual([
      ['a', '一起准备材料'],
      ['b', '一起准备材料'],
    ])
  })

  test.each([
    '',
    '@',
    '@李静',
    '@陈晨 帮忙准备材料',
    '@王芳 帮忙准备材料',
    '@赵敏（大堂经理） 接待',
    '和@李静 一起拜访了她',
    '和@李静、@李静怡 一起拜访了她',
    '陪同 @李静 拜访了她',
    '@李静 已经准备好了材料',
    '她的邮箱是 li@李静.cn 请记下',
  ])('nobody is asked: %s', (text) => {
    expect(asked(text)).toEqual([])
  })

  test('of any text at most one thing is asked of each, and it stands in the text', () => {
    const piece = fc.constantFrom(
      '@李静',
      '@李静怡 ',
      '＠王芳（柜员）',
      '明天',
      '准备材料',
      '，',
      '。',
      '\n',
      '和',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        const text = pieces.join('')
        const asks = asked(text)
        expect(new Set(asks.map(({ staffId }) => staffId)).size).toBe(asks.length)
        for (const { said, title } of asks) {
          expect(text).toContain(said)
          expect(said).toContain(title)
        }
      }),
    )
  })
})
