import { createContext, use, type ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'

/** The generic words that no screen should have to pass each time. */
export interface UiTexts {
  back: string
  clear: string
  close: string
  draftRestored: string
  hide: (label: string) => string
  hidePassword: string
  loading: string
  noMatches: string
  notRevealed: string
  notifications: string
  removeChoice: string
  reveal: (label: string) => string
  revealToEdit: string
  showPassword: string
  startOver: string
  today: string
}

const UiTextsContext = createContext<UiTexts | null>(null)

/**
 * Gives the components their generic words, and the date field and the lists their locale.
 * @param props.locale BCP 47, `zh-CN` or `en-US`
 */
export function UiTextsProvider(props: { locale: string; texts: UiTexts; children: ReactNode }) {
  return (
    <I18nProvider locale={props.locale}>
      <UiTextsContext value={props.texts}>{props.children}</UiTextsContext>
    </I18nProvider>
  )
}

/** @throws when no `UiTextsProvider` is above: a screen must never show an empty label */
export function useUiTexts(): UiTexts {
  const texts = use(UiTextsContext)
  if (!texts) throw new Error('UiTextsProvider is missing')
  return texts
}
