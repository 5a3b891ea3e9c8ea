import { useLanguage } from '#i18n/language.tsx'
import { merge as en } from './en.ts'
import { merge as zhCN } from './zh-CN.ts'

export type MergeMessages = typeof zhCN

/** The words of merging two customers; they come with the chunks that need them. */
export function useMergeMessages(): MergeMessages {
  return useLanguage().language === 'en' ? en : zhCN
}
