import type { Drafts } from '#vault/vault.ts'

/** Drafts that say when everything handed to them is on the disk. */
export interface SettlingDrafts extends Drafts {
  /** Resolves when no save or removal is under way; never rejects, the forms hear of failures themselves. */
  settled(): Promise<void>
}

/** KE6: a lock waits for the last stroke of every form before the key goes. */
export function createSettlingDrafts(drafts: Drafts): SettlingDrafts {
  const underWay = new Set<Promise<unknown>>()
  function follow(work: Promise<void>): Promise<void> {
    underWay.add(work)
    const done = () => underWay.delete(work)
    work.then(done, done)
    return work
  }
  return {
    ...drafts,
    save: (key, value) => follow(drafts.save(key, value)),
    remove: (key) => follow(drafts.remove(key)),
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
  }
}
