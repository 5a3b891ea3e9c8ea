import {
  confirmWiped,
  goOnWiping,
  noteSeen,
  obeyWipeOrder,
  type WipeParts,
} from '#sync/remote-wipe.ts'
import type { WipeMark } from '#vault/wipe-marks.ts'

/** A page that stays locked asks so often (ms); it also asks when it is opened, seen, locked, and back on the network. */
const askEvery = 2 * 60_000

/** SR3: finds out whether a vault of this device is to be wiped, open or locked, and sees it through. */
export interface WipeWatch {
  /** Goes on with what a crash or a closed browser has left half done. To be called before anything is opened. */
  resume(): Promise<void>
  /** Asks now, for every vault but this one; its session would have ended if it were to be wiped. */
  look(except?: string): Promise<void>
  /** What was wiped here and nobody has read of yet. */
  unread(): Promise<WipeMark[]>
  noteSeen(): Promise<void>
  /** Asks again and again while the page is in sight. */
  keepLooking(look: () => void): void
}

export function createWipeWatch(
  parts: WipeParts & {
    /** Missing in old browsers. */
    locks: Pick<LockManager, 'request'> | null
    onWiped: () => Promise<void>
  },
): WipeWatch {
  const { device, locks, onWiped } = parts
  let underWay = Promise.resolve()
  let isLooking = false

  /** Tabs take turns: one that has lost its vault to another would make an empty one by looking into it. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    return locks === null ? work() : locks.request('branchbook-wipe', work)
  }

  async function lookAtAll(except: string | undefined): Promise<void> {
    for (const { tag } of await device.directory.list()) {
      if (tag === except) continue
      // A vault whose storage refuses keeps no other one from being told.
      await obeyWipeOrder(parts, tag).catch((error: unknown) => reportError(error))
    }
    // Also if another tab did it.
    if ((await unread()).length > 0) await onWiped()
    for (const { tag } of await device.directory.wipes.all()) await confirmWiped(parts, tag)
  }

  async function unread(): Promise<WipeMark[]> {
    const marks = await device.directory.wipes.all()
    return marks.filter(({ state, seen }) => state !== 'destroying' && !seen)
  }

  function look(except?: string): Promise<void> {
    const next = () => inTurn(() => lookAtAll(except))
    underWay = underWay.then(next, next)
    return underWay
  }

  return {
    look,
    unread,
    resume: () =>
      inTurn(async () => {
        for (const { tag } of await device.directory.wipes.all()) await goOnWiping(parts, tag)
      }),
    async noteSeen() {
      for (const { tag } of await unread()) await noteSeen(parts, tag)
    },
    keepLooking(look) {
      if (isLooking) return
      isLooking = true
      const lookIfSeen = (): void => {
        // VA5: a page that is hidden asks nothing of IndexedDB.
        if (document.visibilityState === 'visible') look()
      }
      addEventListener('online', lookIfSeen)
      document.addEventListener('visibilitychange', lookIfSeen)
      setInterval(lookIfSeen, askEvery)
    },
  }
}
