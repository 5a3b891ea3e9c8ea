import { getRouteApi, useCanGoBack, useNavigate, useRouter } from '@tanstack/react-router'
import { SyncIssueScreen } from '#features/sync-status/sync-issue-screen.tsx'
import { SyncScreen } from '#features/sync-status/sync-screen.tsx'

const issueRoute = getRouteApi('/sync/issues/$issueId')

/** 同步: what is not yet sent, and what needs a person. */
export function SyncPage() {
  const router = useRouter()
  const canGoBack = useCanGoBack()
  return <SyncScreen onBack={canGoBack ? () => router.history.back() : undefined} />
}

/** One thing that needs a person. */
export function SyncIssuePage() {
  const { issueId } = issueRoute.useParams()
  const navigate = useNavigate()
  return (
    <SyncIssueScreen
      key={issueId}
      issueId={issueId}
      onBack={() => void navigate({ to: '/sync' })}
    />
  )
}
