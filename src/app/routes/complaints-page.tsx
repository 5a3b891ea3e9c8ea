import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useRecord } from '#replica/use-replica.ts'
import { ComplaintFormPage } from '#features/complaints/complaint-form-page.tsx'
import { ComplaintScreen } from '#features/complaints/complaint-screen.tsx'
import { ComplaintsScreen } from '#features/complaints/complaints-screen.tsx'
import { HistoryLink } from '#features/history/history-link.tsx'
import { complaintViews } from '#features/complaints/queries.ts'
import { useGoBack } from './use-go-back.ts'

const complaintsRoute = getRouteApi('/complaints')
const newComplaintRoute = getRouteApi('/complaints/new')
const complaintRoute = getRouteApi('/complaints/$complaintId')

/** 投诉. */
export function ComplaintsPage() {
  const search = complaintsRoute.useSearch()
  const navigate = useNavigate()
  const view = complaintViews.find((each) => each === search.view) ?? 'open'
  return (
    <ComplaintsScreen
      view={view}
      onView={(next) => void navigate({ to: '/complaints', search: { view: next }, replace: true })}
    />
  )
}

/** 登记投诉, perhaps from a customer's card. */
export function NewComplaintPage() {
  const { customer: customerId } = newComplaintRoute.useSearch()
  const customer = useRecord('customer', customerId)
  const navigate = useNavigate()
  const goBack = useGoBack('/complaints')
  return (
    <ComplaintFormPage
      // Another customer is another form.
      key={customer?.id ?? 'new'}
      customer={customer && { id: customer.id, name: customer.data.name }}
      onCancel={goBack}
      onDone={(complaintId, readable) => {
        // What leaves this device with the next upload is not shown once more.
        if (readable)
          void navigate({ to: '/complaints/$complaintId', params: { complaintId }, replace: true })
        else void navigate({ to: '/complaints', search: {}, replace: true })
      }}
    />
  )
}

/** One complaint. */
export function ComplaintPage() {
  const { complaintId } = complaintRoute.useParams()
  return (
    <ComplaintScreen
      key={complaintId}
      complaintId={complaintId}
      footnote={<HistoryLink recordType="complaint" recordId={complaintId} />}
      onBack={useGoBack('/complaints')}
    />
  )
}
