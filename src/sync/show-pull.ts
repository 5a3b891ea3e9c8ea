import { maximumOperationsPerPush } from '#shared/protocol/push-message.ts'
import type { ReplicaFeed } from '#replica/replica-feed.ts'
import { createPauses } from '#replica/next-task.ts'
import type { Replica } from '#replica/replica.ts'
import type { BaseEntry } from '#vault/vault.ts'

/** What a pull brings, once it is on the disk. */
export interface StoredPull {
  entries: readonly BaseEntry[]
  removedScopes: string[]
  /** Operations up to this number are part of the base; null for none. */
  droppedThrough: number | null
}

/** As many rows and operations as one push has at most go in at once; more of them, a portion at a time. */
const mostAtOnce = maximumOperationsPerPush
/** Taken in between two looks at the clock. */
const portion = 50

/**
 * PL3: rows and confirmed operations change the screen in one step. Thousands of them would keep it from answering for a second: they
 * go into the memory a portion at a time, rows first, and the screen is told when all are in.
 */
export async function showPull(
  replica: ReplicaFeed & Pick<Replica, 'pending'>,
  { entries, removedScopes, droppedThrough }: StoredPull,
): Promise<void> {
  const confirmed = countThrough(replica, droppedThrough)
  if (entries.length + confirmed <= mostAtOnce) {
    replica.applyPull([...entries], removedScopes, droppedThrough)
    return
  }
  const pause = createPauses()
  for (let first = 0; first < entries.length; first += portion) {
    replica.takeQuietly(entries.slice(first, first + portion), null)
    await pause()
  }
  // Looked at anew after each pause: another tab may have had more confirmed meanwhile.
  for (;;) {
    const last = replica.pending()[portion - 1]?.operation.n
    if (last === undefined || droppedThrough === null || last > droppedThrough) break
    replica.takeQuietly([], last)
    await pause()
  }
  replica.applyPull([], removedScopes, droppedThrough)
}

function countThrough({ pending }: Pick<Replica, 'pending'>, n: number | null): number {
  if (n === null) return 0
  const beyond = pending().findIndex(({ operation }) => operation.n > n)
  return beyond === -1 ? pending().length : beyond
}
