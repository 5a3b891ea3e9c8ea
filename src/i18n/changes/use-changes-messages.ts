import { useLanguage } from '#i18n/language.tsx'
import { changes as en } from './en.ts'
import { changes as zhCN } from './zh-CN.ts'

export type ChangesMessages = typeof zhCN

/** The words of life events; they come with the chunks that show any, so that the first screen does not wait for them. */
export function useChangesMessages(): ChangesMessages {
  return useLanguage().language === 'en' ? en : zhCN
}
