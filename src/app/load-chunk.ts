/**
 * UP2: a part of the app did not come. Either this page is of a build that the server keeps no longer, or the network
 * went before everything was kept here.
 */
export class MissingChunkError extends Error {
  override name = 'MissingChunkError'
}

/** Loads a part of the app; rejects with `MissingChunkError`. */
export async function loadChunk<Chunk>(load: () => Promise<Chunk>): Promise<Chunk> {
  try {
    return await load()
  } catch (cause) {
    const address = cause instanceof Error ? cause.message : ''
    throw new MissingChunkError(`A part of the app did not come: ${address}`, { cause })
  }
}

/** The same where nobody can be in the middle of anything, before the app is open: reloads at once if that may help. */
export async function loadOrReload<Chunk>(load: () => Promise<Chunk>): Promise<Chunk> {
  try {
    return await loadChunk(load)
  } catch (error) {
    if (!mayReloadFor(error, { onLine: navigator.onLine, tried: sessionStorage })) throw error
    location.reload()
    return new Promise(() => {})
  }
}

/**
 * UP2: whether a reload may bring what did not come: only with a network, and once for each part in this tab. Whoever is
 * told that it may has to reload.
 */
export function mayReloadFor(
  error: unknown,
  { onLine, tried }: { onLine: boolean; tried: Storage },
): boolean {
  if (!(error instanceof MissingChunkError) || !onLine) return false
  const key = `branchbook.reloaded: ${error.message}`
  if (tried.getItem(key) !== null) return false
  tried.setItem(key, '1')
  return true
}
