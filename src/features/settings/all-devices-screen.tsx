import { MonitorSmartphone, SearchX } from 'lucide-react'
import { useCallback, useMemo, type ReactNode } from 'react'
import { useAll, useNow } from '#replica/use-replica.ts'
import { fail, ok } from '#shared/domain/result.ts'
import type { DeviceListItem } from '#shared/protocol/device-message.ts'
import type { StaffListItem } from '#shared/protocol/session-message.ts'
import { formatCount } from '#i18n/format.ts'
import { useLanguage } from '#i18n/language.tsx'
import type { Api, ApiResult } from '#sync/api.ts'
import { AnswerState } from '#ui/answer-state.tsx'
import { ChoiceChips } from '#ui/chips.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { SearchField } from '#ui/search-field.tsx'
import { BranchSelect } from './branch-select.tsx'
import { byConcern, concernOf } from '#shared/domain/device-concern.ts'
import { DeviceList } from './device-list.tsx'
import { isMeant } from './find-colleague.ts'
import { useKeptText } from '#replica/kept-text.ts'
import { useAnswer } from '#sync/use-answer.ts'

/** What is shown of the list; the words of an address. */
export const deviceViews = ['all', 'concern', 'unsent', 'signed-out'] as const
export type DeviceView = (typeof deviceViews)[number]

interface AllDevicesScreenProps {
  api: Pick<
    Api,
    'staff' | 'branchDevices' | 'endBranchDevice' | 'wipeBranchDevice' | 'withdrawBranchWipe'
  >
  view: DeviceView
  onView(view: DeviceView): void
  /** Null: those of all branches. */
  branchId: string | null
  onBranch(branchId: string | null): void
  onBack(): void
}

interface OwnedDevice {
  device: DeviceListItem
  owner: StaffListItem | undefined
}

/** 设备, for administrators: all of them, those that need somebody first. Needs the network: the server knows. */
export function AllDevicesScreen(props: AllDevicesScreenProps) {
  const { api, branchId } = props
  const { app, devices: texts, settings } = useLanguage().messages
  const ask = useCallback(() => askFor(api), [api])
  const { asked, reload } = useAnswer(ask)
  const hasBranches = useAll('branch').length > 1
  return (
    <div className="page">
      <PageHeader title={texts.all} subtitle={texts.allText} onBack={props.onBack} />
      <AnswerState
        state={asked.state}
        offline={texts.offline}
        retry={{ label: app.retry, onPress: () => void reload() }}
        forbidden={settings.colleaguesForbidden}
      />
      {asked.state === 'here' && (
        <Found
          {...props}
          devices={asked.value}
          onChanged={() => void reload()}
          branches={
            hasBranches && (
              <BranchSelect
                all
                hideLabel
                value={branchId}
                onChange={(value) => props.onBranch(value === '' ? null : value)}
              />
            )
          }
        />
      )}
    </div>
  )
}

interface FoundProps extends AllDevicesScreenProps {
  devices: readonly OwnedDevice[]
  branches: ReactNode
  onChanged(): void
}

function Found(props: FoundProps) {
  const { api, devices, view, branchId } = props
  const { language, messages } = useLanguage()
  const texts = messages.devices
  const now = useNow()
  const [typed, setTyped] = useKeptText('devices')
  const branchNames = useBranchNames()
  const inReach = useMemo(
    () =>
      devices.filter(({ owner }) => {
        const isHere = branchId === null || owner?.branchId === branchId
        return isHere && (typed.trim() === '' || (owner !== undefined && isMeant(owner, typed)))
      }),
    [devices, branchId, typed],
  )
  const counts = Object.fromEntries(
    deviceViews.map((each) => [each, inReach.filter((one) => isInView(one, each, now)).length]),
  )
  const shown = useMemo(() => {
    const order = byConcern(now)
    return inReach
      .filter((one) => isInView(one, view, now))
      .toSorted((one, other) => order(one.device, other.device))
  }, [inReach, view, now])
  const owners = useMemo(
    () => new Map(devices.map(({ device, owner }) => [device.device, owner])),
    [devices],
  )
  const ownerOf = ({ device }: DeviceListItem) => {
    const owner = owners.get(device)
    if (owner === undefined) return texts.unknownOwner
    const branch = branchNames.size > 1 ? branchNames.get(owner.branchId) : undefined
    return [owner.name, owner.staffNo, branch].filter(Boolean).join(' · ')
  }
  return (
    <>
      <div className="grid gap-3 pb-4">
        <div className="grid gap-3 md:grid-flow-col md:auto-cols-[16rem] md:grid-cols-[minmax(0,1fr)]">
          <SearchField
            label={texts.findLabel}
            placeholder={texts.findHint}
            value={typed}
            onChange={setTyped}
          />
          {props.branches}
        </div>
        <ChoiceChips
          label={texts.viewLabel}
          hideLabel
          layout="scroll"
          options={deviceViews.map((value) => ({
            value,
            label: texts.view[value],
            count: counts[value],
          }))}
          value={view}
          onChange={props.onView}
        />
      </div>
      <output className="sr-only">{texts.count(shown.length)}</output>
      <Panel flush>
        {shown.length === 0 ? (
          <EmptyState
            icon={devices.length === 0 ? MonitorSmartphone : SearchX}
            title={view === 'concern' ? texts.noConcern : texts.none}
            description={view === 'concern' ? texts.noConcernText : texts.noneHere}
          />
        ) : (
          <>
            <p className="tnum px-4 pt-3 pb-1 text-sm text-ink-3 md:px-5" aria-hidden>
              {texts.shown(formatCount(language, shown.length))}
            </p>
            <DeviceList
              devices={shown.map(({ device }) => device)}
              ownerOf={ownerOf}
              end={api.endBranchDevice}
              wipe={api.wipeBranchDevice}
              withdraw={api.withdrawBranchWipe}
              onChanged={props.onChanged}
            />
          </>
        )}
      </Panel>
    </>
  )
}

function useBranchNames(): ReadonlyMap<string, string> {
  const branches = useAll('branch')
  return useMemo(() => new Map(branches.map(({ id, data }) => [id, data.name])), [branches])
}

function isInView({ device }: OwnedDevice, view: DeviceView, now: number): boolean {
  switch (view) {
    case 'all':
      return true
    case 'concern':
      return concernOf(device, now) !== null
    case 'unsent':
      return device.unsyncedCount > 0
    case 'signed-out':
      return !device.signedIn
  }
}

async function askFor(
  api: Pick<Api, 'staff' | 'branchDevices'>,
): Promise<ApiResult<OwnedDevice[]>> {
  const [staff, devices] = await Promise.all([api.staff(), api.branchDevices()])
  if (!staff.ok) return fail(staff.error)
  if (!devices.ok) return fail(devices.error)
  const owners = new Map(staff.value.map((person) => [person.id, person]))
  return ok(devices.value.map((device) => ({ device, owner: owners.get(device.staffId) })))
}
