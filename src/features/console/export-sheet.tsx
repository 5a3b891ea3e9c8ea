import { useState } from 'react'
import { civilDateInShanghai, timeOfDayInShanghai } from '#shared/domain/civil-date.ts'
import { type AuditFilter, mostExportedRows } from '#shared/protocol/audit-message.ts'
import { useClock } from '#replica/use-replica.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import type { AdminApi } from '#sync/admin-api.ts'
import { ConfirmSheet } from '#ui/confirm-sheet.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { toast } from '#ui/toast.tsx'
import { saveTable } from './save-table.ts'

interface ExportSheetProps {
  api: Pick<AdminApi, 'exportAudit'>
  filter: AuditFilter
  onClose(): void
}

/** What leaves the server with an export, before it does: the row in the audit cannot be undone. */
export function ExportSheet({ api, filter, onClose }: ExportSheetProps) {
  const { language, messages } = useLanguage()
  const texts = useAdminMessages().audit
  const clock = useClock()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const run = async () => {
    setBusy(true)
    setTrouble(null)
    const answer = await api.exportAudit(filter)
    setBusy(false)
    if (!answer.ok) {
      setTrouble(answer.error.type === 'unreachable' ? texts.offline : texts.exportFailed)
      return
    }
    const now = clock()
    const time = timeOfDayInShanghai(now).replace(':', '')
    saveTable(`audit-${civilDateInShanghai(now)}-${time}.csv`, answer.value)
    toast({ text: texts.exported, tone: 'done' })
    onClose()
  }
  return (
    <ConfirmSheet
      open
      tone="primary"
      title={texts.exportTitle}
      confirmLabel={texts.export}
      cancelLabel={messages.app.cancel}
      busy={busy}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      <div className="grid gap-3">
        {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
        <ul className="grid list-disc gap-1.5 pl-5">
          <li>{texts.exportText(formatCount(language, mostExportedRows))}</li>
          <li>{texts.exportInside}</li>
        </ul>
      </div>
    </ConfirmSheet>
  )
}
