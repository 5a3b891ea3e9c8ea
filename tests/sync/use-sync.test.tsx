// @vitest-environment jsdom
import { act, render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { SyncEngine } from '#sync/engine.ts'
import { createStatusSource } from '#sync/status-source.ts'
import { statusOf } from '#sync/status.ts'
import { SyncProvider, useSyncStatus } from '#sync/use-sync.ts'

const facts = {
  verdict: 'reached' as const,
  running: false,
  firstSync: false,
  pendingCount: 0,
  oldestUnsentAt: null,
  attentionCount: 0,
  lastSyncedAt: 1,
  progress: null,
  upload: { done: 0, total: 0 },
  nextTryAt: null,
}

const Chip = () => {
  const { phase, pendingCount } = useSyncStatus()
  return (
    <p>
      {phase} {pendingCount}
    </p>
  )
}

it('the chip follows the status and renders only when it differs', async () => {
  let pendingCount = 0
  let told = 0
  const status = createStatusSource(
    () => statusOf({ ...facts, pendingCount }),
    () => (told += 1),
  )
  const engine: SyncEngine = {
    status,
    syncNow: () => Promise.resolve(),
    signedInAgain: () => {},
    stop: () => Promise.resolve(),
  }
  render(
    <SyncProvider engine={engine}>
      <Chip />
    </SyncProvider>,
  )
  expect(screen.getByText('idle 0')).toBeDefined()
  pendingCount = 3
  act(() => status.refresh())
  expect(screen.getByText('idle 3')).toBeDefined()
  status.refresh()
  expect(told).toBe(1)
})
