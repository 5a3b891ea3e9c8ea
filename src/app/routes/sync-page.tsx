import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { attentionGroups } from '#features/sync-status/attention-items.ts'
import { SyncIssueScreen } from '#features/sync-status/sync-issue-screen.tsx'
import { SyncScreen } from '#features/sync-status/sync-screen.tsx'
import { useGoBack } from './use-go-back.ts'
import { useWayBack } from './use-way-back.ts'

const syncRoute = getRouteApi('/sync')
const issueRoute = getRouteApi('/sync/issues/$issueId')

/** 同步: what is not yet sent, and what needs a person. */
export function SyncPage() {
  const navigate = useNavigate()
  const search = syncRoute.useSearch()
  const choice = {
    view: search.view === 'settled' ? ('settled' as const) : ('open' as const),
    kind: attentionGroups.find((each) => each === search.kind) ?? ('all' as const),
  }
  return (
    <SyncScreen
      choice={choice}
      onChoice={({ view, kind }) =>
        void navigate({ to: '/sync', search: { view, kind }, replace: true, resetScroll: false })
      }
      {...useWayBack()}
    />
  )
}

/** One thing that needs a person. */
export function SyncIssuePage() {
  const { issueId } = issueRoute.useParams()
  return <SyncIssueScreen key={issueId} issueId={issueId} onBack={useGoBack('/sync')} />
}
