// @vitest-environment jsdom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CustomerDates } from '#features/dates/customer-dates.tsx'
import { addDate, editDate } from '#features/dates/date-commands.ts'
import { DateFormSheet } from '#features/dates/date-form-sheet.tsx'
import { checkDate, type DateForm, dateFormOf, openQuestions } from '#features/dates/date-form.ts'
import { adjustmentWords, problemWords } from '#features/dates/date-words.ts'
import { UpcomingDatesScreen } from '#features/dates/upcoming-dates-screen.tsx'
import { zhCN } from '#i18n/zh-CN.ts'
import { comingDates } from '#shared/domain/coming-dates.ts'
import { nextOccurrences } from '#shared/domain/important-date-occurrences.ts'
import type { ImportantDate } from '#shared/domain/important-date.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import {
  author,
  branchScope,
  customer,
  entries,
  id,
  openWith,
  page,
  portfolio,
  pulledCustomer,
} from '#tests/replica/replica-device.ts'
import { record } from '#tests/vault/pulled.ts'
import { birthday, showScreen } from './today-frame.tsx'

afterEach(cleanup)

function dateRecord(number: number, data: ImportantDate): RecordOf<'important-date'> {
  const stamps = { createdAt: 1, createdBy: author, updatedAt: 1, updatedBy: author }
  return {
    type: 'important-date',
    id: id(number),
    scope: portfolio,
    seq: 1,
    schemaVersion: 1,
    ...stamps,
    data,
  }
}

function problemOf(change: Partial<DateForm>) {
  const checked = checkDate({ ...dateFormOf(birthday()), ...change }, id(1))
  return checked?.ok === false ? problemWords(zhCN, checked.error) : checked
}

function asked(change: Partial<DateForm>) {
  return Object.entries(openQuestions({ ...dateFormOf(birthday()), ...change }))
    .filter(([name, on]) => on && name !== 'celebrate')
    .map(([name]) => name)
}

function words(date: ImportantDate, from: string) {
  return nextOccurrences(date, from, 1).map((next) => adjustmentWords(zhCN.dates, date, next))[0]
}

describe('impossible dates are explained beside the field', () => {
  it.each([
    [{ month: '2', day: '30', calendar: 'solar' }, 'day', '2 月最多到 29 日'],
    [{ month: '2', day: '29', calendar: 'solar', year: '1990' }, 'day', '1990 年 2 月最多到 28 日'],
    [{ month: '2', day: '30', year: '2025' }, 'day', '2025 年农历二月最多到廿九'],
    [
      { month: '2', day: '3', leap: true, year: '2025' },
      'leap',
      '2025 年没有闰二月，那一年闰的是六月',
    ],
    [
      { month: '2', day: '3', leap: true, year: '2024' },
      'leap',
      '2024 年没有闰二月，那一年没有闰月',
    ],
    [{ month: '1', day: '3', leap: true }, 'leap', '没有闰正月（1900–2100 年间从未出现）'],
    [{ month: '1', day: '3', year: '1850' }, 'year', '农历年份请填 1900–2100'],
    [
      { kind: 'maturity', calendar: 'solar', month: '1', day: '3' },
      'year',
      '「到期日」只有一次，请填年份',
    ],
  ] satisfies [Partial<DateForm>, string, string][])('%o', (change, field, text) => {
    expect(problemOf(change)).toEqual({ field, text })
  })

  it('asks only what matters: 闰 where it can exist, 三十 and 29 February when chosen', () => {
    expect(asked({ month: '6', year: '2025', day: '3' })).toEqual(['leap'])
    expect(asked({ month: '5', year: '2025', day: '3' })).toEqual([])
    expect(asked({ month: '8', year: '1990', day: '30' })).toEqual(['shortMonth'])
    expect(asked({ month: '12', year: '', day: '30' })).toEqual(['newYearsEve'])
    expect(asked({ calendar: 'solar', month: '2', day: '29' })).toEqual(['feb29'])
  })
})

describe('adjusted dates are said in words', () => {
  it('三十 in a short month, 除夕, 闰 in a plain year, 29 February', () => {
    expect(words(birthday({ month: 2, day: 30 }), '2025-01-01')).toBe(
      '这一年二月没有三十，按廿九过',
    )
    expect(words(birthday({ month: 12, day: 30 }), '2026-01-20')).toBe(
      '这一年腊月没有三十，按除夕（廿九）过',
    )
    expect(words(birthday({ month: 6, leap: true }), '2026-05-20')).toBe(
      '这一年没有闰六月，按六月过',
    )
    expect(words(birthday({ calendar: 'solar', month: 2, day: 29 }), '2026-01-01')).toBe(
      '这一年没有 2 月 29 日，按 2 月 28 日过',
    )
  })

  it('a leap month that exists but is not kept was chosen, not adjusted', () => {
    const date = birthday({ month: 6, leap: true, leapPolicy: 'plain_always' })
    expect(words(date, '2025-01-01')).toBeUndefined()
  })
})

describe('[invariant 4] one birthday of a customer is celebrated', () => {
  const lunar = dateRecord(21, birthday())
  const solar = birthday({ calendar: 'solar', month: 5, day: 19 })

  it('a new one switches the other off in the same commit', () => {
    expect(addDate(id(22), solar, [lunar])).toMatchObject([
      { kind: 'create', recordId: id(22) },
      {
        kind: 'patch',
        recordId: id(21),
        args: { changes: { celebrate: { from: true, to: false } } },
      },
    ])
  })

  it('one that is not celebrated, and another kind, leave it alone', () => {
    expect(addDate(id(22), { ...solar, celebrate: false }, [lunar])).toHaveLength(1)
    expect(addDate(id(22), { ...solar, kind: 'wedding' }, [lunar])).toHaveLength(1)
    expect(editDate(lunar, lunar.data, [lunar])).toEqual([])
  })
})

describe('the date form', () => {
  it('shows the next three dates before saving, and keeps the date', async () => {
    const opened = await openWith(
      page(branchScope, 2, [pulledCustomer(1, 1)]),
      page(portfolio, 3, [record('important-date', 21, 1, birthday({ year: 1960 }))]),
    )
    const user = userEvent.setup()
    const onClose = vi.fn<() => void>()
    showScreen(opened, <DateFormSheet customerId={id(1)} dateId={id(21)} onClose={onClose} />)
    const preview = await screen.findByRole('region', { name: '接下来三次' })
    expect(within(preview).getAllByRole('listitem')).toHaveLength(3)
    within(preview).getByText('5月20日星期三')
    within(preview).getByText('农历四月初四 · 66 周岁')
    await user.clear(screen.getByRole('textbox', { name: '年' }))
    await user.type(screen.getByRole('textbox', { name: '年' }), '1850')
    screen.getByText('农历年份请填 1900–2100')
    await user.click(screen.getByRole('button', { name: '保存' }))
    await waitFor(() => expect(document.querySelector('[role=alert]')).not.toBeNull())
    expect(opened.replica.pending()).toEqual([])
    await user.clear(screen.getByRole('textbox', { name: '年' }))
    await user.click(screen.getByRole('button', { name: '保存' }))
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(opened.replica.get('important-date', id(21))?.data.year).toBeUndefined()
  })

  it('[ME1] what a colleague changed while the form was open is not changed back', async () => {
    const opened = await openWith(
      page(branchScope, 2, [pulledCustomer(1, 1)]),
      page(portfolio, 3, [record('important-date', 21, 1, birthday({ year: 1960 }))]),
    )
    const user = userEvent.setup()
    const onClose = vi.fn<() => void>()
    showScreen(opened, <DateFormSheet customerId={id(1)} dateId={id(21)} onClose={onClose} />)
    const year = await screen.findByRole('textbox', { name: '年' })
    const elsewhere = record('important-date', 21, 2, birthday({ year: 1960, day: 8 }))
    act(() => opened.replica.applyPull(entries(portfolio, 3, [elsewhere]), [], null))
    await user.clear(year)
    await user.type(year, '1961')
    await user.click(screen.getByRole('button', { name: '保存' }))
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    const date = opened.replica.get('important-date', id(21))?.data
    expect(date).toMatchObject({ year: 1961, day: 8 })
  })

  it('a customer lists the dates with the next time in words', async () => {
    const opened = await openWith(
      page(branchScope, 2, [pulledCustomer(1, 1)]),
      page(portfolio, 3, [
        record('important-date', 21, 1, birthday({ month: 4, day: 5 })),
        record(
          'important-date',
          22,
          2,
          birthday({ celebrate: false, calendar: 'solar', month: 5, day: 1 }),
        ),
      ]),
    )
    showScreen(opened, <CustomerDates customerId={id(1)} />)
    const rows = screen.getAllByRole('listitem').map((row) => row.textContent)
    expect(rows[0]).toContain('明天')
    expect(rows[0]).toContain('农历四月初五')
    expect(rows[0]).toContain('年份不详')
    expect(rows[1]).toContain('不祝贺')
  })
})

describe('coming dates', () => {
  it('leaves out who must not be contacted, but not an expiry; a leap month kept twice shows twice', () => {
    const silent = { ...dateRecord(1, birthday()).data, customerId: id(2) }
    const cards = new Map([
      [id(1), customer()],
      [id(2), customer({ doNotContact: 'all' })],
    ])
    const coming = comingDates(
      [
        dateRecord(21, birthday({ month: 6, day: 10, leap: true, leapPolicy: 'both' })),
        dateRecord(22, silent),
        dateRecord(23, {
          ...silent,
          kind: 'id_expiry',
          calendar: 'solar',
          year: 2025,
          month: 7,
          day: 8,
        }),
      ],
      (customerId) => {
        const data = cards.get(customerId)
        return data && { ...dateRecord(1, silent), type: 'customer', id: customerId, data }
      },
      '2025-07-01',
      35,
    )
    expect(coming.map(({ date, occurrence }) => [date.id, occurrence.on])).toEqual([
      [id(21), '2025-07-04'],
      [id(23), '2025-07-08'],
      [id(21), '2025-08-03'],
    ])
  })

  it('[R17] a birthday that two cards of one customer have is one; two days to pay are two', () => {
    const data = customer()
    const loan = birthday({ kind: 'repayment', calendar: 'solar', month: 7, day: 8 })
    const coming = comingDates(
      [
        dateRecord(21, birthday({ calendar: 'solar', month: 7, day: 4 })),
        dateRecord(22, birthday({ calendar: 'solar', year: 1980, month: 7, day: 4 })),
        dateRecord(23, { ...loan, year: 2025 }),
        dateRecord(24, { ...loan, year: 2025 }),
      ],
      (customerId) => ({ ...dateRecord(1, birthday()), type: 'customer', id: customerId, data }),
      '2025-07-01',
      35,
    )
    expect(coming.map(({ date }) => date.id)).toEqual([id(21), id(23), id(24)])
  })
})

/** One customer with two cards. */
function twoCards(other: Parameters<typeof pulledCustomer>[2]) {
  return page(branchScope, 2, [
    pulledCustomer(1, 1, { name: '沈若兰' }),
    pulledCustomer(2, 2, { name: '沈若兰', mergedInto: id(1), ...other }),
  ])
}

describe('[ME8] the coming weeks', () => {
  // 2026-05-20 is 四月初四.
  const dated = page(portfolio, 3, [record('important-date', 21, 1, birthday())])

  it.each([
    { mourningUntil: '2026-05-20' },
    { deceasedOn: '2026-05-02' },
    { doNotContact: 'all' } as const,
  ])('invariant 5, domain 4.1: leave out whose other card says %o', async (other) => {
    showScreen(await openWith(twoCards(other), dated), <UpcomingDatesScreen />)
    await screen.findByText(zhCN.dates.emptyUpcoming)
    expect(screen.queryByText('沈若兰')).toBeNull()
  })

  it('and show him until a colleague says so on the other card', async () => {
    const opened = await openWith(twoCards({}), dated)
    showScreen(opened, <UpcomingDatesScreen />)
    await screen.findByText(/沈若兰/u)
    const dead = pulledCustomer(2, 4, { mergedInto: id(1), deceasedOn: '2026-05-02' })
    act(() => opened.replica.applyPull(entries(branchScope, 4, [dead]), [], null))
    await screen.findByText(zhCN.dates.emptyUpcoming)
    expect(screen.queryByText(/沈若兰/u)).toBeNull()
  })
})
