import { RouterProvider } from '@tanstack/react-router'
import { ReplicaProvider } from '#replica/use-replica.ts'
import { SyncProvider } from '#sync/use-sync.ts'
import type { OpenSession } from './access-state.ts'
import { environment } from './environment.ts'
import { router } from './router.tsx'

/** The app of one colleague, from an open session. */
export function OpenApp({ open }: { open: OpenSession }) {
  return (
    <ReplicaProvider replica={open.replica} drafts={open.vault.drafts} environment={environment}>
      <SyncProvider engine={open.engine}>
        <RouterProvider router={router} />
      </SyncProvider>
    </ReplicaProvider>
  )
}
