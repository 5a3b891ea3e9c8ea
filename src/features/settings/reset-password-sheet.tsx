import { useState } from 'react'
import type { ResetPasswordResponse } from '#shared/protocol/device-message.ts'
import type { StaffListItem } from '#shared/protocol/session-message.ts'
import { useMessages } from '#i18n/language.tsx'
import type { Api } from '#sync/api.ts'
import { ConfirmSheet } from '#ui/confirm-sheet.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'

interface ResetPasswordSheetProps {
  api: Pick<Api, 'resetPassword'>
  person: StaffListItem
  onReset(answer: ResetPasswordResponse): void
  onClose(): void
}

/** What a new password means for the colleague, before it is made. */
export function ResetPasswordSheet({ api, person, onReset, onClose }: ResetPasswordSheetProps) {
  const { app, devices: texts, settings } = useMessages()
  const [trouble, setTrouble] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const confirm = async () => {
    setBusy(true)
    setTrouble(null)
    const answer = await api.resetPassword(person.id)
    setBusy(false)
    if (answer.ok) onReset(answer.value)
    else if (answer.error.type === 'unreachable') setTrouble(settings.colleaguesOffline)
    else setTrouble(texts.failed)
  }
  return (
    <ConfirmSheet
      open
      title={texts.resetTitle(person.name)}
      confirmLabel={texts.reset}
      cancelLabel={app.cancel}
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <div className="grid gap-3">
        {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
        <ul className="grid list-disc gap-1.5 pl-5">
          <li>{texts.resetOnce}</li>
          <li>{texts.resetSignsOut}</li>
          <li>{texts.resetFormer}</li>
        </ul>
      </div>
    </ConfirmSheet>
  )
}
