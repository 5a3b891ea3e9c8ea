import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { PendingChange, Replica } from '#replica/replica.ts'

export interface PendingFacts {
  pendingCount: number
  /** Instant (ms) of the oldest operation without an outcome. */
  oldestUnsentAt: number | null
  /** Whether one of them has no outcome. */
  unsent: boolean
  /** Sync issues without a resolution, and outbox rows that do not open (VA3). */
  attentionCount: number
}

/** Reads the facts off a replica; what did not change is not counted again. */
export function createPendingFacts(replica: Replica & ReplicaFeed): () => PendingFacts {
  let countedAt = -1
  let issues = 0
  let seen: readonly PendingChange[] | null = null
  let oldestUnsentAt: number | null = null

  return () => {
    const revision = replica.revision('sync-issue')
    if (revision !== countedAt) {
      countedAt = revision
      issues = replica.all('sync-issue').filter(({ data }) => data.resolution === undefined).length
    }
    const pending = replica.pending()
    if (pending !== seen) {
      seen = pending
      const unsent = pending.filter(({ state }) => state !== 'sent')
      oldestUnsentAt = unsent.reduce<number | null>(
        (oldest, { operation }) => Math.min(oldest ?? Infinity, operation.at),
        null,
      )
    }
    return {
      pendingCount: pending.length,
      oldestUnsentAt,
      unsent: oldestUnsentAt !== null,
      attentionCount: issues + replica.unreadableOperations.length,
    }
  }
}
