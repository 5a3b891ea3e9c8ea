import { Workbox } from 'workbox-window'
import { trustedWorkerUrl } from '#vault/trusted-worker-url.ts'

/** A new version that is downloaded and waits. */
export interface WaitingUpdate {
  /** Lets it take over and reloads this page; drafts are already sealed at each stroke. */
  activate(): void
}

/** UP1: how long `controllerchange` may take before the page reloads by itself (ms). */
const reloadFallback = 3000

/**
 * Registers the service worker, so that the app opens offline.
 * @returns the way to stop listening
 */
export function registerServiceWorker(onWaiting: (update: WaitingUpdate) => void): () => void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return () => undefined
  const workbox = new Workbox(trustedWorkerUrl('/sw.js'))
  const waiting = () =>
    onWaiting({
      activate: () => {
        navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), {
          once: true,
        })
        workbox.messageSkipWaiting()
        setTimeout(() => location.reload(), reloadFallback)
      },
    })
  workbox.addEventListener('waiting', waiting)
  void workbox.register()
  return () => workbox.removeEventListener('waiting', waiting)
}
