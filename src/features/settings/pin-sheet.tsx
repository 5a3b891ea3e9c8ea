import { FingerprintPattern } from 'lucide-react'
import { useState } from 'react'
import { pinWeakness, type PinWeakness } from '#vault/pin-lock.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { PinField } from '#ui/pin-field.tsx'
import { SheetForm } from '#ui/sheet-form.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { TextField } from '#ui/text-field.tsx'
import { toast } from '#ui/toast.tsx'

/** KE4: the PIN of this page. */
export interface PinChoice {
  isSet: boolean
  /**
   * Whoever sets one shows first that it is the person of this vault, by the password or by a passkey; answers what was
   * wrong with that in words, or null when the PIN is set.
   */
  set(pin: string, proof: { password: string } | 'passkey'): Promise<string | null>
  /** Whether a passkey opens this vault. */
  byPasskey: boolean
  stop(): void
}

/** Sets a PIN for as long as the page stays open, or ends it. */
export function PinSheet({ pin, onClose }: { pin: PinChoice; onClose(): void }) {
  const messages = useMessages()
  const texts = messages.settings
  const [digits, setDigits] = useState('')
  const [repeated, setRepeated] = useState('')
  const [password, setPassword] = useState('')
  const [byPassword, setByPassword] = useState(!pin.byPasskey)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [errors, setErrors] = useState<{ digits?: PinWeakness; repeated?: 'differs' }>({})
  const [busy, setBusy] = useState(false)

  const submit = async () => {
    const weakness = pinWeakness(digits)
    if (weakness !== null) return setErrors({ digits: weakness })
    if (digits !== repeated) return setErrors({ repeated: 'differs' })
    setErrors({})
    setTrouble(null)
    if (byPassword && password === '') {
      return setTrouble(messages.app.fieldErrors['required'] ?? '')
    }
    setBusy(true)
    try {
      const wrong = await pin.set(digits, byPassword ? { password } : 'passkey')
      if (wrong !== null) return setTrouble(wrong)
      toast({ text: texts.pinStarted, tone: 'done' })
      onClose()
    } finally {
      setBusy(false)
    }
  }

  return (
    <Sheet open onClose={onClose} title={texts.pin} description={texts.pinText} size="sm">
      <SheetForm onSubmit={submit}>
        <PinField
          name="pin"
          label={texts.pinNew}
          length={6}
          value={digits}
          onChange={setDigits}
          autoFocus
          error={errors.digits && texts.pinErrors[errors.digits]}
        />
        <PinField
          name="pin-repeated"
          label={texts.pinRepeat}
          length={6}
          value={repeated}
          onChange={setRepeated}
          error={errors.repeated && texts.pinErrors[errors.repeated]}
        />
        {byPassword ? (
          <TextField
            name="password"
            type="password"
            label={texts.currentPassword}
            description={texts.pinConfirmText}
            value={password}
            onChange={setPassword}
            autoComplete="current-password"
            error={trouble ?? undefined}
          />
        ) : (
          trouble !== null && <FormTrouble>{trouble}</FormTrouble>
        )}
        <Button type="submit" full busy={busy} icon={byPassword ? undefined : FingerprintPattern}>
          {busy && !byPassword
            ? messages.session.followSystem
            : byPassword
              ? pin.isSet
                ? texts.pinChange
                : texts.pinStart
              : texts.pinByPasskey}
        </Button>
        {!byPassword && (
          <Button
            tone="ghost"
            full
            onPress={() => {
              setTrouble(null)
              setByPassword(true)
            }}
          >
            {messages.session.usePassword}
          </Button>
        )}
        {pin.isSet && (
          <Button
            tone="ghost"
            full
            onPress={() => {
              pin.stop()
              toast({ text: texts.pinStopped, tone: 'done' })
              onClose()
            }}
          >
            {texts.pinStop}
          </Button>
        )}
      </SheetForm>
    </Sheet>
  )
}
