import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mainlandWorkingCalendar } from '#shared/domain/mainland-working-calendar.ts'
import { YearPlan } from '#shared/domain/rule-change.ts'
import { readYearNotice, writeYearNotice } from '#shared/domain/year-notice.ts'

/** As the General Office of the State Council words it. */
const notice = `
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
`

function byDay(one: { on: string }, other: { on: string }): number {
  return one.on < other.on ? -1 : 1
}

describe('[4.3] the holidays of a year are read as they are pasted', () => {
  test('[4.3] the notice of the State Council for 2026 gives the calendar that the product ships', () => {
    const { plan, unread } = readYearNotice(notice, '2026')
    const known = mainlandWorkingCalendar.years['2026']
    expect(unread).toEqual([])
    expect(plan.holidays).toEqual(known?.holidays)
    expect(plan.makeUpDays.toSorted()).toEqual(known?.makeUpDays.toSorted())
    expect(YearPlan.safeParse(plan).success).toBe(true)
  })

  test.each([
    ['2027-01-01 元旦', [{ on: '2027-01-01', name: '元旦' }], []],
    [
      '2027/1/1 至 2027/1/3 元旦',
      ['01', '02', '03'].map((day) => ({ on: `2027-01-${day}`, name: '元旦' })),
      [],
    ],
    ['２０２７年１月２日，上班', [], ['2027-01-02']],
    ['5月1日放假，5月9日上班', [{ on: '2027-05-01' }], ['2027-05-09']],
    ['2027年1月2日上班', [], ['2027-01-02']],
    [
      '9月30日-10月2日 国庆节',
      ['09-30', '10-01', '10-02'].map((day) => ({ on: `2027-${day}`, name: '国庆节' })),
      [],
    ],
  ])('[4.3] %s', (text, holidays, makeUpDays) => {
    expect(readYearNotice(text, '2027').plan).toEqual({ year: '2027', holidays, makeUpDays })
  })

  test('[4.3] what is no day is named, and never becomes one', () => {
    const { plan, unread } = readYearNotice('各省、自治区：\n2月30日放假\n10月7日至1日放假', '2027')
    expect(plan).toMatchObject({ holidays: [], makeUpDays: [] })
    expect(unread).toEqual(['各省、自治区：', '2月30日放假', '10月7日至1日放假'])
  })

  test('[4.3] a plan that is written out is read back as it was', () => {
    const day = fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
      .map(
        ([month, date]) =>
          `2027-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`,
      )
    const holiday = fc.record({ on: day, name: fc.constantFrom('元旦', '春节', '国庆节、中秋节') })
    const plans = fc.record({
      holidays: fc.uniqueArray(holiday, { selector: ({ on }) => on, maxLength: 40 }),
      makeUpDays: fc.uniqueArray(day, { maxLength: 8 }),
    })
    fc.assert(
      fc.property(plans, ({ holidays, makeUpDays }) => {
        const { plan, unread } = readYearNotice(writeYearNotice({ holidays, makeUpDays }), '2027')
        expect(plan.holidays.toSorted(byDay)).toEqual(holidays.toSorted(byDay))
        expect(plan.makeUpDays).toEqual(makeUpDays.toSorted())
        expect(unread).toEqual([])
      }),
    )
  })
})
