import type { OpenSession } from './access-state.ts'
import { within } from './within.ts'

/** VA5: a database that has hung never answers; the key does not wait for it (ms). */
const longestWait = 10_000
/** A round that is storing may finish (ms). One that waits for the network ends without the key, and loses nothing. */
const roundMayTake = 500

/** KE6: what is being sealed is sealed first, then the key goes, whatever else fails; at the latest after `patience`. */
export async function closeSession(
  { vault, replica, engine, tabs, storage }: OpenSession,
  patience = longestWait,
): Promise<void> {
  tabs.close()
  const stopped = engine.stop()
  try {
    await within(vault.settled(), patience)
    await within(stopped, roundMayTake)
  } finally {
    storage.stop()
    replica.close()
    vault.lock()
  }
}
