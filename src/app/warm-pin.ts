import { fail, type Result } from '#shared/domain/result.ts'
import type { DeriveKey } from '#vault/argon2.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import { makePinLock, type PinLock, type PinProblem } from '#vault/pin-lock.ts'
import type { RootKey } from '#vault/vault-keys.ts'

/** KE4: the PIN of this page: for one vault, as long as the page lives. */
export interface WarmPin {
  /** The vault that it opens, or null. */
  tag(): string | null
  /** Replaces the one there was, in this tab and in every other one. */
  set(vault: OpenVault, pin: string): Promise<void>
  open(tag: string, pin: string): Promise<Result<RootKey, PinProblem>>
  clear(): void
}

interface WarmPinParts {
  derive: DeriveKey
  /** Web Locks of this browser. */
  locks: Pick<LockManager, 'request'>
}

/**
 * The tries are counted in memory, so at most one tab of a vault may hold a PIN: five wrong tries are five, however many
 * tabs there are. The browser itself sees to that, with a lock that the tab which sets a PIN takes from the others.
 */
export function createWarmPin({ derive, locks }: WarmPinParts): WarmPin {
  let held: { tag: string; pin: PinLock; release: () => void } | null = null

  function clear(): void {
    held?.pin.destroy()
    held?.release()
    held = null
  }

  /** Resolves with the way to give the lock back; `onTaken` when another tab takes it. */
  function claim(tag: string, onTaken: () => void): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const hold = () => new Promise<void>((release) => resolve(release))
      locks
        .request(`branchbook-pin-${tag}`, { steal: true }, hold)
        .catch((error: unknown) => (isTaken(error) ? onTaken() : reject(error)))
    })
  }

  return {
    tag: () => (held !== null && held.pin.triesLeft() > 0 ? held.tag : null),
    async set(vault, pin) {
      clear()
      const { tag } = vault
      const made = await makePinLock(vault.keys(), pin, derive)
      const release = await claim(tag, () => {
        made.destroy()
        if (held?.pin === made) held = null
      })
      clear()
      held = { tag, pin: made, release }
    },
    async open(tag, pin) {
      if (held?.tag !== tag) return fail({ type: 'spent' })
      const opened = await held.pin.open(pin)
      if (!opened.ok && opened.error.type === 'spent') clear()
      return opened
    },
    clear,
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
