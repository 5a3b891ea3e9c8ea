import { LifeBuoy } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import type { RecoveryState } from '#shared/protocol/recovery-message.ts'
import { formatInstant } from '#i18n/format.ts'
import { useFirstMessages, useLanguage } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form-trouble.tsx'
import { Steps } from '#ui/steps.tsx'
import { SessionFrame } from './session-frame.tsx'
import { problemText, type SessionProblem } from './session-problem.ts'

/** How often (ms) the device looks by itself, as long as somebody can see it. */
const looksEvery = 5_000

interface RecoveringScreenProps {
  state: RecoveryState
  fingerprint: string
  /** Instant in ms. */
  expiresAt: number
  /** `again`: after it was refused or took too long. */
  onLook(again: boolean): Promise<SessionProblem | null>
  onRemembered(): void
  onOther(): void
}

/** KE7: while two administrators recover the vault of this device; it opens by itself. */
export function RecoveringScreen(props: RecoveringScreenProps) {
  const { language } = useLanguage()
  const messages = useFirstMessages()
  const { recovery: texts, session } = messages
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const codeId = useId()
  const { state, onLook } = props
  const isOver = state === 'refused' || state === 'expired'

  useEffect(() => {
    if (isOver) return
    const timer = setInterval(() => {
      // Silence of the network is nothing to tell: it looks again.
      if (document.visibilityState !== 'hidden') void onLook(false)
    }, looksEvery)
    return () => clearInterval(timer)
  }, [isOver, onLook])

  const look = async () => {
    setBusy(true)
    setTrouble(null)
    const problem = await onLook(isOver)
    setBusy(false)
    if (problem !== null) setTrouble(problemText(problem, session))
  }

  return (
    <SessionFrame icon={LifeBuoy} title={texts.title} text={texts.text}>
      <div className="grid gap-5">
        {!isOver && (
          <div>
            <h2 id={codeId} className="text-sm text-ink-3">
              {texts.checkCode}
            </h2>
            <p
              aria-labelledby={codeId}
              className="tnum mt-1 rounded-md bg-sunken px-4 py-3 text-center text-lg font-semibold tracking-wide wrap-anywhere select-all"
            >
              {props.fingerprint}
            </p>
            <p className="mt-1.5 text-sm text-ink-3">{texts.checkCodeText}</p>
          </div>
        )}
        {!isOver && (
          <Steps
            label={texts.steps}
            current={state === 'asked' ? 0 : state === 'requested' ? 1 : 2}
            steps={[
              { id: 'asked', label: texts.step.asked },
              { id: 'requested', label: texts.step.requested },
              { id: 'approved', label: texts.step.approved },
            ]}
          />
        )}
        <div>
          <output className="block">{texts.stateText[state]}</output>
          {!isOver && (
            <p className="tnum mt-1 text-sm text-ink-3">
              {texts.until(formatInstant(language, props.expiresAt))}
            </p>
          )}
        </div>
        {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
        <div className="grid gap-2">
          <Button full tone={isOver ? 'primary' : 'soft'} busy={busy} onPress={() => void look()}>
            {isOver ? texts.again : texts.look}
          </Button>
          <Button full tone="ghost" onPress={props.onRemembered}>
            {texts.remembered}
          </Button>
          <Button full tone="ghost" onPress={props.onOther}>
            {session.otherColleague}
          </Button>
        </div>
      </div>
    </SessionFrame>
  )
}
