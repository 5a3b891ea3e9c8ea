import { type FeedbackTrend } from '#shared/domain/feedback-trend.ts'
import { useFeedbackMessages } from '#i18n/feedback/use-feedback-messages.ts'
import { useMessages } from '#i18n/language.tsx'

/** How often what was said, by category and month: the numbers themselves. */
export function FeedbackTrendTable({ trend }: { trend: FeedbackTrend }) {
  const texts = useFeedbackMessages()
  const { feedbackCategory } = useMessages().domain
  const all = trend.totals.reduce((sum, count) => sum + count, 0)
  return (
    <table className="tnum w-full text-sm">
      <thead className="text-ink-3">
        <tr>
          <th scope="col" className="py-2 text-left font-normal">
            {texts.category}
          </th>
          {trend.months.map((month) => (
            <th key={month} scope="col" className="px-1 py-2 text-right font-normal">
              {texts.month(Number(month.slice(5)))}
            </th>
          ))}
          <th scope="col" className="py-2 pl-1 text-right font-normal">
            {texts.total}
          </th>
        </tr>
      </thead>
      <tbody>
        {trend.rows.map(({ category, counts, total }) => (
          <tr key={category} className="border-t border-line">
            <th scope="row" className="py-2 text-left font-normal wrap-anywhere">
              {feedbackCategory[category]}
            </th>
            {counts.map((count, index) => (
              <td
                key={trend.months[index]}
                className={`px-1 py-2 text-right ${count === 0 ? 'text-ink-3' : ''}`}
              >
                {count}
              </td>
            ))}
            <td className="py-2 pl-1 text-right font-semibold">{total}</td>
          </tr>
        ))}
      </tbody>
      <tfoot className="border-t border-line text-ink-2">
        <tr>
          <th scope="row" className="py-2 text-left font-normal">
            {texts.total}
          </th>
          {trend.totals.map((count, index) => (
            <td key={trend.months[index]} className="px-1 py-2 text-right">
              {count}
            </td>
          ))}
          <td className="py-2 pl-1 text-right font-semibold">{all}</td>
        </tr>
      </tfoot>
    </table>
  )
}
