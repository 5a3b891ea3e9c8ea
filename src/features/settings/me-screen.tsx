import {
  ArrowRightLeft,
  CalendarHeart,
  CloudCheck,
  Download,
  Grid3x3,
  KeyRound,
  MessageSquareText,
  MonitorSmartphone,
  ShieldCheck,
  UsersRound,
} from 'lucide-react'
import { useState } from 'react'
import { waitsFor } from '#shared/domain/handover.ts'
import { surnameOf } from '#shared/domain/person-name.ts'
import { useAll, usePending, useSession } from '#replica/use-replica.ts'
import { useLanguage, type Language } from '#i18n/language.tsx'
import { useSyncStatus } from '#sync/use-sync.ts'
import { Banner } from '#ui/banner.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { Segmented } from '#ui/segmented.tsx'
import { SurnameDisc } from '#ui/surname-disc.tsx'
import { ChangePasswordSheet, type ChangePassword } from './change-password-sheet.tsx'
import { DevicePanel } from './device-panel.tsx'
import { PinSheet, type PinChoice } from './pin-sheet.tsx'
import { RenewKeySheet, type RenewKey } from './renew-key-sheet.tsx'
import { ActionRow, LinkRow } from './settings-row.tsx'

const themes = ['system', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

interface MeScreenProps {
  theme: Theme
  onTheme(theme: Theme): void
  onLock(): void
  onChangePassword: ChangePassword
  onRenewKey: RenewKey
  /** Null where the browser offers no installation, or the app is installed. */
  onInstall: (() => void) | null
  offlineStart: 'preparing' | 'ready' | 'refused'
  version: string
  /** KE6: after so long without use the device locks. */
  idleMinutes: number
  shared: boolean
  onShared(shared: boolean): void
  /** KE4: null where the browser cannot offer it. */
  pin: PinChoice | null
}

/** 我的: who is signed in, what waits, language and look, this device, and for administrators the colleagues. */
export function MeScreen(props: MeScreenProps) {
  const { messages } = useLanguage()
  const session = useSession()
  const [changing, setChanging] = useState(false)
  const [choosingPin, setChoosingPin] = useState(false)
  const [renewing, setRenewing] = useState(false)
  return (
    <div className="page">
      <PageHeader
        leading={
          <SurnameDisc
            surname={surnameOf(session.name) ?? session.name}
            tier="potential"
            size="lg"
          />
        }
        title={session.name}
        subtitle={`${messages.roleNames[session.role]} · ${session.branchName}`}
      />
      {session.demo && (
        <div className="mb-4 md:mb-5">
          <Banner tone="info" shape="card">
            {messages.app.demoNote}
          </Banner>
        </div>
      )}
      <div className="grid items-start gap-4 md:grid-cols-2 md:gap-5 lg:grid-cols-3">
        <PlacesPanel
          onInstall={props.onInstall}
          onPassword={() => setChanging(true)}
          pinIsSet={props.pin && props.pin.isSet}
          onPin={() => setChoosingPin(true)}
          onRenewKey={() => setRenewing(true)}
        />
        <div className="grid gap-4 md:gap-5 lg:contents">
          <LookPanel theme={props.theme} onTheme={props.onTheme} />
          <DevicePanel
            offlineStart={props.offlineStart}
            version={props.version}
            idleMinutes={props.idleMinutes}
            shared={props.shared}
            onShared={props.onShared}
            onLock={props.onLock}
          />
        </div>
      </div>
      {choosingPin && props.pin && (
        <PinSheet pin={props.pin} onClose={() => setChoosingPin(false)} />
      )}
      {renewing && <RenewKeySheet onRenew={props.onRenewKey} onClose={() => setRenewing(false)} />}
      {changing && (
        <ChangePasswordSheet onChange={props.onChangePassword} onClose={() => setChanging(false)} />
      )}
    </div>
  )
}

interface PlacesPanelProps {
  onInstall: (() => void) | null
  onPassword: () => void
  /** Null: not offered. */
  pinIsSet: boolean | null
  onPin: () => void
  onRenewKey: () => void
}

function PlacesPanel(props: PlacesPanelProps) {
  const { settings: texts, devices, recovery } = useLanguage().messages
  const session = useSession()
  const pending = usePending().length
  const { attentionCount } = useSyncStatus()
  return (
    <Panel title={texts.places} flush>
      <ul className="divide-y divide-line">
        <LinkRow
          to="/sync"
          icon={CloudCheck}
          label={texts.syncLedger}
          detail={
            attentionCount > 0 ? texts.attentionValue(attentionCount) : texts.pendingValue(pending)
          }
          waiting={attentionCount}
        />
        {['rm', 'lead'].includes(session.role) && <HandoverRow />}
        <LinkRow to="/dates" icon={CalendarHeart} label={texts.dates} detail={texts.datesText} />
        {session.role !== 'admin' && (
          <LinkRow
            to="/templates"
            icon={MessageSquareText}
            label={texts.templates}
            detail={texts.templatesText}
          />
        )}
        {session.role === 'admin' && (
          <LinkRow
            to="/me/colleagues"
            icon={UsersRound}
            label={texts.colleagues}
            detail={texts.colleaguesText}
          />
        )}
        <LinkRow
          to="/me/devices"
          icon={MonitorSmartphone}
          label={devices.title}
          detail={devices.entryText}
        />
        <ActionRow
          icon={KeyRound}
          label={texts.changePassword}
          detail={texts.changePasswordText}
          onPress={props.onPassword}
        />
        {props.pinIsSet !== null && (
          <ActionRow
            icon={Grid3x3}
            label={texts.pin}
            detail={props.pinIsSet ? texts.pinOn : texts.pinOff}
            onPress={props.onPin}
          />
        )}
        <ActionRow
          icon={ShieldCheck}
          label={recovery.renew}
          detail={recovery.renewText}
          onPress={props.onRenewKey}
        />
        {props.onInstall && (
          <ActionRow
            icon={Download}
            label={texts.install}
            detail={texts.installText}
            onPress={props.onInstall}
          />
        )}
      </ul>
    </Panel>
  )
}

/** 交接, and how many wait for this person. */
function HandoverRow() {
  const texts = useLanguage().messages.handover
  const { staffId } = useSession()
  const waiting = useAll('handover').filter(({ data }) => waitsFor(data, staffId)).length
  return (
    <LinkRow
      to="/handovers"
      icon={ArrowRightLeft}
      label={texts.entry}
      detail={waiting > 0 ? texts.entryWaiting(waiting) : texts.entryText}
      waiting={waiting}
      waitingTone="jade"
    />
  )
}

function LookPanel({ theme, onTheme }: Pick<MeScreenProps, 'theme' | 'onTheme'>) {
  const { language, messages, setLanguage } = useLanguage()
  const texts = messages.settings
  const themeLabel = { system: texts.lookSystem, light: texts.lookLight, dark: texts.lookDark }
  return (
    <Panel title={texts.lookTitle}>
      <div className="grid gap-5">
        <Segmented<Language>
          label={texts.language}
          value={language}
          onChange={setLanguage}
          options={[
            { value: 'zh-CN', label: texts.chinese },
            { value: 'en', label: texts.english },
          ]}
        />
        <Segmented<Theme>
          label={texts.look}
          value={theme}
          onChange={onTheme}
          options={themes.map((value) => ({ value, label: themeLabel[value] }))}
        />
      </div>
    </Panel>
  )
}
