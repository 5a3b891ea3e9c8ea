import { useState } from 'react'
import { useMessages } from '#i18n/language.tsx'
import { useSyncStatus } from '#sync/use-sync.ts'
import { ProblemNotice } from '#features/session/problem-notice.tsx'
import { problemText, waitOf, type SessionProblem } from '#features/session/session-problem.ts'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { PasskeyForm } from '#features/session/passkey-form.tsx'
import { ProgressBar } from '#ui/progress-bar.tsx'
import { SheetForm } from '#ui/sheet-form.tsx'
import { Sheet } from '#ui/sheet.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useWaitLeft } from '#ui/use-wait-left.ts'
import { StorageBanner } from './storage-banner.tsx'
import { UnsentBanner } from './unsent-banner.tsx'
import { useAccess } from './use-access.ts'

/** Lasting facts about this session, above the screen: ended session, first download, damage. */
export function SessionBanners() {
  const messages = useMessages()
  const status = useSyncStatus()
  const { state } = useAccess()
  const [asking, setAsking] = useState(false)
  const unreadable = state.at === 'open' ? state.open.replica.unreadableOperations.length : 0
  return (
    <>
      {state.at === 'open' && <StorageBanner storage={state.open.storage} />}
      <UnsentBanner />
      {unreadable > 0 && (
        <Banner tone="danger" shape="bar">
          {messages.session.unreadableOutbox(unreadable)}
        </Banner>
      )}
      {status.phase === 'signed-out' && (
        <Banner
          tone="warning"
          shape="bar"
          action={{ label: messages.session.signIn, onPress: () => setAsking(true) }}
        >
          {messages.session.expiredText}
        </Banner>
      )}
      {status.phase === 'first-sync' && status.progress !== null && (
        <div className="border-b border-line bg-surface px-4 py-3 md:px-6">
          <ProgressBar
            label={messages.session.firstSyncTitle}
            value={status.progress.received}
            max={Math.max(1, status.progress.expected)}
            valueText={messages.session.firstSyncCount(
              status.progress.received,
              status.progress.expected,
            )}
          />
        </div>
      )}
      {asking && <SignInAgain onClose={() => setAsking(false)} />}
    </>
  )
}

/** The session ended, the vault is open: only the password is missing, and nothing on the screen is lost. */
function SignInAgain({ onClose }: { onClose(): void }) {
  const messages = useMessages()
  const { access, state } = useAccess()
  const { passkeys } = access
  const open = state.at === 'open' ? state.open : null
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<SessionProblem | null>(null)
  const wait = waitOf(problem)
  const left = useWaitLeft(wait)
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    setBusy(true)
    try {
      const answer = await access.signInAgain(password)
      setProblem(answer)
      if (answer === null) onClose()
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet
      open
      onClose={onClose}
      title={messages.session.expiredTitle}
      description={messages.session.expiredText}
      size="sm"
    >
      <SheetForm onSubmit={submit}>
        {wait && <ProblemNotice problem={wait} left={left} />}
        <TextField
          name="password"
          type="password"
          label={messages.session.password}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          autoFocus
          error={
            problem === null || wait !== null ? undefined : problemText(problem, messages.session)
          }
        />
        <Button type="submit" full busy={busy} disabled={password === '' || left > 0}>
          {messages.session.signIn}
        </Button>
      </SheetForm>
      {open !== null && passkeys?.opens(open.vault.tag) && (
        <div className="mt-4 border-t border-line pt-4">
          <PasskeyForm
            label={messages.session.signInByPasskey}
            tone="outline"
            onSubmit={() => passkeys.signInAgain(open)}
            onDone={onClose}
          />
        </div>
      )}
    </Sheet>
  )
}
