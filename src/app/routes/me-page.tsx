import { useNavigate } from '@tanstack/react-router'
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
    />
  )
}

/** 同事, for administrators. */
export function ColleaguesPage() {
  const { access } = useAccess()
  const navigate = useNavigate()
  return <ColleaguesScreen api={access.api} onBack={() => void navigate({ to: '/me' })} />
}
