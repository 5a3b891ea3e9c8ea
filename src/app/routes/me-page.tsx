import { useNavigate } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'
import { appVersion } from '#app/environment.ts'
import { useInstallPrompt } from '#app/install-prompt.ts'
import { offlineStart, onOfflineStart } from '#app/service-worker.ts'
import { useTheme } from '#app/theme.ts'
import { useAccess } from '#app/use-access.ts'
import { ColleaguesScreen } from '#features/settings/colleagues-screen.tsx'
import { MeScreen } from '#features/settings/me-screen.tsx'

/** 我的. */
export function MePage() {
  const { access } = useAccess()
  const { theme, setTheme } = useTheme()
  return (
    <MeScreen
      theme={theme}
      onTheme={setTheme}
      onLock={access.lock}
      onChangePassword={access.changePassword}
      onInstall={useInstallPrompt()}
      offlineStart={useSyncExternalStore(onOfflineStart, offlineStart)}
      version={appVersion}
    />
  )
}

/** 同事, for administrators. */
export function ColleaguesPage() {
  const { access } = useAccess()
  const navigate = useNavigate()
  return <ColleaguesScreen api={access.api} onBack={() => void navigate({ to: '/me' })} />
}
