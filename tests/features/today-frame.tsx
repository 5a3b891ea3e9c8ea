import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
} from '@tanstack/react-router'
import { render } from '@testing-library/react'
import { type ReactNode, useMemo } from 'react'
import { LanguageProvider } from '#i18n/language.tsx'
import { zhCN } from '#i18n/zh-CN.ts'
import { loadWholeTexts } from '#i18n/whole-texts.ts'
import { ReplicaProvider } from '#replica/use-replica.ts'
import type { ImportantDate } from '#shared/domain/important-date.ts'
import { dismissAllToasts, ToastRegion } from '#ui/toast.tsx'
import { UiTextsProvider } from '#ui/ui-texts.tsx'
import { environment, id, type OpenedReplica } from '#tests/replica/replica-device.ts'
import { fillBrowserGaps } from '#tests/ui/browser-gaps.ts'

// What the open app brings with itself.
await loadWholeTexts()

/** Draws a screen over a real replica, as the app does; links know their addresses. */
export function showScreen(opened: OpenedReplica, screen: ReactNode, clock = environment) {
  fillBrowserGaps()
  // As after a lock: what an earlier screen said is gone.
  dismissAllToasts()
  return render(
    <LanguageProvider>
      <UiTextsProvider locale="zh-CN" texts={zhCN.ui}>
        <ReplicaProvider
          replica={opened.replica}
          drafts={opened.vault.drafts}
          settings={opened.vault.settings}
          environment={clock}
        >
          <WithLinks>{screen}</WithLinks>
          <ToastRegion />
        </ReplicaProvider>
      </UiTextsProvider>
    </LanguageProvider>,
  )
}

function WithLinks({ children }: { children: ReactNode }) {
  const router = useMemo(
    () => createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() }),
    [],
  )
  // The tests draw one screen at a time: its links need addresses, not the tree behind them.
  return <RouterContextProvider router={router}>{children}</RouterContextProvider>
}

/** A birthday of customer 1. */
export function birthday(change: Partial<ImportantDate> = {}): ImportantDate {
  return {
    customerId: id(1),
    kind: 'birthday',
    calendar: 'lunar',
    month: 4,
    day: 4,
    leap: false,
    leapPolicy: 'leap_if_exists',
    shortMonth: 'last_day',
    feb29: 'feb28',
    celebrate: true,
    leadDays: [7, 1, 0],
    origin: 'customer',
    ...change,
  }
}
