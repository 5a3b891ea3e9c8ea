import { useSyncExternalStore } from 'react'

const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** Says nothing about a customer, so it may lie in the clear. */
const storageKey = 'branchbook.theme'
const listeners = new Set<() => void>()

/** The chosen appearance and the way to change it; kept for the next start. */
export function useTheme(): { theme: Theme; setTheme(theme: Theme): void } {
  return { theme: useSyncExternalStore(subscribe, storedTheme), setTheme }
}

function setTheme(theme: Theme): void {
  localStorage.setItem(storageKey, theme)
  for (const listener of listeners) listener()
}

function storedTheme(): Theme {
  const stored = localStorage.getItem(storageKey)
  return themes.find((theme) => theme === stored) ?? 'system'
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
