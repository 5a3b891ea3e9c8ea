import { Link } from '@tanstack/react-router'
import {
  Building2,
  ChevronRight,
  DatabaseBackup,
  FileSearch,
  LifeBuoy,
  MonitorSmartphone,
  Scale,
  UsersRound,
  type LucideIcon,
} from 'lucide-react'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import { useMessages } from '#i18n/language.tsx'
import type { AdminApi } from '#sync/admin-api.ts'
import type { Api } from '#sync/api.ts'
import { Badge } from '#ui/badge.tsx'
import { ListRow } from '#ui/list-row.tsx'
import { PageHeader } from '#ui/page-header.tsx'
import { Panel } from '#ui/panel.tsx'
import { type ConsoleNews, useConsoleNews } from './use-console-news.ts'

interface ConsoleScreenProps {
  admin: Pick<AdminApi, 'auditState' | 'backupState'>
  api: Pick<Api, 'branchDevices'>
}

/** 管理: what an administrator keeps, each with a way to it and with what waits there. */
export function ConsoleScreen({ admin, api }: ConsoleScreenProps) {
  const { settings, devices } = useMessages()
  const texts = useAdminMessages()
  const news = useConsoleNews(admin, api)
  return (
    <div className="page">
      <PageHeader title={texts.console.title} subtitle={texts.console.text} />
      <div className="grid items-start gap-4 md:gap-5 lg:grid-cols-2">
        <Panel title={texts.console.people} flush>
          <ul>
            <PlaceRow
              to="/me/colleagues"
              icon={UsersRound}
              label={settings.colleagues}
              detail={settings.colleaguesText}
            />
            <PlaceRow
              to="/console/branches"
              icon={Building2}
              label={texts.branches.title}
              detail={texts.branches.entryText}
            />
            <PlaceRow
              to="/console/devices"
              news={news.devices}
              icon={MonitorSmartphone}
              label={devices.all}
              detail={texts.console.devicesText}
            />
            <PlaceRow
              to="/me/recovery"
              icon={LifeBuoy}
              label={texts.recovery.adminTitle}
              detail={texts.recovery.entryText}
            />
          </ul>
        </Panel>
        <Panel title={texts.console.records} flush>
          <ul>
            <PlaceRow
              to="/console/rules"
              news={news.rules}
              icon={Scale}
              label={texts.rules.title}
              detail={texts.rules.entryText}
            />
            <PlaceRow
              to="/console/audit"
              news={news.audit}
              icon={FileSearch}
              label={texts.audit.title}
              detail={texts.audit.entryText}
            />
            <PlaceRow
              to="/console/backups"
              news={news.backups}
              icon={DatabaseBackup}
              label={texts.backups.title}
              detail={texts.backups.entryText}
            />
          </ul>
        </Panel>
      </div>
    </div>
  )
}

interface PlaceRowProps {
  to:
    | '/me/colleagues'
    | '/me/recovery'
    | '/console/branches'
    | '/console/devices'
    | '/console/rules'
    | '/console/audit'
    | '/console/backups'
  icon: LucideIcon
  label: string
  detail: string
  news?: ConsoleNews | null
}

function PlaceRow({ to, icon: Icon, label, detail, news = null }: PlaceRowProps) {
  return (
    <ListRow
      leading={
        <span className="grid size-10 place-items-center rounded-full bg-sunken text-ink-2">
          <Icon size={20} aria-hidden />
        </span>
      }
      title={
        <Link to={to} className="stretch-link font-medium">
          {label}
        </Link>
      }
      subtitle={
        <>
          <span>{detail}</span>
          {news !== null && <Badge tone={news.tone}>{news.text}</Badge>}
        </>
      }
      trailing={<ChevronRight size={18} className="text-ink-3" aria-hidden />}
    />
  )
}
