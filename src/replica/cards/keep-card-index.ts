import type { Replica } from '#replica/replica.ts'
import type { ReplicaFeed } from '#replica/replica-feed.ts'

/** So long must nothing have changed: a first sync is over then, and nobody is in the middle of something. In ms. */
const quietFor = 3000

/**
 * VA2: makes the index of the cards whenever it is due and nobody is waiting, for the next unlock. Goes on until the
 * vault is locked, and rejects then. `idle` resolves when the browser has nothing better to do.
 */
export async function keepCardIndex(
  replica: Replica & ReplicaFeed,
  idle: () => Promise<void>,
): Promise<never> {
  await replica.whenLoaded()
  for (;;) {
    await quiet(replica)
    await idle()
    const change = nextChange(replica)
    await replica.indexCards()
    await change
  }
}

function quiet({ subscribe }: Replica): Promise<void> {
  return new Promise((resolve) => {
    const start = () => setTimeout(end, quietFor)
    const unsubscribe = subscribe(() => {
      clearTimeout(timer)
      timer = start()
    })
    let timer = start()
    function end(): void {
      unsubscribe()
      resolve()
    }
  })
}

function nextChange({ subscribe }: Replica): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = subscribe(() => {
      unsubscribe()
      resolve()
    })
  })
}
