import { Workbox } from 'workbox-window'
import { trustedWorkerUrl } from '#vault/trusted-worker-url.ts'

/** A new version that is downloaded and waits. */
export interface WaitingUpdate {
  /** Lets it take over and reloads this page; drafts are already sealed at each stroke. */
  activate(): void
}

/**
 * Whether the app opens again without a network. `refused`: the browser lets no service worker in,
 * so this page works offline as long as it stays open, and no longer.
 */
export type OfflineStart = 'preparing' | 'ready' | 'refused'

/** UP1: how long `controllerchange` may take before the page reloads by itself (ms). */
const reloadFallback = 3000

/**
 * Registers the service worker, so that the app opens offline; {@link offlineStart} says how that went.
 * @returns the way to stop listening
 */
export function registerServiceWorker(onWaiting: (update: WaitingUpdate) => void): () => void {
  if (!import.meta.env.PROD) return () => undefined
  if (!('serviceWorker' in navigator)) {
    tell('refused')
    return () => undefined
  }
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
  workbox.register().then(
    () => navigator.serviceWorker.ready.then(() => tell('ready')),
    // Blocked by the browser or by the bank's policy: said in the settings, see OfflineStart.
    () => tell('refused'),
  )
  return () => workbox.removeEventListener('waiting', waiting)
}

/** The present answer. */
export function offlineStart(): OfflineStart {
  return answer
}

/** @returns the way to stop listening */
export function onOfflineStart(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

let answer: OfflineStart = 'preparing'
const listeners = new Set<() => void>()

function tell(next: OfflineStart): void {
  answer = next
  for (const listener of listeners) listener()
}
