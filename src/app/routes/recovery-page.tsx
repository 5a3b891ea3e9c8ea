import { useAccess } from '#app/use-access.ts'
import { RecoveryScreen } from '#features/recovery/recovery-screen.tsx'
import { useGoBack } from './use-go-back.ts'

/** 恢复, for administrators. */
export function RecoveryPage() {
  const { access } = useAccess()
  return <RecoveryScreen api={access.api} onBack={useGoBack('/console')} />
}
