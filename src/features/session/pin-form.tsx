import { useState } from 'react'
import { useFirstMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { PinField } from '#ui/pin-field.tsx'
import { problemText, type SessionProblem } from './session-problem.ts'

const length = 6

interface PinFormProps {
  onSubmit(pin: string): Promise<SessionProblem | null>
}

/** KE4: six digits open a warm app; the last one submits. */
export function PinForm({ onSubmit }: PinFormProps) {
  const texts = useFirstMessages().session
  const [pin, setPin] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async (digits: string) => {
    if (digits.length < length || busy) return
    setBusy(true)
    setError(null)
    try {
      const problem = await onSubmit(digits)
      if (problem !== null) setError(problemText(problem, texts))
    } finally {
      setPin('')
      setBusy(false)
    }
  }

  return (
    <form
      noValidate
      className="mb-4 grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void submit(pin)
      }}
    >
      <PinField
        name="pin"
        label={texts.pin}
        length={length}
        value={pin}
        onChange={(digits) => {
          if (busy) return
          setPin(digits)
          void submit(digits)
        }}
        autoFocus
        error={error ?? undefined}
      />
      <span role="alert" className="sr-only">
        {error}
      </span>
      <Button type="submit" full busy={busy}>
        {busy ? texts.opening : texts.unlock}
      </Button>
    </form>
  )
}
