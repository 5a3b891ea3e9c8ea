import { getRouteApi, Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { churnView } from '#features/customer-file/churn-groups.ts'
import { ChurnScreen } from '#features/customer-file/churn-screen.tsx'
import { ChurnSheet } from '#features/customer-file/churn-sheet.tsx'
import { HistoryLink } from '#features/history/history-link.tsx'
import { useGoBack } from './use-go-back.ts'
import { useWayBack } from './use-way-back.ts'

const churn = getRouteApi('/churn')

/** Who may leave; the group stands in the address, so that going back finds it. */
export function ChurnPage() {
  const navigate = useNavigate({ from: '/churn' })
  return (
    <>
      <ChurnScreen
        view={churnView(churn.useSearch())}
        onView={(view) =>
          void navigate({ to: '.', search: { view }, replace: true, resetScroll: false })
        }
        {...useWayBack()}
      />
      <Outlet />
    </>
  )
}

/** One signal, or a suggestion, over the board. */
export function ChurnEntryRoute() {
  const { customerId, entry } = useParams({ from: '/churn/$customerId/$entry' })
  return (
    <ChurnSheet
      customerId={customerId}
      entryId={entry}
      footnote={<HistoryLink recordType="churn-signal" recordId={entry} />}
      onClose={useGoBack('/churn')}
    />
  )
}
