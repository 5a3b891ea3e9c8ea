import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { PendingChange, Replica } from '#replica/replica.ts'

export interface PendingFacts {
  pendingCount: number
  /** How much of all that waited since the outbox was empty the server has answered; numbers of a device have no gaps. */
  upload: { done: number; total: number }
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
  let waitingCount = 0
  let firstN: number | null = null

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
      oldestUnsentAt = null
      waitingCount = 0
      firstN = pending.length === 0 ? null : (firstN ?? pending[0]?.operation.n ?? null)
      // Once for each commit of an import: nothing is made of a hundred thousand changes.
      for (const { state, operation } of pending) {
        if (state === 'sent') continue
        waitingCount += 1
        if (operation.at < (oldestUnsentAt ?? Infinity)) oldestUnsentAt = operation.at
      }
    }
    const lastN = pending.at(-1)?.operation.n
    const total = firstN === null || lastN === undefined ? 0 : lastN - firstN + 1
    return {
      pendingCount: pending.length,
      upload: { done: total - waitingCount, total },
      oldestUnsentAt,
      unsent: oldestUnsentAt !== null,
      attentionCount: reports + replica.unreadableOperations.length,
    }
  }
}
