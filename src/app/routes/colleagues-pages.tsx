import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useAccess } from '#app/use-access.ts'
import { ColleagueScreen } from '#features/settings/colleague-screen.tsx'
import { ColleaguesScreen } from '#features/settings/colleagues-screen.tsx'
import { useGoBack } from './use-go-back.ts'

const colleagueRoute = getRouteApi('/me/colleagues/$staffId')

/** 同事, for administrators. */
export function ColleaguesPage() {
  const { access } = useAccess()
  const navigate = useNavigate()
  return (
    <ColleaguesScreen
      api={access.api}
      onBack={useGoBack('/me')}
      onOpen={(staffId) => void navigate({ to: '/me/colleagues/$staffId', params: { staffId } })}
    />
  )
}

/** One colleague, for administrators. */
export function ColleaguePage() {
  const { access } = useAccess()
  const { staffId } = colleagueRoute.useParams()
  const onBack = useGoBack('/me/colleagues')
  return <ColleagueScreen key={staffId} api={access.api} staffId={staffId} onBack={onBack} />
}
