import type { BaseEntry } from '#vault/vault.ts'
import { nextTask } from './next-task.ts'

/** The base as it arrives from the disk, while news from the server may already be coming in. */
export interface BaseLoading {
  /** Entries of a tier as the vault opens them. */
  add: (entries: BaseEntry[], tier: number) => void
  /** VA2: the cards came out of their index and are current: the app is usable, whatever else is still to come. */
  cardsAreIn: () => void
  /** The vault has opened everything. */
  end: () => void
  /** These were pulled meanwhile: what the disk still brings of them is older. */
  settle: (entries: readonly BaseEntry[], removedScopes: readonly string[]) => void
  /** Resolves when the tiers that make the app usable are in memory (PL2). */
  readonly usable: Promise<void>
  readonly complete: Promise<void>
}

/** Tier 1 is today's work, tier 2 the customer cards. */
const lastUsableTier = 2

/**
 * Passes entries on: the first tiers at once, later ones a portion at a time with the screen in between.
 * `onTier` is called when one of the later tiers is in and the next begins.
 */
export function createBaseLoading({
  take,
  onTier,
}: {
  take: (entries: readonly BaseEntry[]) => void
  onTier: () => void
}): BaseLoading {
  const settled = new Set<string>()
  const removed = new Set<string>()
  const usable = milestone()
  const complete = milestone()
  let queue: Promise<void> = Promise.resolve()
  let tierUnderWay: number | null = null
  let everythingIsIn = false
  let isUsable = false

  function takeNew(entries: readonly BaseEntry[]): void {
    const anySettled = settled.size > 0 || removed.size > 0
    take(
      anySettled
        ? entries.filter((entry) => !settled.has(keyOf(entry)) && !removed.has(entry.scope))
        : entries,
    )
  }

  function makeUsable(): void {
    isUsable = true
    usable.reach()
  }

  return {
    usable: usable.reached,
    complete: complete.reached,
    cardsAreIn: makeUsable,
    add(entries, tier) {
      if (!isUsable && tier <= lastUsableTier) return takeNew(entries)
      makeUsable()
      queue = queue.then(async () => {
        // A page of up to 500 entries takes about a millisecond; the main thread is free after each.
        await nextTask()
        if (tierUnderWay !== null && tierUnderWay !== tier) onTier()
        tierUnderWay = tier
        takeNew(entries)
      })
    },
    end() {
      makeUsable()
      queue = queue.then(() => {
        everythingIsIn = true
      })
      complete.reach(queue)
    },
    settle(entries, removedScopes) {
      // Nothing comes from the disk any more that could be older.
      if (everythingIsIn) return
      for (const entry of entries) settled.add(keyOf(entry))
      for (const scope of removedScopes) removed.add(scope)
    },
  }
}

/** A promise that is kept from outside; `after` puts it off until that is kept too. */
function milestone(): { reached: Promise<void>; reach: (after?: Promise<void>) => void } {
  const resolvers: ((after?: Promise<void>) => void)[] = []
  const reached = new Promise<void>((resolve) => {
    resolvers.push(resolve)
  })
  return {
    reached,
    reach(after) {
      for (const resolve of resolvers) resolve(after)
    },
  }
}

function keyOf({ type, id }: BaseEntry): string {
  return `${type}|${id}`
}
