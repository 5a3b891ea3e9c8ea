import { useLanguage } from '#i18n/language.tsx'
import { transfer as en } from './en.ts'
import { transfer as zhCN } from './zh-CN.ts'

export type TransferMessages = typeof zhCN

/** The words of import and export; they come with the chunks of those pages, so that the first screen does not wait for them. */
export function useTransferMessages(): TransferMessages {
  return useLanguage().language === 'en' ? en : zhCN
}
