import { maximumOperationsPerPush } from '#shared/protocol/push-message.ts'
import type { SyncStatus } from './sync-status.ts'

/** How the last contact ended; `unclear` before the first one. */
export type Verdict =
  | 'unclear'
  | 'reached'
  | 'unreachable'
  | 'signed-out'
  | 'server-error'
  | 'busy'
  | 'device-failed'
  | 'no-room'
  | 'wrong-server'
  | 'out-of-step'
  | 'upgrade-required'

export interface SyncFacts {
  verdict: Verdict
  running: boolean
  /** Nothing was ever pulled completely. */
  firstSync: boolean
  /** Operations that no checkpoint covers yet. */
  pendingCount: number
  /** How much of what waited is answered. */
  upload: { done: number; total: number }
  /** Instant (ms) of the oldest operation without an outcome. */
  oldestUnsentAt: number | null
  attentionCount: number
  lastSyncedAt: number | null
  progress: SyncStatus['progress']
  nextTryAt: number | null
}

const triedAgain: ReadonlySet<Verdict> = new Set([
  'unreachable',
  'server-error',
  'busy',
  'device-failed',
  'no-room',
])

/** What the chip says, from the facts: what a person must do outranks what goes on by itself. */
export function statusOf(facts: SyncFacts): SyncStatus {
  const { pendingCount, oldestUnsentAt, attentionCount, lastSyncedAt, progress } = facts
  const failed = triedAgain.has(facts.verdict)
  const phase = phaseOf(facts)
  return {
    phase,
    pendingCount,
    oldestPendingAt: oldestUnsentAt,
    attentionCount,
    lastSyncedAt,
    progress: phase === 'first-sync' ? progress : null,
    upload:
      phase === 'syncing' && facts.upload.total > maximumOperationsPerPush ? facts.upload : null,
    nextTryAt: failed ? facts.nextTryAt : null,
  }
}

function phaseOf({ verdict, running, firstSync, pendingCount }: SyncFacts): SyncStatus['phase'] {
  if (verdict === 'wrong-server' || verdict === 'signed-out') return verdict
  if (verdict === 'device-failed' || verdict === 'no-room') return verdict
  if (verdict === 'out-of-step' || verdict === 'upgrade-required') return verdict
  if (verdict === 'unreachable') return 'offline'
  if (verdict === 'server-error' || verdict === 'busy') return verdict
  if (firstSync) return 'first-sync'
  // A pull that finds nothing to do passes unnoticed.
  return running && pendingCount > 0 ? 'syncing' : 'idle'
}
