import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { HandoverFormPage } from '#features/handover/handover-form-page.tsx'
import { HandoverScreen } from '#features/handover/handover-screen.tsx'
import { HandoversScreen } from '#features/handover/handovers-screen.tsx'
import { HistoryLink } from '#features/history/history-link.tsx'
import { useGoBack } from './use-go-back.ts'

const newHandoverRoute = getRouteApi('/handovers/new')
const handoverRoute = getRouteApi('/handovers/$handoverId')

/** 交接. */
export function HandoversPage() {
  const navigate = useNavigate()
  return <HandoversScreen onBack={() => void navigate({ to: '/me' })} />
}

/** 移交客户, perhaps from a customer's page, or one that was returned once more. */
export function NewHandoverPage() {
  const { customer, again, from } = newHandoverRoute.useSearch()
  const navigate = useNavigate()
  return (
    <HandoverFormPage
      key={customer ?? again ?? from ?? 'new'}
      customerId={customer}
      againId={again}
      leaverId={from}
      onCancel={useGoBack('/handovers')}
      onDone={(handoverId) =>
        void navigate({ to: '/handovers/$handoverId', params: { handoverId }, replace: true })
      }
    />
  )
}

/** One hand-over. */
export function HandoverPage() {
  const { handoverId } = handoverRoute.useParams()
  return (
    <HandoverScreen
      key={handoverId}
      handoverId={handoverId}
      footnote={<HistoryLink recordType="handover" recordId={handoverId} />}
      onBack={useGoBack('/handovers')}
    />
  )
}
