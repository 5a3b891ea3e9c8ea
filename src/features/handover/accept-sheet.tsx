import { useState } from 'react'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { useCommit, useSession } from '#replica/use-replica.ts'
import { useMessages } from '#i18n/language.tsx'
import { ConfirmSheet } from '#ui/confirm-sheet.tsx'
import { toast } from '#ui/toast.tsx'
import { acceptHandover } from './handover-commands.ts'
import { useColleagueName } from './use-colleague-name.ts'

interface AcceptSheetProps {
  handover: RecordOf<'handover'>
  /** Customers that would move now. */
  count: number
  onClose(): void
}

/** SR2: asked once, because customers that moved are not moved back by a press. */
export function AcceptSheet({ handover, count, onClose }: AcceptSheetProps) {
  const { app, handover: texts } = useMessages()
  const nameOf = useColleagueName()
  const { staffId } = useSession()
  const commit = useCommit()
  const [busy, setBusy] = useState(false)
  const { toId } = handover.data
  const accept = async () => {
    setBusy(true)
    const saved = await commit(acceptHandover(handover.id))
    onClose()
    if (saved.ok) toast({ text: texts.accepted, tone: 'done' })
    else toast({ text: texts.refused, tone: 'danger' })
  }
  return (
    <ConfirmSheet
      open
      tone="primary"
      title={
        toId === staffId ? texts.acceptTitle(count) : texts.acceptTitleFor(nameOf(toId), count)
      }
      confirmLabel={texts.accept}
      cancelLabel={app.cancel}
      busy={busy}
      onConfirm={() => void accept()}
      onClose={onClose}
    >
      {texts.acceptText}
    </ConfirmSheet>
  )
}
