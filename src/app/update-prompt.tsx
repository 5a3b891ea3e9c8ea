import { useEffect, useState } from 'react'
import { useFirstMessages } from '#i18n/language.tsx'
import { Banner } from '#ui/banner.tsx'
import { tellHalfFilled, whenNoTabIsHalfFilled } from './half-filled.ts'
import { isBusyHere, reloadWhenClean } from './safe-reload.ts'
import { registerServiceWorker, type WaitingUpdate } from './service-worker.ts'
import { useAccess } from './use-access.ts'

/**
 * UP1: a new version waits until the person says so, and then until nothing stands half-filled in any tab, or all of
 * them are locked.
 */
export function UpdatePrompt() {
  const { app } = useFirstMessages()
  const { access } = useAccess()
  const [update, setUpdate] = useState<WaitingUpdate | null>(null)
  const [accepted, setAccepted] = useState(false)
  const [dismissed, setDismissed] = useState(false)
  useEffect(
    () =>
      registerServiceWorker({
        onWaiting: setUpdate,
        onTakenOver: () => void reloadWhenClean(access),
      }),
    [access],
  )
  useEffect(() => {
    if (update === null) return undefined
    return tellHalfFilled(navigator.locks, { page: document, isBusy: () => isBusyHere(access) })
  }, [access, update])
  if (update === null || dismissed) return null

  const accept = () => {
    setAccepted(true)
    void whenNoTabIsHalfFilled(navigator.locks, async () => {
      await update.takeOver()
      await reloadWhenClean(access)
    })
  }
  return (
    <div className="fixed inset-x-4 bottom-24 z-40 mx-auto max-w-md rounded-md shadow-float md:bottom-6">
      <Banner
        tone="info"
        shape="card"
        action={accepted ? undefined : { label: app.updateNow, onPress: accept }}
        onDismiss={() => setDismissed(true)}
      >
        {accepted ? app.updateAfterForms : app.updateReady}
      </Banner>
    </div>
  )
}
