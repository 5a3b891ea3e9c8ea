import { useLanguage } from '#i18n/language.tsx'
import { identity as en } from './en.ts'
import { identity as zhCN } from './zh-CN.ts'

export type IdentityMessages = typeof zhCN

/** The words of the identity number; they come with the chunks that ask for one. */
export function useIdentityMessages(): IdentityMessages {
  return useLanguage().language === 'en' ? en : zhCN
}
