import { KeyRound, Lock } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useFirstMessages } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useWaitLeft } from '#ui/use-wait-left.ts'
import { PersonLine } from './person-line.tsx'
import { PinForm } from './pin-form.tsx'
import { SessionFrame } from './session-frame.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { problemText, type SessionProblem, type TooManyTries } from './session-problem.ts'

interface UnlockScreenProps {
  /** `unlock` opens the one vault here; `former` asks for the password from before a change (KE7). */
  kind: 'unlock' | 'former'
  /** Whose vault it is, where that may be said. */
  person?: { name: string; staffNo: string } | undefined
  /** How many changes lie here that no server has. */
  unsent?: number
  onSubmit(password: string): Promise<SessionProblem | null>
  /** KE4: there is a PIN for this vault. */
  onPin?: ((pin: string) => Promise<SessionProblem | null>) | undefined
  onOther(): void
  below?: ReactNode
}

/** One field, because a lock must cost one breath. */
export function UnlockScreen(props: UnlockScreenProps) {
  const texts = useFirstMessages().session
  const [byPin, setByPin] = useState(props.onPin !== undefined)
  const [pinIsSpent, setPinIsSpent] = useState(false)
  const { onPin, unsent = 0 } = props
  const isFormer = props.kind === 'former'

  const tryPin = async (pin: string) => {
    const problem = (await onPin?.(pin)) ?? null
    if (problem?.type === 'pin-spent') {
      setByPin(false)
      setPinIsSpent(true)
    }
    return problem
  }

  return (
    <SessionFrame
      icon={isFormer ? KeyRound : Lock}
      title={isFormer ? texts.oldPasswordTitle : texts.unlockTitle}
      text={isFormer ? texts.oldPasswordText : byPin ? texts.pinText : texts.unlockText}
    >
      {props.person && <PersonLine {...props.person} />}
      {byPin ? (
        <PinForm onSubmit={tryPin} onPassword={() => setByPin(false)} />
      ) : (
        <PasswordForm
          label={isFormer ? texts.oldPassword : texts.password}
          submitLabel={isFormer ? texts.continue : texts.unlock}
          firstError={pinIsSpent ? texts.pinSpent : null}
          onSubmit={props.onSubmit}
        />
      )}
      {onPin !== undefined && !byPin && !pinIsSpent && (
        <Button tone="ghost" full onPress={() => setByPin(true)}>
          {texts.usePin}
        </Button>
      )}
      <Button tone="ghost" full onPress={props.onOther}>
        {texts.otherColleague}
      </Button>
      {unsent > 0 && <p className="mt-3 text-sm text-ink-3">{texts.unsentHere(unsent)}</p>}
      {props.below}
    </SessionFrame>
  )
}

interface PasswordFormProps {
  label: string
  submitLabel: string
  firstError: string | null
  onSubmit(password: string): Promise<SessionProblem | null>
}

function PasswordForm({ label, submitLabel, firstError, onSubmit }: PasswordFormProps) {
  const messages = useFirstMessages()
  const texts = messages.session
  const [password, setPassword] = useState('')
  const [error, setError] = useState<string | null>(firstError)
  const [wait, setWait] = useState<TooManyTries | null>(null)
  const left = useWaitLeft(wait)
  const [busy, setBusy] = useState(false)

  const submit = async () => {
    if (password === '') {
      setError(messages.app.fieldErrors['required'] ?? '')
      return
    }
    setBusy(true)
    setError(null)
    setWait(null)
    try {
      const problem = await onSubmit(password)
      if (problem?.type === 'too-many-tries') setWait(problem)
      else if (problem !== null) setError(problemText(problem, texts))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form
      noValidate
      className="mb-4 grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {wait && <ProblemNotice problem={wait} left={left} />}
      <TextField
        name="password"
        type="password"
        label={label}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        autoFocus
        error={error ?? undefined}
      />
      <Button type="submit" full busy={busy} disabled={left > 0}>
        {busy ? texts.opening : submitLabel}
      </Button>
    </form>
  )
}
