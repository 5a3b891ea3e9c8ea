import { Outlet, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useSession } from '#replica/use-replica.ts'
import { CadencePanel } from '#features/cadence/cadence-panel.tsx'
import { ChurnTodayPanel } from '#features/customer-file/churn-today-panel.tsx'
import { holdsPortfolio } from '#features/customers/customer-access.ts'
import { QuickContact } from '#features/customers/quick-contact.tsx'
import { HandoverNotices } from '#features/handover/handover-notice.tsx'
import { LossNotices } from '#features/sync-status/loss-notice.tsx'
import { AskedNotices } from '#features/tasks/asked-notices.tsx'
import { TaskRow } from '#features/tasks/task-row.tsx'
import { useTaskActions } from '#features/tasks/use-task-actions.ts'
import { TodayScreen } from '#features/today/today-screen.tsx'
import { mayTransfer } from '#features/transfer/transfer-access.ts'
import { loadChunk } from '#app/load-chunk.ts'

// Not among what the first page waits for.
const ChangesTodayPanel = lazy(() =>
  loadChunk(() => import('#features/customer-file/changes-today-panel.tsx')).then((chunk) => ({
    default: chunk.ChangesTodayPanel,
  })),
)

const UnfinishedToday = lazy(() =>
  loadChunk(() => import('#features/transfer/unfinished-notice.tsx')).then((chunk) => ({
    default: chunk.UnfinishedToday,
  })),
)

/** Today, with the sheet that may stand over it. */
export function TodayRoute() {
  return (
    <>
      <TodayPage />
      <Outlet />
    </>
  )
}

/** The first page of the day: what came in from colleagues, then tasks as on their own page. */
export function TodayPage() {
  const actions = useTaskActions()
  const session = useSession()
  const navigate = useNavigate()
  return (
    <TodayScreen
      writesNotes={holdsPortfolio(session)}
      notices={
        <>
          <LossNotices />
          {mayTransfer(session) && (
            <Suspense fallback={null}>
              <UnfinishedToday onGoOn={() => void navigate({ to: '/customers/import' })} />
            </Suspense>
          )}
          <HandoverNotices />
          <AskedNotices />
        </>
      }
      renderTask={(task) => <TaskRow task={task} actions={actions} />}
      renderGreeting={(card) => <QuickContact card={card} isGreeting />}
      beside={
        <>
          <ChurnTodayPanel />
          <CadencePanel renderContact={(card) => <QuickContact card={card} />} />
          <Suspense fallback={null}>
            <ChangesTodayPanel />
          </Suspense>
        </>
      }
    />
  )
}
