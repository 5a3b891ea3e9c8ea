import { useLanguage } from '#i18n/language.tsx'
import { find as en } from './en.ts'
import { find as zhCN } from './zh-CN.ts'

export type FindMessages = typeof zhCN

/** The words of filters and table; they come with the chunk of the list, so that the first screen does not wait for them. */
export function useFindMessages(): FindMessages {
  return useLanguage().language === 'en' ? en : zhCN
}
