import type { Api } from '#sync/api.ts'
import type { VaultDevice } from '#vault/vault-device.ts'
import type { AccessState, OpenSession } from './access-state.ts'
import { closeForWipe } from './close-for-wipe.ts'
import { fetchWipeKey } from './fetch-wipe-key.ts'
import { whenSignedOut } from './renew-session.ts'
import { createWipeWatch, type WipeWatch } from './wipe-watch.ts'
import { within } from './within.ts'

/** VA5: storage that has hung is found out by `lookAtDevice`; what is left of a wipe does not wait for it longer (ms). */
const resumeMayTake = 10_000

/** What the page shows, and what it knows of the vaults of its device. */
interface PageParts {
  current(): AccessState
  show(next: AccessState): void
  showLock(): void
  /** These vaults are not here any more. */
  forget(tags: readonly string[]): Promise<void>
  /** KE4: whatever this page still holds of the key of this vault goes. */
  clearPin(tag: string): void
}

/** SR3: how a page lives with the wipe of one of the vaults of its device. */
export interface WipeAccess extends Pick<WipeWatch, 'unread' | 'noteSeen'> {
  /** Before anything is opened: what was begun is brought to its end. */
  resume(): Promise<void>
  /** From now on, while the page is in sight; an open vault is told by the end of its session. */
  keepLooking(): void
  /** This may be the contact at which the device hears that it is to be wiped. */
  look(): void
  /** A vault was opened. */
  follow(open: OpenSession): void
}

export function createWipeAccess({
  api,
  device,
  locks,
  page,
}: {
  api: Api
  device: VaultDevice
  locks: Pick<LockManager, 'request'> | null
  page: PageParts
}): WipeAccess {
  const watch = createWipeWatch({ api, device, locks, close, onWiped })

  function openHere(): OpenSession | null {
    const state = page.current()
    return state.at === 'open' ? state.open : null
  }

  async function close(tag: string): Promise<void> {
    const open = openHere()?.vault.tag === tag ? openHere() : null
    page.clearPin(tag)
    // The screens go first, so that forms and saves come to an end.
    if (open !== null) page.show({ at: 'starting' })
    await closeForWipe(tag, open)
  }

  async function onWiped(): Promise<void> {
    // Whoever works here with a vault of one's own reads it later.
    if (openHere() !== null) return
    const wiped = await watch.unread()
    await page.forget(wiped.map(({ tag }) => tag))
    page.show({ at: 'wiped', wiped })
  }

  function look(except?: string): void {
    watch
      .look(except)
      .then(() => {
        // It was closed for a wipe that could not be finished: there is a lock to stand before it.
        if (page.current().at === 'starting') page.showLock()
      })
      .catch((error: unknown) => reportError(error))
  }

  return {
    unread: watch.unread,
    noteSeen: watch.noteSeen,
    async resume() {
      // A device whose storage refuses is told so by what comes next.
      const resumed = watch.resume().catch(() => null)
      await within(resumed, resumeMayTake)
    },
    keepLooking: () => watch.keepLooking(() => look(openHere()?.vault.tag)),
    look: () => look(),
    follow(open) {
      fetchWipeKey(open, { api, device })
      whenSignedOut(open, look)
    },
  }
}
