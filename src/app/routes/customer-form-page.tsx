import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { EditCustomerForm, NewCustomerForm } from '#features/customers/customer-form-screens.tsx'
import { CustomerFormDraft } from '#features/customers/customer-form-values.ts'
import { MergeOffer } from '#features/customers/merge-offer.ts'
import { useDraft, useKeptCustomer, useRecord } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { MergeOver } from './merge-over.tsx'

/** A new customer: a name is enough. */
export function NewCustomerPage() {
  const texts = useMessages().customers
  const navigate = useNavigate()
  const toList = () => void navigate({ to: '/customers' })
  return (
    <div className="page">
      <div className="max-w-240">
        <PageHeader title={texts.newTitle} onBack={toList} />
        <NewCustomerForm
          onSaved={(customerId) =>
            void navigate({ to: '/customers/$customerId', params: { customerId }, replace: true })
          }
          onCancel={toList}
          onUndone={toList}
        />
      </div>
    </div>
  )
}

/** Card and, for the owner and the lead, profile of an existing customer. */
export function EditCustomerPage() {
  const { customerId } = useParams({ from: '/customers/$customerId/edit' })
  return <EditCustomer key={customerId} askedId={customerId} />
}

/**
 * ME8: whoever was merged away is changed as the one who was kept. But a form that is open when the merge comes in, or that lies
 * half-filled from before, goes on with its own card.
 */
function EditCustomer({ askedId }: { askedId: string }) {
  const [keptId] = useState(useKeptCustomer(askedId))
  if (keptId === askedId) return <EditPage customerId={askedId} />
  return <EditFormerOrKept formerId={askedId} keptId={keptId} />
}

function EditFormerOrKept({ formerId, keptId }: { formerId: string; keptId: string }) {
  const { loaded, value, unreadable } = useDraft(`customer:${formerId}`, CustomerFormDraft)
  if (!loaded) return null
  return <EditPage customerId={value !== undefined || unreadable ? formerId : keptId} />
}

function EditPage({ customerId }: { customerId: string }) {
  const texts = useMessages().customers
  const navigate = useNavigate()
  const card = useRecord('customer', customerId)
  const [otherId, setOther] = useState<string | null>(null)
  const toCustomer = () =>
    void navigate({ to: '/customers/$customerId', params: { customerId }, replace: true })
  return (
    <div className="page">
      <div className="max-w-240">
        <PageHeader title={texts.editTitle} subtitle={card?.data.name} onBack={toCustomer} />
        {card === undefined ? (
          <EmptyState title={texts.goneTitle} description={texts.goneText} />
        ) : (
          <MergeOffer value={setOther}>
            <EditCustomerForm card={card} onSaved={toCustomer} onCancel={toCustomer} />
          </MergeOffer>
        )}
      </div>
      {otherId !== null && (
        <MergeOver
          oneId={customerId}
          otherId={otherId}
          onClose={() => setOther(null)}
          onMerged={(keptId) =>
            void navigate({
              to: '/customers/$customerId',
              params: { customerId: keptId },
              replace: true,
            })
          }
        />
      )}
    </div>
  )
}
