import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { PendingChange, Replica } from '#replica/replica.ts'

export interface PendingFacts {
  pendingCount: number
  /** Instant (ms) of the oldest operation without an outcome. */
  oldestUnsentAt: number | null
  /** Whether one of them has no outcome. */
  unsent: boolean
  /** Sync issues without a resolution, loss reports not seen (CL7), and outbox rows that do not open (VA3). */
  attentionCount: number
}

/** Reads the facts off a replica; what did not change is not counted again. */
export function createPendingFacts(replica: Replica & ReplicaFeed): () => PendingFacts {
  let countedAt = ''
  let reports = 0
  let seen: readonly PendingChange[] | null = null
  let oldestUnsentAt: number | null = null

  return () => {
    const revisions = `${replica.revision('sync-issue')} ${replica.revision('loss-report')}`
    if (revisions !== countedAt) {
      countedAt = revisions
      const issues = replica.all('sync-issue').filter(({ data }) => data.resolution === undefined)
      const losses = replica.all('loss-report').filter(({ data }) => data.seen !== true)
      reports = issues.length + losses.length
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
      attentionCount: reports + replica.unreadableOperations.length,
    }
  }
}
