import { Link, Outlet, useParams, useRouter } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { CustomerActions } from '#features/customers/customer-actions.tsx'
import { ChangeNotice } from '#features/customer-file/change-notice.tsx'
import { ChurnNotice } from '#features/customer-file/churn-notice.tsx'
import { CustomerFile } from '#features/customer-file/customer-file.tsx'
import { CustomerHeader } from '#features/customers/customer-header.tsx'
import { rememberOpened } from '#features/customers/list-memory.ts'
import { ProfileFacts } from '#features/customers/profile-facts.tsx'
import { useBriefing, type Briefing } from '#features/customers/briefing-queries.ts'
import { CustomerDates } from '#features/dates/customer-dates.tsx'
import { HistoryLink } from '#features/history/history-link.tsx'
import { TaskFormSheet } from '#features/tasks/task-form-sheet.tsx'
import { TimelineView } from '#features/timeline/timeline-view.tsx'
import { useKeptCustomer, useMergedCustomers, useReplica } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { buttonClass } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { loadChunk } from '#app/load-chunk.ts'
import { useHistoryWords } from './history-words.ts'

const MergedLines = lazy(() =>
  loadChunk(() => import('#features/merge/merged-lines.tsx')).then((chunk) => ({
    default: chunk.MergedLines,
  })),
)

const UnsavedOfMerged = lazy(() =>
  loadChunk(() => import('#features/customers/unsaved-of-merged.tsx')).then((chunk) => ({
    default: chunk.UnsavedOfMerged,
  })),
)

/** One customer: the briefing on top, then history, profile and dates. */
export function CustomerPage() {
  const { customerId } = useParams({ from: '/customers/$customerId' })
  const replica = useReplica()
  const keptId = useKeptCustomer(customerId)
  const briefing = useBriefing(customerId)
  useEffect(() => rememberOpened(replica, keptId), [replica, keptId])
  if (keptId !== customerId) return <ToKept customerId={customerId} keptId={keptId} />
  if (briefing === null) return <Gone />
  return <OpenedCustomer key={customerId} briefing={briefing} />
}

/** ME8: an address of somebody who was merged away opens the one who was kept, and whatever it names of his. */
function ToKept({ customerId, keptId }: { customerId: string; keptId: string }) {
  const { history } = useRouter()
  useEffect(() => {
    history.replace(history.location.href.replace(customerId, keptId))
  }, [history, customerId, keptId])
  return null
}

/** Over the customer: nothing, a task, or what the address asks for. */
type OpenSheet = { type: 'none' } | { type: 'task'; taskId?: string; noteId?: string }

function OpenedCustomer({ briefing }: { briefing: Briefing }) {
  const texts = useMessages().customers
  const [sheet, setSheet] = useState<OpenSheet>({ type: 'none' })
  const { card, seesPortfolio } = briefing
  const historyTab = {
    id: 'timeline',
    label: texts.tabs.timeline,
    content: (
      <TimelineView
        customerId={card.id}
        seesPortfolio={seesPortfolio}
        onTask={(opened) => setSheet({ type: 'task', ...opened })}
      />
    ),
  }
  const profileTab = {
    id: 'profile',
    label: texts.tabs.profile,
    content: (
      <>
        {seesPortfolio && <CustomerFile customerId={card.id} />}
        <ProfileFacts briefing={briefing} />
      </>
    ),
  }
  const datesTab = {
    id: 'dates',
    label: texts.tabs.dates,
    content: <CustomerDates customerId={card.id} />,
  }
  return (
    <article className="pt-2 pb-8 md:pt-6">
      <Link
        to="/customers"
        search={(search) => search}
        className="-ml-2 inline-flex min-h-11 items-center gap-1.5 rounded-sm px-2 text-sm font-medium text-ink-2 md:hidden"
      >
        <ArrowLeft size={18} aria-hidden />
        {texts.backToList}
      </Link>
      <CustomerHeader
        briefing={briefing}
        onTask={(taskId) => setSheet({ type: 'task', ...(taskId === undefined ? {} : { taskId }) })}
        actions={
          <CustomerActions briefing={briefing} onAddTask={() => setSheet({ type: 'task' })} />
        }
      />
      {seesPortfolio && <ChurnNotice card={card} />}
      {seesPortfolio && <ChangeNotice card={card} />}
      <Merged keptId={card.id} />
      <div className="mt-6">
        <Tabs
          label={texts.tabsLabel}
          tabs={seesPortfolio ? [historyTab, profileTab, datesTab] : [profileTab, historyTab]}
        />
      </div>
      <div className="mt-6">
        <HistoryLink recordType="customer" recordId={card.id} />
      </div>
      {sheet.type === 'task' && (
        <TaskFormSheet
          taskId={sheet.taskId}
          customerId={card.id}
          noteId={sheet.noteId}
          footnote={<HistoryLink recordType="task" recordId={sheet.taskId} />}
          onClose={() => setSheet({ type: 'none' })}
        />
      )}
      <Outlet />
    </article>
  )
}

/** Who was merged into the customer; most have nobody, and load nothing. */
function Merged({ keptId }: { keptId: string }) {
  const words = useHistoryWords()
  if (useMergedCustomers(keptId).length === 0) return null
  return (
    <Suspense fallback={null}>
      <MergedLines keptId={keptId} describe={words.describe} />
      <UnsavedOfMerged keptId={keptId} />
    </Suspense>
  )
}

function Gone() {
  const texts = useMessages().customers
  return (
    <div className="pt-16">
      <EmptyState
        title={texts.goneTitle}
        description={texts.goneText}
        action={
          <Link to="/customers" className={buttonClass({ tone: 'outline' })}>
            {texts.backToList}
          </Link>
        }
      />
    </div>
  )
}
