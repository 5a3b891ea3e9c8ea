import { useEffect, useState } from 'react'
import { useMessages } from '#i18n/language.tsx'
import { Banner } from '#ui/banner.tsx'
import { registerServiceWorker, type WaitingUpdate } from './service-worker.ts'

/** UP1: a new version waits until the person says so; nothing reloads by itself. */
export function UpdatePrompt() {
  const { app } = useMessages()
  const [update, setUpdate] = useState<WaitingUpdate | null>(null)
  useEffect(() => registerServiceWorker(setUpdate), [])
  if (update === null) return null
  return (
    <div className="fixed inset-x-4 bottom-24 z-40 mx-auto max-w-md rounded-md shadow-float md:bottom-6">
      <Banner
        tone="info"
        shape="card"
        action={{ label: app.updateNow, onPress: update.activate }}
        onDismiss={() => setUpdate(null)}
      >
        {app.updateReady}
      </Banner>
    </div>
  )
}
