import { FileQuestion, History } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import { civilDateInShanghai, civilDateParts, daysBetween } from '#shared/domain/civil-date.ts'
import { useAll, useIsLoaded, useIsPending, useSession, useToday } from '#replica/use-replica.ts'
import { formatDate } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { PendingBadge } from '#ui/pending-badge.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { VirtualList } from '#ui/virtual-list.tsx'
import { historySteps, type HistoryStep } from './history-changes.ts'
import { HistoryStepRow } from './history-step-row.tsx'
import type { HistoryWords } from './history-words.ts'
import type { RecordWithHistory } from './value-chains.ts'

interface HistoryScreenProps {
  /** The record, and what belongs to it: a card and its profile are one history. Empty when it is not here. */
  records: readonly RecordWithHistory[]
  words: HistoryWords
  /** The title as a link to the record, where it has a page. */
  title: ReactNode
  onBack(): void
}

/** Who changed what and when; former values can be brought back. It needs no network. */
export function HistoryScreen({ records, words, title, onBack }: HistoryScreenProps) {
  const { messages } = useLanguage()
  const texts = messages.history
  const loaded = useIsLoaded()
  const [main] = records
  if (main === undefined) {
    return (
      <div className="page">
        <PageHeader title={texts.title} onBack={onBack} />
        {loaded ? (
          <EmptyState icon={FileQuestion} title={texts.gone} />
        ) : (
          <SkeletonRows count={4} />
        )}
      </div>
    )
  }
  const { heading, forWhom } = words.subject(main.type, main.id)
  return (
    <div className="page">
      <div className="lg:max-w-3xl">
        <PageHeader
          title={texts.title}
          onBack={onBack}
          subtitle={
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
              {heading === undefined && <span>{words.typeWords(main.type)}</span>}
              <span className="min-w-0 wrap-anywhere">{title}</span>
              {heading === undefined && forWhom !== null && (
                <span className="min-w-0 wrap-anywhere">{forWhom}</span>
              )}
              <Pending record={main} />
            </span>
          }
        />
        <Stream records={records} words={words} />
      </div>
    </div>
  )
}

function Pending({ record }: { record: RecordWithHistory }) {
  const { messages } = useLanguage()
  return useIsPending(record.type, record.id) ? (
    <PendingBadge>{messages.app.pending}</PendingBadge>
  ) : null
}

function Stream({ records, words }: Pick<HistoryScreenProps, 'records' | 'words'>) {
  const texts = useLanguage().messages.history
  const { staffId } = useSession()
  const issues = useAll('sync-issue')
  const steps = useMemo(
    () => historySteps(records, issues, staffId).filter((step) => saysSomething(step, words)),
    [records, issues, staffId, words],
  )
  const dayWords = useDayWords()
  const days = steps.map((step) => dayWords(step.at))
  return (
    <Panel flush>
      <div className="overflow-hidden rounded-t-lg">
        <VirtualList
          label={texts.title}
          items={steps}
          itemKey={({ key }) => key}
          rowHeight={110}
          renderItem={(step, index) => (
            <HistoryStepRow
              step={step}
              words={words}
              day={days[index] === days[index - 1] ? null : (days[index] ?? null)}
            />
          )}
        />
      </div>
      {steps.length === 1 && (
        <p className="flex items-center justify-center gap-2 px-4 py-5 text-sm text-ink-3">
          <History size={16} aria-hidden />
          {texts.onlyCreated}
        </p>
      )}
    </Panel>
  )
}

/** A change of nothing but what nobody typed, such as keys for the search, is no news. */
function saysSomething({ changes }: HistoryStep, words: HistoryWords): boolean {
  return changes.some(
    (change) =>
      change.kind === 'created' ||
      change.kind === 'archive' ||
      words.describe(change.record.type, change.path, valueOf(change)) !== null,
  )
}

function valueOf(change: HistoryStep['changes'][number]): unknown {
  return change.kind === 'set' ? (change.to ?? change.from) : 'value' in change && change.value
}

/** An instant (ms) as its day: today, yesterday, or the date. */
function useDayWords(): (at: number) => string {
  const { language, messages } = useLanguage()
  const texts = messages.history
  const today = useToday()
  const presentYear = civilDateParts(today).year
  return (at) => {
    const day = civilDateInShanghai(at)
    const days = daysBetween(day, today)
    if (days === 0) return texts.today
    if (days === 1) return texts.yesterday
    return formatDate(language, day, { weekday: true, presentYear })
  }
}
