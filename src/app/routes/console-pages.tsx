import { getRouteApi } from '@tanstack/react-router'
import { ShieldX } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import { useAccess } from '#app/use-access.ts'
import { AuditScreen } from '#features/console/audit-screen.tsx'
import { BackupsScreen } from '#features/console/backups-screen.tsx'
import { BranchScreen } from '#features/console/branch-screen.tsx'
import { BranchesScreen } from '#features/console/branches-screen.tsx'
import { ConsoleScreen } from '#features/console/console-screen.tsx'
import { RulesScreen } from '#features/console/rules-screen.tsx'
import { AllDevicesScreen, deviceViews } from '#features/settings/all-devices-screen.tsx'
import { useSession } from '#replica/use-replica.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { AuditGroup } from '#shared/protocol/audit-message.ts'
import { type AdminApi, createAdminApi } from '#sync/admin-api.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { useGoBack } from './use-go-back.ts'

const auditRoute = getRouteApi('/console/audit')
const branchRoute = getRouteApi('/console/branches/$branchId')
const devicesRoute = getRouteApi('/console/devices')

/** 管理. */
export function ConsolePage() {
  const { access } = useAccess()
  return (
    <ForAdministrators>
      <ConsoleScreen admin={useAdminApi()} api={access.api} />
    </ForAdministrators>
  )
}

/** 网点. */
export function BranchesPage() {
  const onBack = useGoBack('/console')
  return (
    <ForAdministrators>
      <BranchesScreen api={useAdminApi()} onBack={onBack} />
    </ForAdministrators>
  )
}

/** One branch. */
export function BranchPage() {
  const { access } = useAccess()
  const { branchId } = branchRoute.useParams()
  const onBack = useGoBack('/console/branches')
  return (
    <ForAdministrators>
      <BranchScreen
        key={branchId}
        admin={useAdminApi()}
        api={access.api}
        branchId={branchId}
        onBack={onBack}
      />
    </ForAdministrators>
  )
}

/** 审计. */
export function AuditPage() {
  const { access } = useAccess()
  const onBack = useGoBack('/console')
  const search = auditRoute.useSearch()
  const navigate = auditRoute.useNavigate()
  return (
    <ForAdministrators>
      <AuditScreen
        admin={useAdminApi()}
        api={access.api}
        choice={{ ...search, group: AuditGroup.safeParse(search.group).data }}
        onChoice={(search) => void navigate({ search, replace: true, resetScroll: false })}
        onBack={onBack}
      />
    </ForAdministrators>
  )
}

/** 规则. */
export function RulesPage() {
  const onBack = useGoBack('/console')
  return (
    <ForAdministrators>
      <RulesScreen api={useAdminApi()} onBack={onBack} />
    </ForAdministrators>
  )
}

/** 备份和恢复. */
export function BackupsPage() {
  const onBack = useGoBack('/console')
  return (
    <ForAdministrators>
      <BackupsScreen api={useAdminApi()} onBack={onBack} />
    </ForAdministrators>
  )
}

/** 所有设备. */
export function AllDevicesPage() {
  const { access } = useAccess()
  const search = devicesRoute.useSearch()
  const navigate = devicesRoute.useNavigate()
  const onBack = useGoBack('/console')
  const change = (part: Partial<typeof search>) =>
    void navigate({ search: { ...search, ...part }, replace: true, resetScroll: false })
  return (
    <ForAdministrators>
      <AllDevicesScreen
        api={access.api}
        view={deviceViews.find((view) => view === search.view) ?? 'all'}
        onView={(view) => change({ view })}
        branchId={search.branch ?? null}
        onBranch={(branch) => change({ branch: branch ?? undefined })}
        onBack={onBack}
      />
    </ForAdministrators>
  )
}

function useAdminApi(): AdminApi {
  const { access } = useAccess()
  return useMemo(() => createAdminApi(access.api), [access])
}

/** The server refuses everybody else anyway; this says so at once. */
function ForAdministrators({ children }: { children: ReactNode }) {
  const { role } = useSession()
  const texts = useAdminMessages().console
  if (role === 'admin') return children
  return (
    <div className="page">
      <h1 className="sr-only">{texts.title}</h1>
      <EmptyState icon={ShieldX} title={texts.forbidden} />
    </div>
  )
}
