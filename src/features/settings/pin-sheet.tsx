import { useState } from 'react'
import { pinWeakness, type PinWeakness } from '#vault/pin-lock.ts'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { PinField } from '#ui/pin-field.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { toast } from '#ui/toast.tsx'

/** KE4: the PIN of this page. */
export interface PinChoice {
  isSet: boolean
  set(pin: string): Promise<void>
  stop(): void
}

/** Sets a PIN for as long as the page stays open, or ends it. */
export function PinSheet({ pin, onClose }: { pin: PinChoice; onClose(): void }) {
  const texts = useMessages().settings
  const [digits, setDigits] = useState('')
  const [repeated, setRepeated] = useState('')
  const [errors, setErrors] = useState<{ digits?: PinWeakness; repeated?: 'differs' }>({})
  const [busy, setBusy] = useState(false)

  const submit = async () => {
    const weakness = pinWeakness(digits)
    if (weakness !== null) return setErrors({ digits: weakness })
    if (digits !== repeated) return setErrors({ repeated: 'differs' })
    setErrors({})
    setBusy(true)
    try {
      await pin.set(digits)
      toast({ text: texts.pinStarted, tone: 'done' })
      onClose()
    } finally {
      setBusy(false)
    }
  }

  return (
    <Sheet open onClose={onClose} title={texts.pin} description={texts.pinText} size="sm">
      <form
        noValidate
        className="grid gap-4 pt-2"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
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
        <Button type="submit" full busy={busy}>
          {pin.isSet ? texts.pinChange : texts.pinStart}
        </Button>
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
      </form>
    </Sheet>
  )
}
