import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isCivilDate } from '#shared/domain/civil-date.ts'
import { dayInText } from '#shared/domain/day-in-text.ts'

/** A Monday. */
const today = '2026-11-30'

describe('[R2] the day that a text names', () => {
  test.each([
    ['明天把理财说明书发给她', '2026-12-01'],
    ['今天下午回电', '2026-11-30'],
    ['后天', '2026-12-02'],
    ['大后天', '2026-12-03'],
    ['周五前回复', '2026-12-04'],
    ['周一', '2026-12-07'],
    ['星期天', '2026-12-06'],
    ['礼拜三', '2026-12-02'],
    ['下周五', '2026-12-11'],
    ['下周三回访', '2026-12-09'],
    ['下个星期二', '2026-12-08'],
    ['下下周一', '2026-12-14'],
    ['下周给答复', '2026-12-07'],
    ['周末', '2026-12-05'],
    ['月底', '2026-11-30'],
    ['下月底', '2026-12-31'],
    ['12月5日', '2026-12-05'],
    ['十二月十五号', '2026-12-15'],
    ['3月5日', '2027-03-05'],
    ['2027年1月4日', '2027-01-04'],
    ['明年2月底', '2027-02-28'],
    ['15号', '2026-12-15'],
    ['下个月3号', '2026-12-03'],
    ['三天后', '2026-12-03'],
    ['10天内', '2026-12-10'],
    ['两周后', '2026-12-14'],
    ['一个月后', '2026-12-30'],
    ['明晚给她回电', '2026-12-01'],
    ['答应明早上回电', '2026-12-01'],
    ['我会后天寄', '2026-12-02'],
  ])('%s', (text, on) => {
    expect(dayInText(text, today)?.on).toBe(on)
  })

  test.each([
    '',
    '昨天来过',
    '上周五买的',
    '上个月15号买的',
    '每周三值班',
    '两周一次',
    '11月3日买的理财',
    '2月30日',
    '3号窗口',
    '三个工作日内',
    '以后天天来',
    '说明天数',
    '农历八月十五日',
    '给李明晚上回电',
    '王明早上来过',
    '给李明晚点回电',
    '今后日常由我联系',
    '给周一鸣打电话',
    'tomorrow',
  ])('none in “%s”', (text) => {
    expect(dayInText(text, today)).toBeNull()
  })

  test('it never throws, names what stands there, and is never over', () => {
    const pieces = [
      '明',
      '天',
      '周',
      '五',
      '下',
      '月',
      '底',
      '号',
      '日',
      '十',
      '31',
      '2',
      '年',
      '个',
      '后',
      '0',
      '99',
      '，',
    ]
    const text = fc
      .array(fc.oneof(fc.constantFrom(...pieces), fc.string()))
      .map((all) => all.join(''))
    const day = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(text, day, (written, date) => {
        const from = date.toISOString().slice(0, 10)
        const found = dayInText(written, from)
        if (found === null) return
        expect(isCivilDate(found.on) && found.on >= from).toBe(true)
        expect(written.startsWith(found.word, found.at)).toBe(true)
      }),
    )
  })
})
