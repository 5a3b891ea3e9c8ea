import { KeyRound, Lock } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useFirstMessages } from '#i18n/language.tsx'
import type { Messages } from '#i18n/messages.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useWaitLeft } from '#ui/use-wait-left.ts'
import { PasskeyForm } from './passkey-form.tsx'
import { PersonLine } from './person-line.tsx'
import { PinForm } from './pin-form.tsx'
import { SessionFrame } from './session-frame.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { problemText, type SessionProblem, type TooManyTries } from './session-problem.ts'

interface UnlockScreenProps {
  /**
   * `unlock` opens a vault here; `former` asks for what opened it before the password was changed (KE7); `own` for its
   * password, after a passkey has signed in; `bare` for a passkey, because it has no password yet.
   */
  kind: 'unlock' | 'former' | 'own' | 'bare'
  /** Whose vault it is, where that may be said. */
  person?: { name: string; staffNo: string } | undefined
  /** How many changes lie here that no server has. */
  unsent?: number
  /** Left out: a passkey alone opens it. */
  onSubmit?: ((password: string) => Promise<SessionProblem | null>) | undefined
  /** KE3: a passkey opens this vault: the first choice. */
  onPasskey?: (() => Promise<SessionProblem | null>) | undefined
  /** KE4: there is a PIN for this vault. */
  onPin?: ((pin: string) => Promise<SessionProblem | null>) | undefined
  onOther(): void
  below?: ReactNode
}

/** One field or one press, because a lock must cost one breath. */
export function UnlockScreen(props: UnlockScreenProps) {
  const texts = useFirstMessages().session
  const [pinIsSpent, setPinIsSpent] = useState(false)
  const { kind, onSubmit, onPasskey, onPin, unsent = 0 } = props
  const ways: Way[] = []
  if (onPasskey) ways.push('passkey')
  if (onPin && !pinIsSpent) ways.push('pin')
  if (onSubmit) ways.push('password')
  const [chosen, setChosen] = useState<Way | null>(null)
  const way = chosen ?? ways[0] ?? 'password'

  const tryPin = async (pin: string) => {
    const problem = (await onPin?.(pin)) ?? null
    if (problem?.type === 'pin-spent') {
      setChosen('password')
      setPinIsSpent(true)
    }
    return problem
  }

  return (
    <SessionFrame
      icon={kind === 'unlock' ? Lock : KeyRound}
      title={titleOf(kind, texts)}
      text={textOf(kind, way, texts)}
    >
      {props.person && <PersonLine {...props.person} />}
      {way === 'passkey' && onPasskey && (
        <PasskeyForm label={texts.unlockByPasskey} onSubmit={onPasskey} />
      )}
      {way === 'pin' && <PinForm onSubmit={tryPin} />}
      {way === 'password' && onSubmit && (
        <PasswordForm
          label={kind === 'former' ? texts.oldPassword : texts.password}
          submitLabel={kind === 'unlock' ? texts.unlock : texts.continue}
          firstError={pinIsSpent ? texts.pinSpent : null}
          onSubmit={onSubmit}
        />
      )}
      {ways
        .filter((other) => other !== way)
        .map((other) => (
          <Button key={other} tone="ghost" full onPress={() => setChosen(other)}>
            {wordsFor(other, texts)}
          </Button>
        ))}
      <Button tone="ghost" full onPress={props.onOther}>
        {texts.otherColleague}
      </Button>
      {unsent > 0 && <p className="mt-3 text-sm text-ink-3">{texts.unsentHere(unsent)}</p>}
      {props.below}
    </SessionFrame>
  )
}

type Way = 'passkey' | 'pin' | 'password'
type Texts = Messages['session']

function titleOf(kind: UnlockScreenProps['kind'], texts: Texts): string {
  if (kind === 'own') return texts.ownPasswordTitle
  if (kind === 'bare') return texts.noPasswordTitle
  return kind === 'former' ? texts.oldPasswordTitle : texts.unlockTitle
}

function textOf(kind: UnlockScreenProps['kind'], way: Way, texts: Texts): string {
  if (kind === 'own') return texts.ownPasswordText
  if (kind === 'bare') return texts.noPasswordText
  if (kind === 'former')
    return way === 'passkey' ? texts.formerByPasskeyText : texts.oldPasswordText
  return { passkey: texts.passkeyText, pin: texts.pinText, password: texts.unlockText }[way]
}

function wordsFor(way: Way, texts: Texts): string {
  return { passkey: texts.usePasskey, pin: texts.usePin, password: texts.usePassword }[way]
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
