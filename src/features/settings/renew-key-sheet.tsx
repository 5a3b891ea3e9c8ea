import { useState } from 'react'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { SheetForm } from '#ui/sheet-form.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { TextField } from '#ui/text-field.tsx'
import { toast } from '#ui/toast.tsx'

/** KE8: answers the words of what went wrong, or null. */
export type RenewKey = (password: string) => Promise<string | null>

/** Asks for the password, because it wraps the new key. The app locks and opens again, which takes this sheet along. */
export function RenewKeySheet({ onRenew, onClose }: { onRenew: RenewKey; onClose(): void }) {
  const { app, recovery: texts } = useMessages()
  const [password, setPassword] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async () => {
    if (password === '') return setError(app.fieldErrors['required'] ?? '')
    setBusy(true)
    setError(null)
    try {
      const problem = await onRenew(password)
      if (problem !== null) return setError(problem)
      toast({ text: texts.renewed, tone: 'done' })
      onClose()
    } finally {
      setBusy(false)
    }
  }

  return (
    <Sheet open onClose={onClose} title={texts.renew} description={texts.renewSheet} size="sm">
      <SheetForm onSubmit={submit}>
        <TextField
          name="password"
          type="password"
          label={texts.password}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          error={error ?? undefined}
        />
        <Button type="submit" full busy={busy}>
          {texts.renew}
        </Button>
      </SheetForm>
    </Sheet>
  )
}
