import type { OpenSession } from './access-state.ts'

/** VA5: a database that has hung never answers; the key does not wait for it (ms). */
const longestWait = 10_000
/** A round that is storing may finish (ms). One that waits for the network ends without the key, and loses nothing. */
const roundMayTake = 500

/** KE6: what is being sealed is sealed first, then the key goes, whatever else fails; at the latest after `patience`. */
export async function closeSession(
  { vault, replica, engine }: OpenSession,
  patience = longestWait,
): Promise<void> {
  const stopped = engine.stop()
  try {
    await within(patience, vault.settled())
    await within(roundMayTake, stopped)
  } finally {
    replica.close()
    vault.lock()
  }
}

/** Waits for work that never rejects, but not longer than `patience` (ms). */
async function within(patience: number, work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience)
  })
  await Promise.race([work, enough])
  clearTimeout(timer)
}
