import { useSyncExternalStore } from 'react'

/** Says nothing about a person, so it may lie in the clear, and holds for everyone who uses this device. */
const storageKey = 'branchbook.shared-device'
const listeners = new Set<() => void>()

/** KE6: whether several people use this device in turn: then it locks sooner. */
export function isSharedDevice(): boolean {
  return localStorage.getItem(storageKey) === 'yes'
}

/** The mark and the way to change it; other windows of this device follow. */
export function useSharedDevice(): { shared: boolean; setShared(shared: boolean): void } {
  return { shared: useSyncExternalStore(subscribe, isSharedDevice), setShared }
}

function setShared(shared: boolean): void {
  if (shared) localStorage.setItem(storageKey, 'yes')
  else localStorage.removeItem(storageKey)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}
