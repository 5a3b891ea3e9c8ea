import { lazy, useEffect, useState } from 'react'
import { ColleaguesHere } from '#features/session/colleagues-here.tsx'
import { UnlockScreen } from '#features/session/unlock-screen.tsx'
import { useFirstMessages } from '#i18n/language.tsx'
import type { AccessState } from './access-state.ts'
import { loadOrReload } from './load-chunk.ts'
import { passkeyWay } from './passkey-way.ts'
import { useAccess } from './use-access.ts'
import type { VaultHere } from './vaults-here.ts'

export const SignInScreen = lazy(() =>
  loadOrReload(() => import('#features/session/sign-in-screen.tsx')).then((module) => ({
    default: module.SignInScreen,
  })),
)

/** KE6: the lock: of whoever was here last, else of the one vault of this device, else of one of several. */
export function LockedPage({ last, vaultsHere }: Extract<AccessState, { at: 'locked' }>) {
  const messages = useFirstMessages()
  const { access } = useAccess()
  const here = useVaultsHere()
  const several = vaultsHere > 1
  const own = here.find(({ tag }) => !several || tag === last?.tag)
  const others = (
    <ColleaguesHere
      title={own ? messages.session.colleaguesHere : messages.session.everyoneHere}
      colleagues={here.filter((vault) => vault !== own)}
      onChoose={access.showUnlock}
    />
  )
  if (several && last === null) {
    return (
      <SignInScreen
        kind="offline"
        onSubmit={access.unlock}
        onPasskey={passkeyWay(access, null)}
        onBack={access.showSignIn}
        backLabel={messages.session.otherColleague}
        below={others}
      />
    )
  }
  return (
    <UnlockScreen
      key={last?.tag}
      kind="unlock"
      person={last ?? undefined}
      unsent={own?.unsent ?? 0}
      onSubmit={(password) => access.unlock({ ...(last && { tag: last.tag }), password })}
      onPasskey={passkeyWay(access, last?.tag ?? null)}
      onPin={last !== null && access.pin?.tag() === last.tag ? access.unlockByPin : undefined}
      onOther={several ? () => access.showUnlock(null) : access.showSignIn}
      below={several ? others : undefined}
    />
  )
}

/** Counted when somebody looks: a page that is hidden asks nothing of IndexedDB (VA5). */
function useVaultsHere(): readonly VaultHere[] {
  const { access } = useAccess()
  const [here, setHere] = useState<readonly VaultHere[]>([])
  useEffect(() => {
    const stopping = new AbortController()
    const { signal } = stopping
    const count = (): void => {
      if (document.visibilityState === 'hidden') return
      void access.vaultsHere().then((vaults) => {
        if (!signal.aborted) setHere(vaults)
      })
    }
    count()
    document.addEventListener('visibilitychange', count, { signal })
    return () => stopping.abort()
  }, [access])
  return here
}
