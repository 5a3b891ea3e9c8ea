import type { VaultBase } from './base.ts'
import type { VaultOutbox } from './outbox.ts'
import type { OtherTabChanges } from './vault.ts'

export interface OtherTabs {
  /** Tells other tabs that there is something new; says nothing of what. */
  poke(): void
  listen(listener: (changes: OtherTabChanges) => void): () => void
  /** Looks for what other tabs wrote, now. */
  catchUp(): Promise<void>
  close(): void
}

/**
 * CL4: tabs poke each other over a channel; what happened is read from the database, by the
 * numbers in it. A tab that slept through pokes catches up when it becomes visible.
 */
export function createOtherTabs(
  tag: string,
  base: Pick<VaultBase, 'news'>,
  outbox: Pick<VaultOutbox, 'news'>,
): OtherTabs {
  const channel = new BroadcastChannel(`branchbook-${tag}`)
  const page = typeof document === 'undefined' ? null : document
  const listeners = new Set<(changes: OtherTabChanges) => void>()
  let droppedThrough = 0
  let running: Promise<void> | null = null
  let again = false
  let closed = false

  async function lookUntilQuiet(): Promise<void> {
    try {
      do {
        again = false
        await look()
      } while (again)
    } catch (error) {
      // The vault was locked while this tab was looking: there is nobody to tell.
      if (!closed) throw error
    } finally {
      running = null
    }
  }

  async function look(): Promise<void> {
    // Base first, and nothing before it is loaded. An operation that is appended and dropped in
    // between is in the base that the poke of its drop makes this tab read next.
    const news = await base.news()
    if (news === null) return
    const operations = await outbox.news()
    const dropped = news.droppedThrough > droppedThrough
    droppedThrough = news.droppedThrough
    const some = operations.length + news.entries.length + news.removedScopes.length > 0
    if (!some && !dropped) return
    for (const listener of listeners) listener({ ...news, operations })
  }

  function catchUp(): Promise<void> {
    if (running !== null) {
      again = true
      return running
    }
    if (listeners.size === 0) return Promise.resolve()
    running = lookUntilQuiet()
    return running
  }

  // VA5: no request to IndexedDB while hidden; becoming visible brings what was missed.
  const catchUpIfVisible = () => {
    if (page?.visibilityState !== 'hidden') void catchUp()
  }
  channel.addEventListener('message', catchUpIfVisible)
  page?.addEventListener('visibilitychange', catchUpIfVisible)

  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
    poke: () => channel.postMessage('changed'),
    listen(listener) {
      listeners.add(listener)
      // What was written between the load and now.
      catchUpIfVisible()
      return () => listeners.delete(listener)
    },
    catchUp,
    close() {
      closed = true
      listeners.clear()
      channel.removeEventListener('message', catchUpIfVisible)
      channel.close()
      page?.removeEventListener('visibilitychange', catchUpIfVisible)
    },
  }
}
