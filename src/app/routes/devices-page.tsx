import { getRouteApi } from '@tanstack/react-router'
import { useAccess } from '#app/use-access.ts'
import { ColleagueScreen } from '#features/settings/colleague-screen.tsx'
import { DevicesScreen } from '#features/settings/devices-screen.tsx'
import { useGoBack } from './use-go-back.ts'

const colleagueRoute = getRouteApi('/me/colleagues/$staffId')

/** 我的设备. */
export function DevicesPage() {
  const { access } = useAccess()
  return <DevicesScreen api={access.api} onBack={useGoBack('/me')} />
}

/** One colleague, for administrators. */
export function ColleaguePage() {
  const { access } = useAccess()
  const { staffId } = colleagueRoute.useParams()
  const onBack = useGoBack('/me/colleagues')
  return <ColleagueScreen key={staffId} api={access.api} staffId={staffId} onBack={onBack} />
}
