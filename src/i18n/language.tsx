import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react'
import type { FirstMessages, Messages } from './messages.ts'
import { wholeTexts } from './whole-texts.ts'
import { firstTexts } from './zh-CN/first.ts'

const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

/** Where the choice is kept: it says nothing about a customer, so it may lie in the clear. */
const storageKey = 'branchbook.language'

interface LanguageChoice {
  language: Language
  /** All texts; there from the moment on at which the open app is. */
  messages: Messages
  setLanguage(language: Language): void
}

interface LanguageState extends Omit<LanguageChoice, 'messages'> {
  first: FirstMessages
  whole: Messages | null
}

const LanguageContext = createContext<LanguageState | null>(null)

/** Gives the words of the chosen language to everything below; English loads when it is first chosen. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(storedLanguage)
  const [english, setEnglish] = useState<Messages | null>(null)
  const chinese = useSyncExternalStore(wholeTexts.subscribe, wholeTexts.current)

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
  const whole = shown === 'en' ? english : chinese
  const first = whole ?? firstTexts
  return (
    <LanguageContext value={{ language, first, whole, setLanguage }}>{children}</LanguageContext>
  )
}

/** The words of the chosen language, in the open app. */
export function useMessages(): Messages {
  return useLanguage().messages
}

/** The words of the chosen language on the pages before an open app. */
export function useFirstMessages(): FirstMessages {
  return useLanguageState().first
}

/** The chosen language and the way to change it. */
export function useLanguage(): LanguageChoice {
  const { language, whole, setLanguage } = useLanguageState()
  return {
    language,
    setLanguage,
    get messages() {
      if (whole === null) throw new Error('Before the app is open, use useFirstMessages.')
      return whole
    },
  }
}

function useLanguageState(): LanguageState {
  const state = use(LanguageContext)
  if (state === null) throw new Error('useLanguage needs a LanguageProvider')
  return state
}

function storedLanguage(): Language {
  return localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh-CN'
}
