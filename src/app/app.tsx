import { lazy, Suspense, useEffect, useMemo, useSyncExternalStore } from 'react'
import { useFirstMessages, useLanguage } from '#i18n/language.tsx'
import { useColorScheme } from '#ui/media.ts'
import { dismissAllToasts, ToastRegion } from '#ui/toast.tsx'
import { UiTextsProvider } from '#ui/ui-texts.tsx'
import type { Access } from './access-ways.ts'
import { Gate, Starting } from './gate.tsx'
import { loadOpenApp } from './load-open-app.ts'
import { useTheme } from './theme.ts'
import { AccessContext } from './use-access.ts'

/** Nobody waits for it, so it is not part of the first download. Without it this page is as it is; the next start tries again. */
const UpdatePrompt = lazy(() =>
  import('./update-prompt.tsx').then(
    (loaded) => ({ default: loaded.UpdatePrompt }),
    () => ({ default: () => null }),
  ),
)

const OpenApp = lazy(() => loadOpenApp().then((loaded) => ({ default: loaded.OpenApp })))

/** Words, look, and either a page before the app is open or the app itself. */
export function App({ access }: { access: Access }) {
  const { language } = useLanguage()
  const messages = useFirstMessages()
  const { theme } = useTheme()
  useColorScheme(theme)
  const state = useSyncExternalStore(access.subscribe, access.current)
  const isOpen = state.at === 'open'
  useEffect(() => {
    if (!isOpen) dismissAllToasts()
  }, [isOpen])
  const uiTexts = useMemo(() => messages.ui, [messages])
  return (
    <UiTextsProvider locale={language === 'en' ? 'en-US' : 'zh-CN'} texts={uiTexts}>
      <AccessContext value={access}>
        {state.at === 'open' ? (
          <Suspense fallback={<Starting />}>
            <OpenApp open={state.open} />
          </Suspense>
        ) : (
          <Gate state={state} />
        )}
        <Suspense fallback={null}>
          <UpdatePrompt />
        </Suspense>
        <ToastRegion />
      </AccessContext>
    </UiTextsProvider>
  )
}
