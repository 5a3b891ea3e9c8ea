import { useEffect, useSyncExternalStore } from 'react'
import { usePending } from '#replica/use-replica.ts'
import { useSyncEngine, useSyncStatus } from '#sync/use-sync.ts'
import { useMessages } from '#i18n/language.tsx'
import { Banner } from '#ui/banner.tsx'
import { dismissAllToasts } from '#ui/toast.tsx'
import type { OpenSession } from './access-state.ts'
import { isHalfFilled } from './half-filled.ts'

const reloadedKey = 'branchbook.reloaded-for-storage'

/** VA4, VA5, CL6: what keeps this device from storing, and what to do; above every screen as long as it lasts. */
export function StorageBanner({ storage }: Pick<OpenSession, 'storage'>) {
  const texts = useMessages().storage
  const { phase } = useSyncStatus()
  const trouble = useSyncExternalStore(storage.subscribe, storage.current)
  useReloadOnce(trouble === 'silent')
  useNoFormerWords(trouble !== null)
  if (trouble === 'gone') return <GoneBanner />
  if (trouble === 'newer-app') return <ReloadBanner text={texts.newerApp} />
  if (trouble !== null) {
    return (
      <Banner tone="danger" shape="bar">
        {texts[trouble]}
      </Banner>
    )
  }
  if (phase !== 'no-room') return null
  return (
    <Banner tone="warning" shape="bar">
      {texts.lowSpace}
    </Banner>
  )
}

/** VA5: what a reload may mend, where nobody is in the middle of anything. After it the lock says what is left to do. */
function useReloadOnce(isSilent: boolean): void {
  useEffect(() => {
    // The vault opened: its storage answers, and the next silence may have its own reload.
    if (!isSilent) return sessionStorage.removeItem(reloadedKey)
    if (isHalfFilled(document) || sessionStorage.getItem(reloadedKey) !== null) return
    sessionStorage.setItem(reloadedKey, '1')
    location.reload()
  }, [isSilent])
}

/** What was saved a moment ago is not said beside what is not. */
function useNoFormerWords(isTrouble: boolean): void {
  useEffect(() => {
    if (isTrouble) dismissAllToasts()
  }, [isTrouble])
}

/** The data was taken away under the open app: first what only this page still has, then the reload. */
function GoneBanner() {
  const texts = useMessages().storage
  const engine = useSyncEngine()
  const unsent = usePending().filter(({ state }) => state !== 'sent').length
  if (unsent === 0) return <ReloadBanner text={texts.gone} />
  return (
    <Banner
      tone="danger"
      shape="bar"
      action={{ label: texts.sendNow, onPress: () => void engine.syncNow() }}
    >
      {texts.goneUnsent(unsent)}
    </Banner>
  )
}

function ReloadBanner({ text }: { text: string }) {
  const { app } = useMessages()
  return (
    <Banner
      tone="danger"
      shape="bar"
      action={{ label: app.reload, onPress: () => location.reload() }}
    >
      {text}
    </Banner>
  )
}
