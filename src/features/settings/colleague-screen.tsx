import { ArrowRightLeft, KeyRound, MonitorSmartphone, Pencil, UsersRound } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useAll, useRecord, useSession } from '#replica/use-replica.ts'
import { fail, ok } from '#shared/domain/result.ts'
import { surnameOf } from '#shared/domain/person-name.ts'
import type { DeviceListItem } from '#shared/protocol/device-message.ts'
import type { AddStaffResponse, StaffListItem } from '#shared/protocol/session-message.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import type { Api, ApiResult } from '#sync/api.ts'
import { Badge } from '#ui/badge.tsx'
import { Banner } from '#ui/banner.tsx'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { SkeletonRows } from '#ui/skeleton.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { ChangeColleagueSheet } from './change-colleague-sheet.tsx'
import { ColleaguePasskeys } from './colleague-passkeys.tsx'
import { DeviceList } from './device-list.tsx'
import { MoveColleagueSheet } from './move-colleague-sheet.tsx'
import { OneTimePassword } from './one-time-password.tsx'
import { ResetPasswordSheet } from './reset-password-sheet.tsx'
import { useAnswer } from '#sync/use-answer.ts'

type ColleagueApi = Pick<
  Api,
  | 'staff'
  | 'changeStaff'
  | 'resetPassword'
  | 'branchDevices'
  | 'endBranchDevice'
  | 'wipeBranchDevice'
  | 'withdrawBranchWipe'
  | 'branchPasskeys'
  | 'removeBranchPasskey'
>

interface ColleagueScreenProps {
  api: ColleagueApi
  staffId: string
  onBack(): void
}

/** One colleague, for administrators: account, devices, password. Needs the network: accounts are the server's. */
export function ColleagueScreen({ api, staffId, onBack }: ColleagueScreenProps) {
  const { app, roleNames, settings } = useMessages()
  const ask = useCallback(() => askFor(api, staffId), [api, staffId])
  const { asked, reload } = useAnswer(ask)
  const [changing, setChanging] = useState(false)
  const person = asked.state === 'here' ? asked.value.person : undefined
  return (
    <div className="page">
      <div className="lg:max-w-3xl">
        <PageHeader
          onBack={onBack}
          leading={
            person && (
              <SurnameDisc
                surname={surnameOf(person.name) ?? person.name.slice(0, 1)}
                tier="mass"
                size="lg"
              />
            )
          }
          title={person?.name ?? settings.colleagues}
          subtitle={person && `${roleNames[person.role]} · ${settings.staffNo} ${person.staffNo}`}
          meta={person?.active === false && <Badge>{settings.ended}</Badge>}
          actions={
            person && (
              <Button icon={Pencil} tone="outline" onPress={() => setChanging(true)}>
                {settings.changeColleague}
              </Button>
            )
          }
        />
        {asked.state === 'loading' && <SkeletonRows count={3} />}
        {asked.state === 'unreachable' && (
          <Banner
            tone="offline"
            shape="card"
            action={{ label: app.retry, onPress: () => void reload() }}
          >
            {settings.colleaguesOffline}
          </Banner>
        )}
        {asked.state === 'forbidden' && (
          <EmptyState title={settings.colleaguesForbidden} icon={UsersRound} />
        )}
        {asked.state === 'here' && person === undefined && (
          <EmptyState title={settings.colleagueGone} icon={UsersRound} />
        )}
        {asked.state === 'here' && person !== undefined && (
          <div className="grid gap-4 md:gap-5">
            <DevicesPanel api={api} devices={asked.value.devices} onChanged={() => void reload()} />
            <BranchPanel api={api} person={person} onMoved={() => void reload()} />
            <ColleaguePasskeys api={api} staffId={person.id} />
            <PasswordPanel api={api} person={person} onReset={() => void reload()} />
          </div>
        )}
      </div>
      {changing && person !== undefined && (
        <ChangeColleagueSheet
          api={api}
          person={person}
          onClose={() => setChanging(false)}
          onChanged={() => {
            setChanging(false)
            void reload()
          }}
        />
      )}
    </div>
  )
}

function DevicesPanel(props: {
  api: ColleagueApi
  devices: readonly DeviceListItem[]
  onChanged(): void
}) {
  const texts = useMessages().devices
  const { api, devices, onChanged } = props
  return (
    <Panel
      title={texts.ofColleague}
      count={devices.length > 0 && texts.count(devices.length)}
      flush
    >
      {devices.length === 0 ? (
        <EmptyState icon={MonitorSmartphone} title={texts.none} description={texts.noneText} />
      ) : (
        <DeviceList
          devices={devices}
          end={api.endBranchDevice}
          wipe={api.wipeBranchDevice}
          withdraw={api.withdrawBranchWipe}
          onChanged={onChanged}
        />
      )}
    </Panel>
  )
}

/** In which branch, and the way to another one where there is one. */
function BranchPanel(props: { api: ColleagueApi; person: StaffListItem; onMoved(): void }) {
  const texts = useAdminMessages().branches
  const { staffId } = useSession()
  const { api, person, onMoved } = props
  const branch = useRecord('branch', person.branchId)
  const hasOthers = useAll('branch').length > 1
  const [moving, setMoving] = useState(false)
  if (branch === undefined) return null
  return (
    <Panel title={texts.one}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <p className="min-w-0 flex-1 basis-48">{branch.data.name}</p>
        {hasOthers && person.id !== staffId && (
          <Button tone="outline" size="sm" icon={ArrowRightLeft} onPress={() => setMoving(true)}>
            {texts.move}
          </Button>
        )}
      </div>
      {moving && (
        <MoveColleagueSheet
          api={api}
          person={person}
          onClose={() => setMoving(false)}
          onMoved={() => {
            setMoving(false)
            onMoved()
          }}
        />
      )}
    </Panel>
  )
}

function PasswordPanel(props: { api: ColleagueApi; person: StaffListItem; onReset(): void }) {
  const texts = useMessages().devices
  const { staffId } = useSession()
  const { api, person, onReset } = props
  const [asking, setAsking] = useState(false)
  const [made, setMade] = useState<AddStaffResponse | null>(null)
  const isOneself = person.id === staffId
  return (
    <Panel title={texts.password}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <p className="min-w-0 flex-1 basis-48 text-sm text-ink-3">
          {isOneself ? texts.resetSelf : texts.passwordText}
        </p>
        {!isOneself && (
          <Button tone="outline" size="sm" icon={KeyRound} onPress={() => setAsking(true)}>
            {texts.reset}
          </Button>
        )}
      </div>
      {asking && (
        <ResetPasswordSheet
          api={api}
          person={person}
          onClose={() => setAsking(false)}
          onReset={(answer) => {
            setAsking(false)
            setMade(answer)
            onReset()
          }}
        />
      )}
      {made !== null && <OneTimePassword added={made} onClose={() => setMade(null)} />}
    </Panel>
  )
}

/** The colleague, undefined for one who is not of this branch, and the devices. */
async function askFor(
  api: ColleagueApi,
  staffId: string,
): Promise<ApiResult<{ person: StaffListItem | undefined; devices: DeviceListItem[] }>> {
  const [staff, devices] = await Promise.all([api.staff(), api.branchDevices()])
  if (!staff.ok) return fail(staff.error)
  if (!devices.ok) return fail(devices.error)
  return ok({
    person: staff.value.find(({ id }) => id === staffId),
    devices: devices.value.filter((device) => device.staffId === staffId),
  })
}
