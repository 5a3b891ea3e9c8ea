/** VA4: less free space than this refuses a pull, never a save. In bytes. */
export const leastFreeForPull = 50 * 1024 * 1024

/** Free space of this origin in bytes, or `null` where the browser does not say. */
export async function freeSpace(): Promise<number | null> {
  const { quota, usage } = (await storageManager()?.estimate?.()) ?? {}
  return quota === undefined || usage === undefined ? null : quota - usage
}

/**
 * VA5: asks the browser to keep this origin's data, at every start. `false` is normal and makes
 * the warnings about unsent changes come earlier.
 */
export async function persistStorage(): Promise<boolean> {
  return (await storageManager()?.persist?.()) ?? false
}

/** Says whether there is room for a pull; asks the browser at most every ten seconds of `now` (ms). */
export function createRoomCheck(
  free: () => Promise<number | null>,
  now: () => number,
): () => Promise<boolean> {
  let asked: { at: number; room: boolean } | null = null
  return async () => {
    if (asked === null || now() - asked.at > 10_000) {
      const bytes = await free()
      asked = { at: now(), room: bytes === null || bytes >= leastFreeForPull }
    }
    return asked.room
  }
}

/** Missing on plain http and in old browsers, whatever the DOM library says. */
function storageManager(): Partial<StorageManager> | undefined {
  return globalThis.navigator?.storage
}
