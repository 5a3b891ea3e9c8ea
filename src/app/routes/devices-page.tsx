import { useAccess } from '#app/use-access.ts'
import { DevicesScreen } from '#features/settings/devices-screen.tsx'
import { PasskeyPanel } from '#features/settings/passkey-panel.tsx'
import { useGoBack } from './use-go-back.ts'
import { usePasskeyKeeper } from './use-passkey-keeper.ts'

/** 我的设备. */
export function DevicesPage() {
  const { access } = useAccess()
  return (
    <DevicesScreen api={access.api} onBack={useGoBack('/me')}>
      <PasskeyPanel keeper={usePasskeyKeeper()} />
    </DevicesScreen>
  )
}
