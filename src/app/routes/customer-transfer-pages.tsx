import { useNavigate } from '@tanstack/react-router'
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
      <div className="max-w-240 pb-6">
        <PageHeader title={texts.importTitle} subtitle={texts.importHint} onBack={toList} />
        <ImportScreen onDone={toList} />
      </div>
    </div>
  )
}
