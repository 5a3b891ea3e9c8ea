import { FingerprintPattern } from 'lucide-react'
import { useState } from 'react'
import { passkeyNameLength } from '#shared/protocol/passkey-message.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { SheetForm } from '#ui/sheet-form.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { TextField } from '#ui/text-field.tsx'
import type { PasskeyKeeper, Trouble } from './passkey-keeper.ts'

interface AddPasskeySheetProps {
  keeper: PasskeyKeeper
  onDone(): void
  onClose(): void
}

/** KE3: name and password, then the system asks, with some authenticators twice. */
export function AddPasskeySheet({ keeper, onDone, onClose }: AddPasskeySheetProps) {
  const messages = useMessages()
  const texts = messages.passkeys
  const required = messages.app.fieldErrors['required']
  const [name, setName] = useState(texts.usualName)
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const [busy, setBusy] = useState(false)
  const isHalfDone = trouble?.at === 'half'

  const submit = async () => {
    setTried(true)
    if (name.trim() === '' || password === '') return
    setBusy(true)
    if (!isHalfDone) setTrouble(null)
    try {
      const answer = await (isHalfDone
        ? keeper.finish()
        : keeper.add({ name: name.trim(), password }))
      setTrouble(answer)
      if (answer === null) onDone()
    } finally {
      setBusy(false)
    }
  }

  return (
    <Sheet open onClose={onClose} title={texts.add} description={texts.addText} size="sm">
      <SheetForm onSubmit={submit}>
        {isHalfDone && <p role="alert">{trouble.text}</p>}
        {trouble?.at === 'form' && <FormTrouble>{trouble.text}</FormTrouble>}
        {!isHalfDone && (
          <>
            <TextField
              name="passkey-name"
              label={texts.name}
              description={texts.nameHint}
              value={name}
              onChange={setName}
              maxLength={passkeyNameLength}
              required
              error={tried && name.trim() === '' ? required : undefined}
            />
            <TextField
              name="password"
              type="password"
              label={texts.password}
              value={password}
              onChange={setPassword}
              autoComplete="current-password"
              required
              error={errorOf(trouble) ?? (tried && password === '' ? required : undefined)}
            />
          </>
        )}
        <Button type="submit" full icon={FingerprintPattern} busy={busy}>
          {busy ? messages.session.followSystem : isHalfDone ? texts.onceMore : texts.doAdd}
        </Button>
      </SheetForm>
    </Sheet>
  )
}

function errorOf(trouble: Trouble | null): string | undefined {
  return trouble?.at === 'password' ? trouble.text : undefined
}
