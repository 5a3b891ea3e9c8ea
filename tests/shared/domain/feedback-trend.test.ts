import { expect, test } from 'vitest'
import { addDays } from '#shared/domain/civil-date.ts'
import { feedbackCategories } from '#shared/domain/feedback.ts'
import { feedbackTrend } from '#shared/domain/feedback-trend.ts'
import { randomInteger, randomItem, seededRandom } from '#shared/domain/seeded-random.ts'

const today = '2027-01-31'

function said(receivedOn: string, category: (typeof feedbackCategories)[number]) {
  return { data: { receivedOn, category } }
}

test('[R30] feedback is counted by category and month, the most frequent first, over the turn of the year', () => {
  const all = [
    said('2026-10-31', 'fee'),
    said('2026-11-01', 'waiting'),
    said('2026-12-31', 'waiting'),
    said('2027-01-01', 'waiting'),
    said('2027-01-31', 'service'),
  ]
  expect(feedbackTrend(all, today, 3)).toEqual({
    months: ['2026-11', '2026-12', '2027-01'],
    rows: [
      { category: 'waiting', counts: [1, 1, 1], total: 3 },
      { category: 'service', counts: [0, 0, 1], total: 1 },
    ],
    totals: [1, 1, 2],
  })
})

test('[R30] without feedback there is no row, and every month says nought', () => {
  expect(feedbackTrend([], today, 2)).toEqual({
    months: ['2026-12', '2027-01'],
    rows: [],
    totals: [0, 0],
  })
})

test('[R30] whatever was said, each one of these months is counted once, and none of before', () => {
  const seed = Number(process.env['SEED'] ?? 30)
  const random = seededRandom(`feedback trend ${seed}`)
  for (let round = 0; round < 200; round += 1) {
    const all = Array.from({ length: randomInteger(random, 0, 40) }, () =>
      said(addDays(today, -randomInteger(random, 0, 400)), randomItem(random, feedbackCategories)),
    )
    const count = randomInteger(random, 1, 12)
    const { months, rows, totals } = feedbackTrend(all, today, count)
    expect(months).toHaveLength(count)
    const inMonths = all.filter(({ data }) => months.includes(data.receivedOn.slice(0, 7)))
    expect(sum(totals), `seed ${seed}`).toBe(inMonths.length)
    expect(sum(rows.map(({ total }) => total)), `seed ${seed}`).toBe(inMonths.length)
    for (const { counts, total } of rows) expect(sum(counts), `seed ${seed}`).toBe(total)
  }
})

function sum(numbers: number[]): number {
  return numbers.reduce((one, other) => one + other, 0)
}
