import { CloudOff } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useFirstMessages } from '#i18n/language.tsx'
import { ForgotFormer } from '#features/session/forgot-former.tsx'
import { SessionFrame } from '#features/session/session-frame.tsx'
import { UnlockScreen } from '#features/session/unlock-screen.tsx'
import { Button } from '#ui/button.tsx'
import type { AccessState } from './access-state.ts'
import { loadOrReload } from './load-chunk.ts'
import { LockedPage, SignInScreen } from './locked-page.tsx'
import { SupersededPage, UnsupportedPage } from './unsupported-page.tsx'
import { useAccess } from './use-access.ts'

// Seen once in the life of a server: not part of the first download.
const SetupScreen = lazy(() =>
  loadOrReload(() => import('#features/session/setup-screen.tsx')).then((module) => ({
    default: module.SetupScreen,
  })),
)

const RecoveringScreen = lazy(() =>
  loadOrReload(() => import('#features/session/recovering-screen.tsx')).then((module) => ({
    default: module.RecoveringScreen,
  })),
)

const WipedScreen = lazy(() =>
  loadOrReload(() => import('#features/session/wiped-screen.tsx')).then((module) => ({
    default: module.WipedScreen,
  })),
)

/** The page that stands before the open app, for each way one can stand there. */
export function Gate({ state }: GateProps) {
  return (
    <Suspense fallback={<Starting />}>
      <Page state={state} />
    </Suspense>
  )
}

interface GateProps {
  state: Exclude<AccessState, { at: 'open' }>
}

function Page({ state }: GateProps) {
  const messages = useFirstMessages()
  const { access } = useAccess()
  const { formerPassword } = access
  switch (state.at) {
    case 'starting':
      return <Starting />
    case 'unsupported':
      return <UnsupportedPage problem={state.problem} />
    case 'superseded':
      return <SupersededPage />
    case 'unreachable':
      return <Unreachable />
    case 'setup':
      return (
        <SetupScreen onSetup={access.setUp} onDemo={access.setUpDemo} onDone={access.showSignIn} />
      )
    case 'sign-in':
      return (
        <SignInScreen
          kind="online"
          onSubmit={access.signIn}
          onPasskey={access.passkeys?.signIn}
          onBack={state.vaultsHere > 0 ? () => access.showUnlock() : undefined}
          backLabel={messages.session.backToUnlock}
        />
      )
    case 'former-password':
      return (
        <UnlockScreen
          key="former"
          kind={state.opensBy.password ? 'former' : 'bare'}
          onSubmit={state.opensBy.password ? formerPassword.byPassword : undefined}
          onPasskey={
            access.passkeys?.opens(state.opensBy.tag) ? formerPassword.byPasskey : undefined
          }
          onOther={access.showSignIn}
          below={state.opensBy.password && <ForgotFormer onRecover={formerPassword.recover} />}
        />
      )
    case 'own-password':
      return (
        <UnlockScreen
          key="own"
          kind="own"
          onSubmit={access.passkeys?.openWithPassword}
          onOther={access.showSignIn}
        />
      )
    case 'recovering':
      return (
        <RecoveringScreen
          {...state.recovery}
          onLook={formerPassword.recover}
          onRemembered={formerPassword.show}
          onOther={access.showSignIn}
        />
      )
    case 'wiped':
      return (
        <WipedScreen
          rescued={sum(state.wiped.map(({ rescued }) => rescued))}
          lost={sum(state.wiped.map(({ lost }) => lost))}
          onDone={() => void access.goOnAfterWipe()}
        />
      )
    case 'locked':
      return <LockedPage {...state} />
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}

function Unreachable() {
  const messages = useFirstMessages()
  const { access } = useAccess()
  const [busy, setBusy] = useState(false)
  return (
    <SessionFrame
      icon={CloudOff}
      tone="offline"
      title={messages.session.unreachableTitle}
      text={messages.session.unreachableFirst}
    >
      <Button
        full
        busy={busy}
        onPress={() => {
          setBusy(true)
          void access.start().finally(() => setBusy(false))
        }}
      >
        {messages.app.retry}
      </Button>
    </SessionFrame>
  )
}

/** The mark alone, for the moment until the vault directory is read; as the system's own splash shows it. */
export function Starting() {
  const messages = useFirstMessages()
  return (
    <main id="main" className="grid min-h-dvh place-items-center p-6" aria-busy="true">
      <output className="sr-only">{messages.app.loading}</output>
      <img src="/icon.svg" alt="" width={72} height={72} className="starting-mark size-18" />
    </main>
  )
}
