import { Workbox } from 'workbox-window'
import { trustedWorkerUrl } from '#vault/trusted-worker-url.ts'

/** A new version that is downloaded and waits. */
export interface WaitingUpdate {
  /** Lets it take over; resolves when it has, at the latest after three seconds. This page is still of the former version. */
  takeOver(): Promise<void>
}

/**
 * Whether the app opens again without a network. `refused`: the browser lets no service worker in,
 * so this page works offline as long as it stays open, and no longer.
 */
export type OfflineStart = 'preparing' | 'ready' | 'refused'

interface UpdateListeners {
  onWaiting: (update: WaitingUpdate) => void
  /** UP1: another version took over; perhaps another tab let it. */
  onTakenOver: () => void
}

/** UP1: some browsers never say that a version took over; nobody waits longer than this (ms). */
const takesOverWithin = 3000
/** An app that stays open for days asks for a new version when it comes into sight, this often at most (ms). */
const asksEvery = 60 * 60_000

/**
 * Registers the service worker, so that the app opens offline; {@link offlineStart} says how that went.
 * @returns the way to stop listening
 */
export function registerServiceWorker({ onWaiting, onTakenOver }: UpdateListeners): () => void {
  if (!import.meta.env.PROD) return () => undefined
  if (!('serviceWorker' in navigator)) {
    tell('refused')
    return () => undefined
  }
  const workers = navigator.serviceWorker
  const workbox = new Workbox(trustedWorkerUrl('/sw.js'))
  const stopping = new AbortController()
  const { signal } = stopping
  const waiting = () =>
    onWaiting({ takeOver: () => takeOver(workers, () => workbox.messageSkipWaiting()) })
  workbox.addEventListener('waiting', waiting)
  // The first worker of all takes over pages that had none; that is no update.
  let isFirst = workers.controller === null
  workers.addEventListener(
    'controllerchange',
    () => {
      // VA5: a worker that went with the data of the site was followed by none. A reload would lose what only this page has.
      const isGone = workers.controller === null
      if (!isFirst && !isGone) onTakenOver()
      isFirst = isGone
    },
    { signal },
  )
  workbox.register().then(
    () => workers.ready.then(() => tell('ready')),
    // Blocked by the browser or by the bank's policy: said in the settings, see OfflineStart.
    () => tell('refused'),
  )
  askForUpdates(workbox, signal)
  return () => {
    stopping.abort()
    workbox.removeEventListener('waiting', waiting)
  }
}

/** UP1: resolves with the `controllerchange` that follows `letGo`, or after three seconds without one. */
export function takeOver(
  workers: Pick<ServiceWorkerContainer, 'addEventListener'>,
  letGo: () => void,
): Promise<void> {
  return new Promise((resolve) => {
    workers.addEventListener('controllerchange', () => resolve(), { once: true })
    setTimeout(resolve, takesOverWithin)
    letGo()
  })
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

function askForUpdates(workbox: Workbox, signal: AbortSignal): void {
  let askedAt = Date.now()
  const ask = (): void => {
    if (document.visibilityState !== 'visible' || Date.now() - askedAt < asksEvery) return
    askedAt = Date.now()
    // Without a network there is nothing new; the next look asks again.
    workbox.update().catch(() => {})
  }
  document.addEventListener('visibilitychange', ask, { signal })
}
