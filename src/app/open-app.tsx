import { RouterProvider } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ReplicaProvider } from '#replica/use-replica.ts'
import { SyncProvider } from '#sync/use-sync.ts'
import type { OpenSession } from './access-state.ts'
import { AutoLock } from './auto-lock.tsx'
import { environment } from './environment.ts'
import { router } from './router.tsx'
import { restoreScroll } from './standing-scroll.ts'

/** The app of one colleague, from an open session. */
export function OpenApp({ open }: { open: OpenSession }) {
  const { tag } = open.vault
  useEffect(() => restoreScroll(tag), [tag])
  return (
    <ReplicaProvider
      replica={open.replica}
      drafts={open.vault.drafts}
      settings={open.vault.settings}
      environment={environment}
      storage={open.storage}
    >
      <SyncProvider engine={open.engine}>
        <RouterProvider router={router} />
        <AutoLock open={open} />
      </SyncProvider>
    </ReplicaProvider>
  )
}
