import { useLanguage } from '#i18n/language.tsx'
import { templates as en } from './en.ts'
import { templates as zhCN } from './zh-CN.ts'

export type TemplateMessages = typeof zhCN

/** The words of message templates; they come with the chunks that show any, so that the first screen does not wait for them. */
export function useTemplateMessages(): TemplateMessages {
  return useLanguage().language === 'en' ? en : zhCN
}
