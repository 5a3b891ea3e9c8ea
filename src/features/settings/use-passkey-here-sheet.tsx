import { useState } from 'react'
import type { PasskeyListItem } from '#shared/protocol/passkey-message.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { SheetForm } from '#ui/sheet-form.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { TextField } from '#ui/text-field.tsx'
import type { PasskeyKeeper, Trouble } from './passkey-keeper.ts'

interface UsePasskeyHereSheetProps {
  passkey: PasskeyListItem
  keeper: PasskeyKeeper
  onDone(): void
  onClose(): void
}

/** KE3: a passkey that was added on another device opens this one, too, once the password has said that it may. */
export function UsePasskeyHereSheet(props: UsePasskeyHereSheetProps) {
  const messages = useMessages()
  const texts = messages.passkeys
  const { passkey, keeper, onDone, onClose } = props
  const [password, setPassword] = useState('')
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    setBusy(true)
    setTrouble(null)
    try {
      const answer = await keeper.openHere(passkey, password)
      setTrouble(answer)
      if (answer === null) onDone()
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={texts.openHereTitle(passkey.name)}
      description={texts.openHereText}
      size="sm"
    >
      <SheetForm onSubmit={submit}>
        <TextField
          name="password"
          type="password"
          label={texts.password}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          autoFocus
          error={trouble?.text}
        />
        <Button type="submit" full busy={busy} disabled={password === ''}>
          {busy ? messages.session.followSystem : texts.openHere}
        </Button>
      </SheetForm>
    </Sheet>
  )
}
