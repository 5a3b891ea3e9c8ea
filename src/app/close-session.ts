import type { OpenSession } from './access-state.ts'

/** VA5: a database that has hung never answers; the key does not wait for it (ms). */
const longestWait = 10_000

/** KE6: what is being sealed is sealed first, then the key goes, whatever else fails; at the latest after `patience`. */
export async function closeSession(
  { vault, replica, engine }: OpenSession,
  patience = longestWait,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const hung = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience)
  })
  try {
    await Promise.race([engine.stop().then(() => vault.settled()), hung])
  } finally {
    clearTimeout(timer)
    replica.close()
    vault.lock()
  }
}
