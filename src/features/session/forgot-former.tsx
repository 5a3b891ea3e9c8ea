import { useState } from 'react'
import { useFirstMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { problemText, type SessionProblem } from './session-problem.ts'

/** KE7: the way on for who does not know the former password any more. */
export function ForgotFormer({ onRecover }: { onRecover(): Promise<SessionProblem | null> }) {
  const { recovery, session } = useFirstMessages()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const recover = async () => {
    setBusy(true)
    setTrouble(null)
    const problem = await onRecover()
    setBusy(false)
    if (problem !== null) setTrouble(problemText(problem, session))
  }
  return (
    <div className="mt-2 grid gap-3 border-t border-line pt-3">
      <Button full tone="ghost" busy={busy} onPress={() => void recover()}>
        {recovery.forgot}
      </Button>
      {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
    </div>
  )
}
