import { createContext, use, useSyncExternalStore } from 'react'
import type { Access } from './access-ways.ts'
import type { AccessState } from './access-state.ts'

export const AccessContext = createContext<Access | null>(null)

/** Where the person stands, and the ways on from there. */
export function useAccess(): { access: Access; state: AccessState } {
  const access = use(AccessContext)
  if (access === null) throw new Error('useAccess is used outside of AccessContext')
  return { access, state: useSyncExternalStore(access.subscribe, access.current) }
}
