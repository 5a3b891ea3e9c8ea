import { useSyncExternalStore } from 'react'

/** What Chromium hands over when the app may be installed; not part of TypeScript's DOM. */
interface InstallEvent extends Event {
  prompt(): Promise<unknown>
}

let offered: InstallEvent | null = null
const listeners = new Set<() => void>()

/** Keeps the browser's offer until the person asks for it in the settings. Call once, before the first render. */
export function watchInstallPrompt(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    offer(isInstallEvent(event) ? event : null)
  })
  addEventListener('appinstalled', () => offer(null))
}

/** Opens the browser's own question; null where there is nothing to install. */
export function useInstallPrompt(): (() => void) | null {
  return useSyncExternalStore(subscribe, () => (offered === null ? null : install))
}

function install(): void {
  // One offer is good for one question.
  void offered?.prompt()
  offer(null)
}

function offer(next: InstallEvent | null): void {
  offered = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function isInstallEvent(event: Event): event is InstallEvent {
  return 'prompt' in event && typeof event.prompt === 'function'
}
