import { useState, useSyncExternalStore } from 'react'
import { appVersion } from '#app/environment.ts'
import { useInstallPrompt } from '#app/install-prompt.ts'
import { lockPolicy } from '#app/lock-clock.ts'
import { offlineStart, onOfflineStart } from '#app/service-worker.ts'
import { useSharedDevice } from '#app/shared-device.ts'
import { useTheme } from '#app/theme.ts'
import { useAccess } from '#app/use-access.ts'
import { MeScreen } from '#features/settings/me-screen.tsx'
import { problemText } from '#features/session/session-problem.ts'
import type { PinChoice } from '#features/settings/pin-sheet.tsx'
import type { RenewKey } from '#features/settings/renew-key-sheet.tsx'
import { useMessages } from '#i18n/language.tsx'

/** 我的. */
export function MePage() {
  const { access } = useAccess()
  const { theme, setTheme } = useTheme()
  const { shared, setShared } = useSharedDevice()
  return (
    <MeScreen
      theme={theme}
      onTheme={setTheme}
      onLock={access.lock}
      idleMinutes={lockPolicy(shared).idle / 60_000}
      shared={shared}
      onShared={setShared}
      pin={usePin()}
      onChangePassword={access.changePassword}
      onRenewKey={useRenewKey()}
      onInstall={useInstallPrompt()}
      offlineStart={useSyncExternalStore(onOfflineStart, offlineStart)}
      version={appVersion}
    />
  )
}

/** KE8: what it means to the person that there is no new key. */
function useRenewKey(): RenewKey {
  const { access } = useAccess()
  const { recovery, session } = useMessages()
  return async (password) => {
    const problem = await access.renewKey(password)
    if (problem === null) return null
    return problem.type === 'unreachable' ? recovery.renewOffline : problemText(problem, session)
  }
}

/** KE4: the PIN of this page, if the browser can keep it to one tab. */
function usePin(): PinChoice | null {
  const { access, state } = useAccess()
  const messages = useMessages()
  const { pin, passkeys } = access
  const [, setChanges] = useState(0)
  if (pin === null || state.at !== 'open') return null
  const { open } = state
  const { vault } = open
  return {
    isSet: pin.tag() === vault.tag,
    byPasskey: passkeys?.opens(vault.tag) ?? false,
    async set(digits, proof) {
      const wrong = await (proof === 'passkey'
        ? passkeys?.own().then((own) => own.confirm(open))
        : access.confirmPassword(proof.password))
      if (wrong) return problemText(wrong, messages.session)
      await pin.set(vault, digits)
      setChanges((changes) => changes + 1)
      return null
    },
    stop() {
      pin.clear()
      setChanges((changes) => changes + 1)
    },
  }
}
