import type { OpenVault } from '#vault/assemble-vault.ts'
import { storageTroubleOf, type StorageTrouble } from '#vault/storage-trouble.ts'
import { VaultLockedError } from '#vault/vault-errors.ts'

/** Whether this device keeps what it is given at present. */
export interface StorageWatch {
  /** Null: it does. */
  current(): StorageTrouble | null
  subscribe(listener: () => void): () => void
  /** Something could not be stored. */
  failed(error: unknown): void
  /** Work of our own failed: tells only what a person has to know of at once. */
  noticed(error: unknown): void
  /** Something was stored. */
  stored(): void
  stop(): void
}

/** What no later save mends: the tab has to be loaded anew. */
const lasting: ReadonlySet<StorageTrouble> = new Set(['gone', 'newer-app'])

/**
 * VA5: watches the storage of an open vault: each save says how it stands, and so does the database itself when the app
 * comes back from the background or the browser closes a connection.
 */
export function watchStorage(
  vault: Pick<OpenVault, 'resume' | 'onClosed'>,
  page: Window,
): StorageWatch {
  const listeners = new Set<() => void>()
  const stopping = new AbortController()
  const { signal } = stopping
  let trouble: StorageTrouble | null = null
  let isLooking = false
  let wasHidden = page.document.visibilityState === 'hidden'

  function tell(next: StorageTrouble | null): void {
    if (next === trouble || signal.aborted) return
    if (trouble !== null && lasting.has(trouble) && next !== 'gone') return
    trouble = next
    for (const listener of listeners) listener()
  }

  async function look(): Promise<void> {
    // To open a connection anew closes the former one; that is no news.
    if (isLooking) return
    isLooking = true
    try {
      const answer = await vault.resume()
      if (answer !== 'answers') tell(answer)
      else if (trouble === 'silent') tell(null)
    } catch (error) {
      if (!(error instanceof VaultLockedError)) throw error
    } finally {
      isLooking = false
    }
  }

  function onSight(): void {
    const isHidden = page.document.visibilityState === 'hidden'
    if (wasHidden && !isHidden) void look()
    wasHidden = isHidden
  }

  page.document.addEventListener('visibilitychange', onSight, { signal })
  // A page that was frozen whole, with its connections.
  page.addEventListener('pageshow', ({ persisted }) => (persisted ? void look() : undefined), {
    signal,
  })
  vault.onClosed(() => void look())

  return {
    current: () => trouble,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    failed(error) {
      const next = storageTroubleOf(error)
      if (next !== null) tell(next)
    },
    noticed(error) {
      const next = storageTroubleOf(error)
      if (next !== null && lasting.has(next)) tell(next)
    },
    stored: () => tell(null),
    stop: () => stopping.abort(),
  }
}
