import { customerSearchOf } from '#replica/customer-search-source.ts'
import { keepCardIndex } from '#replica/cards/keep-card-index.ts'
import type { Replica } from '#replica/replica.ts'
import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'

/**
 * What can wait until nobody is waiting. The search reads cards and notes beforehand, so that the first key
 * stroke answers as fast as every other (a third of a second for 10,000 customers); the vault folds its rows
 * into pages and keeps the index that the next unlock opens with (VA2). Rejects when the vault is locked.
 */
export async function startIdleWork(
  vault: OpenVault,
  replica: Replica & ReplicaFeed,
  page: Document,
): Promise<void> {
  const typing = watchTyping(page)
  const idle = () => whenIdle(page, typing.pause)
  try {
    await replica.whenLoaded()
    await idle()
    customerSearchOf(replica).search('', 0)
    await readProfiles(replica, idle)
    await idle()
    // KE8: what was broken off goes on here.
    await vault.reseal(idle)
    await vault.compact()
    await keepCardIndex(replica, idle)
  } finally {
    typing.stop()
  }
}

/** So long (ms) without a look whether somebody waits. */
const longestSlice = 8

/** Looks at the profiles beforehand, some at a time: the first filter by a tag would wait half a second for 20,000. */
async function readProfiles(replica: Replica, idle: () => Promise<void>): Promise<void> {
  let begun = -Infinity
  for (const { id } of replica.all('customer')) {
    if (performance.now() - begun > longestSlice) {
      await idle()
      begun = performance.now()
    }
    replica.get('profile', id)
  }
}

/**
 * Resolves when the browser has nothing better to do, at the latest after two seconds in sight; Safari cannot say when. VA5:
 * none of this begins while nobody looks, or while somebody types: between two keys a browser seems idle, and the next key waits.
 */
async function whenIdle(page: Document, pause: () => Promise<void>): Promise<void> {
  await inSight(page)
  await pause()
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 2000 })
    else setTimeout(resolve, 500)
  })
}

/** Whoever has not pressed a key for so long (ms) reads or thinks. */
const typingPause = 1000

/** `pause` resolves when nobody is typing; `stop` ends the watch. */
function watchTyping(page: Document): { pause: () => Promise<void>; stop: () => void } {
  let lastKeyAt = -Infinity
  const onKey = () => {
    lastKeyAt = performance.now()
  }
  page.addEventListener('keydown', onKey, { capture: true, passive: true })
  return {
    async pause() {
      let left = lastKeyAt + typingPause - performance.now()
      while (left > 0) {
        await new Promise((resolve) => setTimeout(resolve, left))
        left = lastKeyAt + typingPause - performance.now()
      }
    },
    stop: () => page.removeEventListener('keydown', onKey, { capture: true }),
  }
}

function inSight(page: Document): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (page.visibilityState !== 'visible') return
      page.removeEventListener('visibilitychange', look)
      resolve()
    }
    page.addEventListener('visibilitychange', look)
    look()
  })
}
