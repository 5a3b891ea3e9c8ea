import { getRouteApi, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { feedbackView } from '#features/customer-file/feedback-order.ts'
import { FeedbackScreen } from '#features/customer-file/feedback-screen.tsx'
import { FeedbackSheet } from '#features/customer-file/feedback-sheet.tsx'
import { HistoryLink } from '#features/history/history-link.tsx'
import { useGoBack } from './use-go-back.ts'
import { useWayBack } from './use-way-back.ts'

const feedback = getRouteApi('/feedback')

/** 意见建议; the state that is looked at stands in the address, so that going back finds it. */
export function FeedbackPage() {
  const navigate = useNavigate({ from: '/feedback' })
  return (
    <>
      <FeedbackScreen
        view={feedbackView(feedback.useSearch())}
        onView={(view) =>
          void navigate({ to: '.', search: { view }, replace: true, resetScroll: false })
        }
        {...useWayBack()}
      />
      <Outlet />
    </>
  )
}

/** One feedback over the board, or a new one that has no name. */
export function FeedbackEntryRoute() {
  const { entry } = useParams({ from: '/feedback/$entry' })
  const entryId = entry === 'new' ? undefined : entry
  return (
    <FeedbackSheet
      entryId={entryId}
      footnote={<HistoryLink recordType="feedback" recordId={entryId} />}
      onClose={useGoBack('/feedback')}
    />
  )
}
