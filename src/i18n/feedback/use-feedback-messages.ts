import { useLanguage } from '#i18n/language.tsx'
import { feedback as en } from './en.ts'
import { feedback as zhCN } from './zh-CN.ts'

export type FeedbackMessages = typeof zhCN

/** The words of feedback; they come with the chunks that show any, so that the first screen does not wait for them. */
export function useFeedbackMessages(): FeedbackMessages {
  return useLanguage().language === 'en' ? en : zhCN
}
