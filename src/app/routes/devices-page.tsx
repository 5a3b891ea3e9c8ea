import { useAccess } from '#app/use-access.ts'
import { DevicesScreen } from '#features/settings/devices-screen.tsx'
import { useGoBack } from './use-go-back.ts'

/** 我的设备. */
export function DevicesPage() {
  const { access } = useAccess()
  return <DevicesScreen api={access.api} onBack={useGoBack('/me')} />
}
