import { useState } from 'react'
import { useMessages } from '#i18n/language.tsx'
import { ConfirmSheet } from '#ui/confirm-sheet.tsx'
import { toast } from '#ui/toast.tsx'

interface RemovePasskeyProps {
  name: string
  /** What follows from it. */
  facts: readonly string[]
  /** Answers what went wrong in words, or null. */
  remove(): Promise<string | null>
  onRemoved(): void
  onClose(): void
}

/** SE1: a passkey that was removed does not come back: asked once more in words. */
export function RemovePasskey({ name, facts, remove, onRemoved, onClose }: RemovePasskeyProps) {
  const messages = useMessages()
  const texts = messages.passkeys
  const [busy, setBusy] = useState(false)
  const confirm = async () => {
    setBusy(true)
    const trouble = await remove()
    setBusy(false)
    if (trouble === null) toast({ text: texts.removed, tone: 'done' })
    else toast({ text: trouble, tone: 'danger' })
    onRemoved()
  }
  return (
    <ConfirmSheet
      open
      title={texts.removeTitle(name)}
      confirmLabel={texts.remove}
      cancelLabel={messages.app.cancel}
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <ul className="grid list-disc gap-1.5 pl-5">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
    </ConfirmSheet>
  )
}
