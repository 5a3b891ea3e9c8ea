import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { promiseInText } from '#shared/domain/promise-in-text.ts'
import { textLimits } from '#shared/domain/text-limits.ts'

/** A Monday. */
const today = '2026-11-30'

describe('[R2] what a note promises', () => {
  test.each([
    ['来问理财，答应明天把理财说明书发给她', '把理财说明书发给她', '2026-12-01'],
    ['今天来网点。答应她，周五前给方案。', '给方案', '2026-12-04'],
    ['已承诺客户下周三上门办理', '上门办理', '2026-12-09'],
    ['和客户说好后天面谈，她很高兴', '面谈', '2026-12-02'],
    ['跟她约好12月5日来网点签字', '来网点签字', '2026-12-05'],
    ['我明天会把合同寄给他', '把合同寄给他', '2026-12-01'],
    ['我这几天出差，会在月底前给她回电', '给她回电', '2026-11-30'],
    ['她很忙，回头给她发资料', '给她发资料', null],
    ['记得三天后提醒她续期', '提醒她续期', '2026-12-03'],
    ['答应发说明书，明天给她', '发说明书', '2026-12-01'],
    ['答应过她下周一回访', '回访', '2026-12-07'],
    ['答应帮她问利率', '帮她问利率', null],
    ['下周五我会把资料发给她', '把资料发给她', '2026-12-11'],
    ['下周五，我会把资料发给她', '把资料发给她', '2026-12-11'],
    ['周五前答应给她方案', '给她方案', '2026-12-04'],
    ['今天答应给她方案', '给她方案', null],
    ['今天来过，答应给她方案', '给她方案', null],
    ['她的定期3月5日到期，答应给她回电', '给她回电', null],
    ['我周五前一定会给她方案', '给她方案', '2026-12-04'],
    ['我会尽快给她回电', '尽快给她回电', null],
    ['我们会后天上门办理', '上门办理', '2026-12-02'],
    ['已在电话里答应王总明天寄合同', '寄合同', '2026-12-01'],
    ['1、答应明天寄合同', '寄合同', '2026-12-01'],
    ['答应向总行反映她的意见', '向总行反映她的意见', null],
    ['答应把总额发给她', '把总额发给她', null],
    ['答应明天来电告诉她结果', '来电告诉她结果', '2026-12-01'],
    ['和王总约好明天来签字', '来签字', '2026-12-01'],
    ['答应给李总回电话', '给李总回电话', null],
  ])('%s', (text, title, dueOn) => {
    expect(promiseInText(text, today)).toMatchObject({ title, dueOn })
  })

  test('the clause keeps its day, the title does not', () => {
    expect(promiseInText('答应明天把理财说明书发给她。', today)?.said).toBe(
      '明天把理财说明书发给她',
    )
  })

  test('what stands between 我 and 会 is kept as written', () => {
    expect(promiseInText('我明天一定会把合同寄给他，他在等', today)).toEqual({
      said: '明天一定会把合同寄给他',
      title: '把合同寄给他',
      dueOn: '2026-12-01',
    })
  })

  test.each([
    '',
    '客户看了理财，说再想想',
    '客户投诉柜员承诺保本保收益',
    '客户说当时承诺收益百分之五',
    '客户答应明天来签字',
    '她说好，再想想',
    '没答应她降利率',
    '不能承诺明天到账',
    '上次答应的礼品还没给',
    '签了风险承诺书',
    '问约定利率是多少',
    '我记得她有个儿子',
    '记得她爱喝茶',
    '是我们的回头客',
    '利率会在明年下降',
    '答应了',
    '我们银行不会打电话要密码',
    '我担心她会去别的银行',
    '我开会回来给她回电',
    '我们会后给她回电',
    '我说有机会给她介绍',
    '我会不会给她添麻烦',
    '我会给她回电吗？',
    '客户怕我们会把资料给别人',
    '王总答应明天来签字',
    '王总很爽快，答应明天来签字',
    '张阿姨不着急，说好下周五过来办',
    '她同意开户，答应明天带身份证来网点',
    '谈得不错。承诺周五前一定到支行补签',
    '李明已经答应明天来签字',
    '她爱人答应帮她办',
    '刘老师说好下周五来办',
    '和她聊了，儿子答应陪她来',
    '说好久没来了',
    '已告知客户要记得带身份证',
    '她下月出国，会在月底前把钱转走',
    '会在月底前把钱转走',
    '记得她给我们介绍过朋友',
    'promised to send it tomorrow',
  ])('nothing in “%s”', (text) => {
    expect(promiseInText(text, today)).toBeNull()
  })

  test('it never throws; title and day can be kept as they are', () => {
    const pieces = [
      '答应',
      '她',
      '明天',
      '周五',
      '我',
      '会',
      '给',
      '，',
      '。',
      '的',
      '记得',
      '保本',
      '𠮷',
      '发说明书',
    ]
    const text = fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string()), { maxLength: 300, size: 'max' })
      .map((all) => all.join(''))
    fc.assert(
      fc.property(text, (written) => {
        const found = promiseInText(written, today)
        if (found === null) return
        expect(found.title.trim()).not.toBe('')
        expect(found.title.length).toBeLessThanOrEqual(textLimits.line)
        expect(found.title.isWellFormed() || !written.isWellFormed()).toBe(true)
        expect(found.dueOn === null || found.dueOn >= today).toBe(true)
      }),
    )
  })
})
