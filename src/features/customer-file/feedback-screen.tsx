import { Link } from '@tanstack/react-router'
import { MessagesSquare, Plus } from 'lucide-react'
import { useMemo } from 'react'
import { feedbackTrend } from '#shared/domain/feedback-trend.ts'
import { type FeedbackState, feedbackStates } from '#shared/domain/feedback.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useAll, useIsLoaded, useRecord, useSession, useToday } from '#replica/use-replica.ts'
import { useFeedbackMessages } from '#i18n/feedback/use-feedback-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import { buttonClass } from '#ui/button.tsx'
import { ChoiceChips } from '#ui/chips.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import { latestFeedbackFirst } from './feedback-order.ts'
import { FeedbackRow } from './feedback-row.tsx'
import { FeedbackTrendTable } from './feedback-trend-table.tsx'

/** Months of the table: what fits beside the names on a phone. */
const monthCount = 6

interface FeedbackScreenProps {
  view: FeedbackState
  onView: (view: FeedbackState) => void
  onBack?: (() => void) | undefined
}

/** R30 意见建议: how often what was said, and what is to be done and answered, of whatever this colleague may see (SC2). */
export function FeedbackScreen(props: FeedbackScreenProps) {
  const texts = useFeedbackMessages()
  const { domain } = useMessages()
  const { role } = useSession()
  const loaded = useIsLoaded()
  const today = useToday()
  const all = useAll('feedback')
  const trend = useMemo(() => feedbackTrend(all, today, monthCount), [all, today])
  const sorted = useMemo(() => latestFeedbackFirst(all), [all])
  const rows = sorted.filter(({ data }) => data.state === props.view)
  return (
    <div className="page">
      <div className="grid max-w-200 gap-4">
        <PageHeader
          title={texts.title}
          subtitle={texts.text[role === 'lead' || role === 'rm' ? role : 'others']}
          onBack={props.onBack}
          actions={
            // An administrator holds no branch.
            role !== 'admin' && (
              <Link
                to="/feedback/$entry"
                params={{ entry: 'new' }}
                search
                resetScroll={false}
                className={buttonClass({})}
              >
                <Plus size={18} aria-hidden />
                {texts.add}
              </Link>
            )
          }
        />
        {!loaded && (
          <>
            <p className="text-sm text-ink-3">{texts.loading}</p>
            <SkeletonRows count={5} />
          </>
        )}
        {loaded && (
          <>
            <Panel title={texts.trendTitle}>
              {trend.rows.length === 0 ? (
                <p className="text-sm text-ink-3">{texts.trendEmpty}</p>
              ) : (
                <FeedbackTrendTable trend={trend} />
              )}
            </Panel>
            <ChoiceChips
              label={texts.viewsLabel}
              hideLabel
              layout="scroll"
              options={feedbackStates.map((state) => ({
                value: state,
                label: domain.feedbackState[state],
                count: all.filter(({ data }) => data.state === state).length,
              }))}
              value={props.view}
              onChange={props.onView}
            />
          </>
        )}
        {loaded && rows.length > 0 && (
          <div className="panel-box overflow-hidden">
            <VirtualList
              key={props.view}
              label={domain.feedbackState[props.view]}
              items={rows}
              itemKey={({ id }) => id}
              renderItem={(feedback) => <BoardRow feedback={feedback} />}
              rowHeight={72}
            />
          </div>
        )}
        {loaded && rows.length === 0 && (
          <EmptyState
            icon={MessagesSquare}
            title={texts.empty[props.view]}
            description={texts.emptyText}
          />
        )}
      </div>
    </div>
  )
}

function BoardRow({ feedback }: { feedback: RecordOf<'feedback'> }) {
  const texts = useFeedbackMessages()
  const card = useRecord('customer', feedback.data.customerId)
  return (
    <FeedbackRow
      feedback={feedback}
      who={<span>{card?.data.name ?? texts.noCustomer}</span>}
      renderLink={(text) => (
        <Link
          to="/feedback/$entry"
          params={{ entry: feedback.id }}
          search
          resetScroll={false}
          className="stretch-link"
        >
          {text}
        </Link>
      )}
    />
  )
}
