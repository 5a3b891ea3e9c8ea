import { FingerprintPattern } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useFirstMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { problemText, type SessionProblem } from './session-problem.ts'

interface PasskeyFormProps {
  label: string
  /** `outline` beside a form whose own button is the next step. */
  tone?: 'primary' | 'outline'
  onSubmit(): Promise<SessionProblem | null>
  onDone?: () => void
}

/** KE3: one press, then the system asks; what came of it stands above the button in words. */
export function PasskeyForm({ label, tone = 'primary', onSubmit, onDone }: PasskeyFormProps) {
  const texts = useFirstMessages().session
  const button = useRef<HTMLButtonElement>(null)
  // Where it is the next step, Enter takes it.
  useEffect(() => {
    if (tone === 'primary') button.current?.focus()
  }, [tone])
  const [problem, setProblem] = useState<SessionProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    setBusy(true)
    setProblem(null)
    try {
      const answer = await onSubmit()
      setProblem(answer)
      if (answer === null) onDone?.()
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="mb-4 grid gap-4">
      {problem && <FormTrouble>{problemText(problem, texts)}</FormTrouble>}
      <Button
        ref={button}
        full
        tone={tone}
        icon={FingerprintPattern}
        busy={busy}
        onPress={() => void submit()}
      >
        {busy ? texts.followSystem : label}
      </Button>
    </div>
  )
}
