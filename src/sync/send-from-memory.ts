import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { Replica } from '#replica/replica.ts'
import type { DeviceNumbers, Vault } from '#vault/vault.ts'
import type { Api } from './api.ts'
import { pushPending } from './push.ts'

interface MemoryParts {
  vault: Pick<Vault, 'journal'>
  replica: Replica & ReplicaFeed
  api: Pick<Api, 'push'>
  /** As they were read last. */
  numbers: DeviceNumbers
  /** Instant in ms. */
  now: () => number
  signal: AbortSignal
}

/**
 * What lay on the disk was taken away under the open app. What was saved and not sent is still in memory, and goes out from
 * there once more; nothing can be pulled any more, and nothing new can be saved. A device that was about to offer everything
 * again (GC2) cannot: that would need the disk.
 */
export async function sendFromMemory(parts: MemoryParts): Promise<void> {
  const { numbers, replica } = parts
  const pending = replica.pending()
  const last = pending.at(-1)
  const isWaiting = pending.some(({ state }) => state !== 'sent')
  if (last === undefined || !isWaiting || numbers.offering) return
  for (;;) {
    const pushed = await pushPending({
      ...parts,
      journal: parts.vault.journal,
      offerFrom: null,
      report: async () => ({
        lastLocalN: last.operation.n - numbers.offset,
        unsyncedCount: pending.length,
        oldestUnsyncedAt: pending[0]?.operation.at ?? null,
      }),
    })
    if (!pushed.ok || pushed.value.retryAfterMs !== null || !pushed.value.more) return
  }
}
