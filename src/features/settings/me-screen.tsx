import { Link } from '@tanstack/react-router'
import {
  CalendarHeart,
  ChevronRight,
  CloudCheck,
  KeyRound,
  Lock,
  UsersRound,
  type LucideIcon,
} from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { usePending, useSession } from '#replica/use-replica.ts'
import { useLanguage, type Language } from '#i18n/language.tsx'
import { Button } from '#ui/button.tsx'
import { FactList } from '#ui/fact-list.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { Segmented } from '#ui/segmented.tsx'
import { ChangePasswordSheet, type ChangePassword } from './change-password-sheet.tsx'

interface MeScreenProps<Theme extends string> {
  theme: Theme
  onTheme(theme: Theme): void
  onLock(): void
  onChangePassword: ChangePassword
}

/** 我的: who is signed in, language and look, this device, and for administrators the colleagues. */
export function MeScreen({
  theme,
  onTheme,
  onLock,
  onChangePassword,
}: MeScreenProps<'system' | 'light' | 'dark'>) {
  const { language, messages, setLanguage } = useLanguage()
  const texts = messages.settings
  const session = useSession()
  const [changing, setChanging] = useState(false)
  return (
    <div className="page">
      <PageHeader
        title={session.name}
        subtitle={`${messages.domain.role[session.role]} · ${session.branchName}`}
      />
      <div className="grid items-start gap-4 md:grid-cols-2 md:gap-5">
        <Panel title={texts.title}>
          <ul className="divide-y divide-line">
            <Row
              to="/sync"
              icon={CloudCheck}
              label={texts.syncLedger}
              detail={texts.pendingValue(usePending().length)}
            />
            <Row to="/dates" icon={CalendarHeart} label={texts.dates} />
            {session.role === 'admin' && (
              <Row
                to="/me/colleagues"
                icon={UsersRound}
                label={texts.colleagues}
                detail={texts.colleaguesText}
              />
            )}
            <li>
              <button
                type="button"
                onClick={() => setChanging(true)}
                className="flex min-h-14 w-full cursor-pointer items-center gap-3 text-left"
              >
                <RowFace icon={KeyRound} label={texts.changePassword} />
              </button>
            </li>
          </ul>
        </Panel>
        <Panel title={texts.look}>
          <div className="grid gap-5 pb-2">
            <Segmented<Language>
              label={texts.language}
              value={language}
              onChange={setLanguage}
              options={[
                { value: 'zh-CN', label: texts.chinese },
                { value: 'en', label: texts.english },
              ]}
            />
            <Segmented
              label={texts.look}
              value={theme}
              onChange={onTheme}
              options={[
                { value: 'system', label: texts.lookSystem },
                { value: 'light', label: texts.lookLight },
                { value: 'dark', label: texts.lookDark },
              ]}
            />
          </div>
        </Panel>
        <DevicePanel>
          <p className="mt-4 mb-3 text-sm text-ink-3">{texts.lockText}</p>
          <Button tone="outline" icon={Lock} onPress={onLock}>
            {texts.lockNow}
          </Button>
        </DevicePanel>
      </div>
      {changing && (
        <ChangePasswordSheet onChange={onChangePassword} onClose={() => setChanging(false)} />
      )}
    </div>
  )
}

function DevicePanel({ children }: { children: ReactNode }) {
  const { messages } = useLanguage()
  const texts = messages.settings
  const megabytes = useStorageMegabytes()
  return (
    <Panel title={texts.device}>
      <FactList
        columns={1}
        facts={[
          {
            id: 'storage',
            label: texts.storage,
            value: megabytes === null ? '—' : texts.storageValue(megabytes.toFixed(1)),
          },
        ]}
      />
      {children}
    </Panel>
  )
}

/** What the origin takes on this device, in MB; null until known or where the browser does not say. */
function useStorageMegabytes(): number | null {
  const [megabytes, setMegabytes] = useState<number | null>(null)
  useEffect(() => {
    let current = true
    void navigator.storage?.estimate?.().then(({ usage }) => {
      if (current && usage !== undefined) setMegabytes(usage / 1_000_000)
    })
    return () => {
      current = false
    }
  }, [])
  return megabytes
}

function Row(props: {
  to: '/sync' | '/dates' | '/me/colleagues'
  icon: LucideIcon
  label: string
  detail?: string
}) {
  return (
    <li>
      <Link to={props.to} className="flex min-h-14 items-center gap-3">
        <RowFace {...props} />
      </Link>
    </li>
  )
}

function RowFace({
  icon: Icon,
  label,
  detail,
}: {
  icon: LucideIcon
  label: string
  detail?: string
}) {
  return (
    <>
      <span className="grid size-10 shrink-0 place-items-center rounded-full bg-sunken text-ink-2">
        <Icon size={20} aria-hidden />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{label}</span>
        {detail && <span className="block text-sm text-ink-3">{detail}</span>}
      </span>
      <ChevronRight size={18} className="text-ink-3" aria-hidden />
    </>
  )
}
