import { nextTask } from '#replica/next-task.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import type { StorageWatch } from './storage-watch.ts'

/** A vault that says when everything that a person handed to it is on the disk. */
export interface SettlingVault extends OpenVault {
  /** Resolves when no save, no draft and no removal of one is under way; never rejects, the forms hear of failures. */
  settled(): Promise<void>
}

/** KE6: a lock waits for the last stroke of every form, and for a save with all that follows from it, before the key goes. */
export function createSettlingVault(
  vault: OpenVault,
  storage: Pick<StorageWatch, 'stored' | 'failed'>,
): SettlingVault {
  const underWay = new Set<Promise<unknown>>()
  function follow<Value>(work: Promise<Value>): Promise<Value> {
    underWay.add(work)
    work.then(
      () => {
        underWay.delete(work)
        storage.stored()
      },
      (error: unknown) => {
        underWay.delete(work)
        storage.failed(error)
      },
    )
    return work
  }
  const { drafts, outbox } = vault
  return {
    ...vault,
    // GC2: a spread would keep the ids of the start, and whoever signs in again has to name those of today.
    get deviceId() {
      return vault.deviceId
    },
    get epoch() {
      return vault.epoch
    },
    outbox: { ...outbox, append: (changes) => follow(outbox.append(changes)) },
    drafts: {
      ...drafts,
      save: (key, value) => follow(drafts.save(key, value)),
      remove: (key) => follow(drafts.remove(key)),
    },
    async settled() {
      do {
        await Promise.allSettled(underWay)
        // What waited for these begins only now: the next stroke of a form, the removal of a draft that was saved.
        await nextTask()
      } while (underWay.size > 0)
    },
  }
}
