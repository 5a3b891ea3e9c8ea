import { createContext, createElement, use, useSyncExternalStore, type ReactNode } from 'react'
import type { SyncEngine } from './engine.ts'
import type { SyncStatus } from './sync-status.ts'

const SyncContext = createContext<SyncEngine | null>(null)

/** Gives the running sync to the screens below. */
export function SyncProvider({
  engine,
  children,
}: {
  engine: SyncEngine
  children?: ReactNode
}): ReactNode {
  return createElement(SyncContext, { value: engine }, children)
}

/** The running sync, for “sync now” and after a new sign-in. */
export function useSyncEngine(): SyncEngine {
  const engine = use(SyncContext)
  if (engine === null) throw new Error('useSyncEngine is used outside of SyncProvider')
  return engine
}

/** What the chip says; renders again when it changes. */
export function useSyncStatus(): SyncStatus {
  const { status } = useSyncEngine()
  return useSyncExternalStore(status.subscribe, status.current)
}
