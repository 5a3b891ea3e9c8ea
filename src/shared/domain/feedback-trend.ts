import { addMonths, type CivilDate } from './civil-date.ts'
import { feedbackCategories, type Feedback, type FeedbackCategory } from './feedback.ts'

/** How often something was said, by category and month. */
export interface FeedbackTrend {
  /** `YYYY-MM`, the earliest first; the last one is the present month. */
  months: string[]
  /** Only what was said at all, the most frequent first; `counts` has one number for each month. */
  rows: { category: FeedbackCategory; counts: number[]; total: number }[]
  /** Of all categories, for each month. */
  totals: number[]
}

/** R30: the feedback of the present month and of the `count` − 1 months before. */
export function feedbackTrend(
  all: readonly { data: Pick<Feedback, 'receivedOn' | 'category'> }[],
  today: CivilDate,
  count: number,
): FeedbackTrend {
  const first = `${today.slice(0, 8)}01`
  const months = Array.from({ length: count }, (_, index) =>
    addMonths(first, index - count + 1).slice(0, 7),
  )
  const zeros = () => months.map(() => 0)
  const found = new Map(feedbackCategories.map((category) => [category, zeros()]))
  const totals = zeros()
  for (const { data } of all) {
    const month = months.indexOf(data.receivedOn.slice(0, 7))
    const counts = found.get(data.category)
    if (month === -1 || counts === undefined) continue
    counts[month] = (counts[month] ?? 0) + 1
    totals[month] = (totals[month] ?? 0) + 1
  }
  const rows = [...found]
    .map(([category, counts]) => ({ category, counts, total: sumOf(counts) }))
    .filter(({ total }) => total > 0)
    // Equal ones stay in the order of the list.
    .toSorted((one, other) => other.total - one.total)
  return { months, rows, totals }
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
