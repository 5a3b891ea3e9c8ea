import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { render } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import type { SessionInfo } from '#shared/protocol/session-message.ts'
import type { Replica } from '#replica/replica.ts'
import { ReplicaProvider } from '#replica/use-replica.ts'
import { LanguageProvider, useMessages } from '#i18n/language.tsx'
import { loadWholeTexts } from '#i18n/whole-texts.ts'
import { dismissToast, toast, ToastRegion } from '#ui/toast.tsx'
import { UiTextsProvider } from '#ui/ui-texts.tsx'
import { fillBrowserGaps } from '#tests/ui/browser-gaps.ts'
import {
  environment,
  openWith,
  page,
  session,
  type OpenedReplica,
} from '#tests/replica/replica-device.ts'

// What the open app brings with itself.
await loadWholeTexts()

export * from '#tests/replica/replica-device.ts'

fillBrowserGaps()

/** Toasts outlive the screen that showed them, as they should; a test starts without. */
export function clearToasts(): void {
  const last = toast({ text: '' })
  for (let each = 1; each <= last; each += 1) dismissToast(each)
}

/** A replica as another colleague of the branch sees it. */
export async function openAs(
  change: Partial<SessionInfo>,
  ...pages: ReturnType<typeof page>[]
): Promise<OpenedReplica> {
  const opened = await openWith(...pages)
  return { ...opened, replica: { ...opened.replica, session: { ...session, ...change } } }
}

/** Shows a screen over a real replica, with a router that knows no pages: links only change its address. */
export async function showScreen(
  { replica, vault }: { replica: Replica; vault: OpenedReplica['vault'] },
  children: ReactNode,
) {
  const root = createRootRoute({
    component: () => (
      <>
        {children}
        <ToastRegion />
      </>
    ),
    notFoundComponent: () => null,
  })
  const router = createRouter({ routeTree: root, history: createMemoryHistory() })
  await router.load()
  const view = render(
    <LanguageProvider>
      <WithTexts>
        <ReplicaProvider
          replica={replica}
          drafts={vault.drafts}
          settings={vault.settings}
          environment={environment}
        >
          <RouterProvider router={router} />
        </ReplicaProvider>
      </WithTexts>
    </LanguageProvider>,
  )
  return { ...view, router, user: userEvent.setup() }
}

/** The words of the widgets. */
export function WithTexts({ children }: { children: ReactNode }) {
  const { ui } = useMessages()
  return (
    <UiTextsProvider locale="zh-CN" texts={ui}>
      {children}
    </UiTextsProvider>
  )
}
