import { KeyRound, Lock } from 'lucide-react'
import { useState } from 'react'
import { useMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/text-field.tsx'
import { SessionFrame } from './session-frame.tsx'
import { problemText, type SessionProblem } from './session-problem.ts'

interface UnlockScreenProps {
  /** `unlock` opens the one vault here; `former` asks for the password from before a change (KE7). */
  kind: 'unlock' | 'former'
  onSubmit(password: string): Promise<SessionProblem | null>
  onOther(): void
}

/** One field, because a lock must cost one breath. */
export function UnlockScreen({ kind, onSubmit, onOther }: UnlockScreenProps) {
  const messages = useMessages()
  const texts = messages.session
  const [password, setPassword] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async () => {
    if (password === '') {
      setError(messages.app.fieldErrors['required'] ?? '')
      return
    }
    setBusy(true)
    setError(null)
    try {
      const problem = await onSubmit(password)
      if (problem !== null) setError(problemText(problem, texts))
    } finally {
      setBusy(false)
    }
  }

  return (
    <SessionFrame
      icon={kind === 'unlock' ? Lock : KeyRound}
      title={kind === 'unlock' ? texts.unlockTitle : texts.oldPasswordTitle}
      text={kind === 'unlock' ? texts.unlockText : texts.oldPasswordText}
    >
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <TextField
          name="password"
          type="password"
          label={kind === 'unlock' ? texts.password : texts.oldPassword}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          autoFocus
          error={error ?? undefined}
        />
        <Button type="submit" full busy={busy}>
          {busy ? texts.opening : kind === 'unlock' ? texts.unlock : texts.continue}
        </Button>
        <Button tone="ghost" full onPress={onOther}>
          {texts.otherColleague}
        </Button>
      </form>
    </SessionFrame>
  )
}
