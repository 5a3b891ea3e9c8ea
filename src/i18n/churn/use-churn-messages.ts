import { useLanguage } from '#i18n/language.tsx'
import { churn as en } from './en.ts'
import { churn as zhCN } from './zh-CN.ts'

export type ChurnMessages = typeof zhCN

/** The words of churn signals; they come with the chunks that show any, so that the first screen does not wait for them. */
export function useChurnMessages(): ChurnMessages {
  return useLanguage().language === 'en' ? en : zhCN
}
