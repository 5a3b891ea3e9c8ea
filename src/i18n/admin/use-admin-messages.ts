import { useLanguage } from '#i18n/language.tsx'
import { audit as auditEn } from './en/audit.ts'
import { backups as backupsEn } from './en/backups.ts'
import { branches as branchesEn } from './en/branches.ts'
import { console as consoleEn } from './en/console.ts'
import { recovery as recoveryEn } from './en/recovery.ts'
import { rules as rulesEn } from './en/rules.ts'
import { audit } from './zh-CN/audit.ts'
import { backups } from './zh-CN/backups.ts'
import { branches } from './zh-CN/branches.ts'
import { console } from './zh-CN/console.ts'
import { recovery } from './zh-CN/recovery.ts'
import { rules } from './zh-CN/rules.ts'

const zhCN = { audit, backups, branches, console, recovery, rules }
const en: typeof zhCN = {
  audit: auditEn,
  backups: backupsEn,
  branches: branchesEn,
  console: consoleEn,
  recovery: recoveryEn,
  rules: rulesEn,
}

export type AdminMessages = typeof zhCN

/**
 * The words of the administrator's pages. They come with the chunk of those pages, in both languages: nobody else waits for them
 * at the first screen.
 */
export function useAdminMessages(): AdminMessages {
  return useLanguage().language === 'en' ? en : zhCN
}
