import { createContext, type ReactNode, use, useEffect, useState } from 'react'
import type { Messages } from './messages.ts'
import { zhCN } from './zh-CN.ts'

const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

/** Where the choice is kept: it says nothing about a customer, so it may lie in the clear. */
const storageKey = 'branchbook.language'

interface LanguageChoice {
  language: Language
  messages: Messages
  setLanguage(language: Language): void
}

const LanguageContext = createContext<LanguageChoice | null>(null)

/** Gives the words of the chosen language to everything below; English loads when it is first chosen. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(storedLanguage)
  const [english, setEnglish] = useState<Messages | null>(null)

  useEffect(() => {
    localStorage.setItem(storageKey, language)
    if (language === 'en' && english === null) {
      void import('./en.ts').then((module) => setEnglish(module.en))
    }
  }, [language, english])

  const shown = language === 'en' && english !== null ? 'en' : 'zh-CN'
  useEffect(() => {
    document.documentElement.lang = shown
  }, [shown])

  // Nothing is shown in the wrong language first.
  if (language === 'en' && english === null) return null
  const messages = shown === 'en' && english !== null ? english : zhCN
  return <LanguageContext value={{ language, messages, setLanguage }}>{children}</LanguageContext>
}

/** The words of the chosen language. */
export function useMessages(): Messages {
  return useLanguage().messages
}

/** The chosen language and the way to change it. */
export function useLanguage(): LanguageChoice {
  const choice = use(LanguageContext)
  if (choice === null) throw new Error('useLanguage needs a LanguageProvider')
  return choice
}

function storedLanguage(): Language {
  return localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh-CN'
}
