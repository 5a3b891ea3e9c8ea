import { useNavigate } from '@tanstack/react-router'
import { useAccess } from '#app/use-access.ts'
import { useListedCustomers } from '#features/customers/listed-customers.ts'
import { ExportScreen } from '#features/transfer/export-screen.tsx'
import { ImportScreen } from '#features/transfer/import-screen.tsx'
import { useTransferMessages } from '#i18n/transfer/use-transfer-messages.ts'
import { PageHeader } from '#ui/page-header.tsx'

/** Customers out of a file. */
export function ImportCustomersPage() {
  const texts = useTransferMessages()
  const navigate = useNavigate()
  const toList = () => void navigate({ to: '/customers' })
  return (
    <div className="page">
      <div className="max-w-240">
        <PageHeader title={texts.importTitle} subtitle={texts.importHint} onBack={toList} />
        <ImportScreen onDone={toList} />
      </div>
    </div>
  )
}

/** Customers into a file, under the filter of the list. */
export function ExportCustomersPage() {
  const texts = useTransferMessages()
  const navigate = useNavigate()
  const { access } = useAccess()
  const listed = useListedCustomers()
  const toList = () => void navigate({ to: '/customers' })
  return (
    <div className="page">
      <div className="max-w-240">
        <PageHeader title={texts.exportTitle} subtitle={texts.exportHint} onBack={toList} />
        <ExportScreen api={access.api} listed={listed} onDone={toList} />
      </div>
    </div>
  )
}
