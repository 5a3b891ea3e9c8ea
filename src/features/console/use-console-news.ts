import { useNow, useRules, useToday } from '#replica/use-replica.ts'
import { concernOf } from '#shared/domain/device-concern.ts'
import { useAdminMessages } from '#i18n/admin/use-admin-messages.ts'
import type { AdminApi } from '#sync/admin-api.ts'
import type { Api } from '#sync/api.ts'
import { useAnswer } from '#sync/use-answer.ts'

const dayMs = 24 * 60 * 60_000
/** A copy that is older (days) is too old to be relied on. */
export const backupOldAfterDays = 7
/** The notice for the next year comes in October or November; from this month on it is asked for. */
const noticeMonth = 11

/** One thing that waits for the administrator. */
export interface ConsoleNews {
  text: string
  tone: 'danger' | 'amber'
}

/** What waits behind each place, as far as the server has answered; null where nothing does. */
export function useConsoleNews(
  admin: Pick<AdminApi, 'auditState' | 'backupState'>,
  api: Pick<Api, 'branchDevices'>,
): Record<'devices' | 'rules' | 'audit' | 'backups', ConsoleNews | null> {
  const texts = useAdminMessages().console
  const now = useNow()
  const today = useToday()
  const { workingCalendar } = useRules()
  const { asked: devices } = useAnswer(api.branchDevices)
  const { asked: audit } = useAnswer(admin.auditState)
  const { asked: backups } = useAnswer(admin.backupState)

  const concerned =
    devices.state === 'here'
      ? devices.value.filter((device) => concernOf(device, now) !== null).length
      : 0
  const nextYear = String(Number(today.slice(0, 4)) + 1)
  const isNoticeDue =
    Number(today.slice(5, 7)) >= noticeMonth && workingCalendar.years[nextYear] === undefined
  const isBroken = audit.state === 'here' && audit.value.verified?.whole === false
  return {
    devices: concerned > 0 ? { text: texts.devicesNews(concerned), tone: 'amber' } : null,
    rules: isNoticeDue ? { text: texts.yearNews(nextYear), tone: 'amber' } : null,
    audit: isBroken ? { text: texts.chainNews, tone: 'danger' } : null,
    backups: backups.state === 'here' ? backupNews(backups.value.last?.at) : null,
  }

  function backupNews(at: number | undefined): ConsoleNews | null {
    const isSqlite = backups.state === 'here' && backups.value.database === 'sqlite'
    if (!isSqlite) return null
    if (at === undefined) return { text: texts.neverNews, tone: 'amber' }
    const days = Math.floor((now - at) / dayMs)
    return days > backupOldAfterDays ? { text: texts.oldNews(days), tone: 'amber' } : null
  }
}
