import { describe, expect, it } from 'vitest'
import { pauseAsked, verdictOf } from '#sync/round-ending.ts'
import { statusOf, type SyncFacts } from '#sync/status.ts'

const calm: SyncFacts = {
  verdict: 'reached',
  running: false,
  firstSync: false,
  pendingCount: 0,
  upload: { done: 0, total: 0 },
  oldestUnsentAt: null,
  attentionCount: 0,
  lastSyncedAt: 5_000,
  progress: null,
  nextTryAt: null,
}

function uploading(total: number, change: Partial<SyncFacts> = {}) {
  const facts = { ...calm, running: true, pendingCount: total, upload: { done: 200, total } }
  return statusOf({ ...facts, ...change }).upload
}

describe('what the chip says', () => {
  it.each<[string, Partial<SyncFacts>]>([
    ['idle', {}],
    ['idle', { running: true }],
    ['syncing', { running: true, pendingCount: 2 }],
    ['first-sync', { firstSync: true, lastSyncedAt: null }],
    ['offline', { verdict: 'unreachable', firstSync: true }],
    ['offline', { verdict: 'unreachable', running: true, pendingCount: 1 }],
    ['server-error', { verdict: 'server-error' }],
    ['busy', { verdict: 'busy', firstSync: true }],
    ['device-failed', { verdict: 'device-failed', firstSync: true }],
    ['no-room', { verdict: 'no-room', pendingCount: 1 }],
    ['signed-out', { verdict: 'signed-out', running: true }],
    ['wrong-server', { verdict: 'wrong-server', firstSync: true }],
    ['out-of-step', { verdict: 'out-of-step', pendingCount: 1 }],
    ['upgrade-required', { verdict: 'upgrade-required', running: true, pendingCount: 1 }],
  ])('%s: %o', (phase, change) => {
    expect(statusOf({ ...calm, ...change }).phase).toBe(phase)
  })

  it('[CL2] count and age of unsent changes are told in every phase', () => {
    const facts: SyncFacts = {
      ...calm,
      verdict: 'unreachable',
      pendingCount: 3,
      oldestUnsentAt: 1_000,
      attentionCount: 2,
      nextTryAt: 9_000,
    }
    expect(statusOf(facts)).toEqual({
      phase: 'offline',
      pendingCount: 3,
      oldestPendingAt: 1_000,
      attentionCount: 2,
      lastSyncedAt: 5_000,
      progress: null,
      upload: null,
      nextTryAt: 9_000,
    })
  })

  it('[CL2] how far an upload is, is told while more goes out than one request takes', () => {
    expect(uploading(501)).toEqual({ done: 200, total: 501 })
    expect(uploading(500)).toBeNull()
    expect(uploading(501, { verdict: 'unreachable' })).toBeNull()
  })

  it('[SE5] a server that asks for a pause is busy, and the pause is the one it named', () => {
    const error = { type: 'busy', retryAfterMs: 7_000 } as const
    expect(verdictOf({ ok: false, error })).toBe('busy')
    expect(pauseAsked({ ok: false, error })).toBe(7_000)
    const nextTryAt = 12_000
    expect(statusOf({ ...calm, verdict: 'busy', nextTryAt }).nextTryAt).toBe(nextTryAt)
  })

  it('a session of another colleague in this browser is the same as none', () => {
    const problem = { type: '/problems/other-device', title: '', status: 403 }
    const error = { type: 'problem', status: 403, problem } as const
    expect(verdictOf({ ok: false, error })).toBe('signed-out')
    const other = { ...error, problem: { ...problem, type: '/problems/internal' } }
    expect(verdictOf({ ok: false, error: other })).toBe('server-error')
  })
})
