import { useNavigate, useParams } from '@tanstack/react-router'
import { EditCustomerForm, NewCustomerForm } from '#features/customers/customer-form-screens.tsx'
import { useKeptCustomer, useRecord } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '#ui/page-header.tsx'

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
  const texts = useMessages().customers
  const navigate = useNavigate()
  const params = useParams({ from: '/customers/$customerId/edit' })
  // ME8: whoever was merged away is changed as the one who was kept.
  const customerId = useKeptCustomer(params.customerId)
  const card = useRecord('customer', customerId)
  const toCustomer = () =>
    void navigate({ to: '/customers/$customerId', params: { customerId }, replace: true })
  return (
    <div className="page">
      <div className="max-w-240">
        <PageHeader title={texts.editTitle} subtitle={card?.data.name} onBack={toCustomer} />
        {card === undefined ? (
          <EmptyState title={texts.goneTitle} description={texts.goneText} />
        ) : (
          <EditCustomerForm
            key={customerId}
            card={card}
            onSaved={toCustomer}
            onCancel={toCustomer}
          />
        )}
      </div>
    </div>
  )
}
