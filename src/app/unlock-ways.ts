import type { SessionInfo } from '#shared/protocol/session-message.ts'
import type { SessionProblem } from '#features/session/session-problem.ts'
import type { Api } from '#sync/api.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import { unlockVault, type VaultUnlock } from '#vault/open-vault.ts'
import type { VaultDevice } from '#vault/vault-device.ts'
import type { OpenSession } from './access-state.ts'
import { openByPin } from './open-by-pin.ts'
import { readSession } from './remembered-session.ts'
import { renewSession, whenAnothers } from './renew-session.ts'
import type { SignInWays } from './sign-in-ways.ts'
import { unlockProblem } from './session-problems.ts'
import type { WarmPin } from './warm-pin.ts'

/** The ways to open a vault that lies here, with or without a network. Each answers a problem, or null when it worked. */
export interface UnlockWays {
  unlock(wanted: VaultUnlock): Promise<SessionProblem | null>
  unlockByPin(digits: string): Promise<SessionProblem | null>
  /** Null: the vault was made and the browser died before it knew whose it is. Then one signs in once online. */
  enterOffline(vault: OpenVault): Promise<OpenSession | null>
  /** Somebody else signed in meanwhile, in another tab: only the password can sign in again. */
  lockIfAnothers(open: OpenSession): void
}

interface UnlockParts {
  api: Api
  device: VaultDevice
  pin: WarmPin | null
  now: () => number
  enter: (vault: OpenVault, session: SessionInfo) => Promise<OpenSession>
  isShown: (open: OpenSession) => boolean
  lock: () => void
  signInAgain: SignInWays['signInAgain']
}

export function createUnlockWays(parts: UnlockParts): UnlockWays {
  const { api, device, pin, now, isShown } = parts

  async function enterOffline(vault: OpenVault): Promise<OpenSession | null> {
    const session = await readSession(vault)
    if (session !== null) return parts.enter(vault, session)
    vault.lock()
    return null
  }

  function lockIfAnothers(open: OpenSession): void {
    whenAnothers(api, open.session.staffId, () => {
      pin?.clear()
      if (isShown(open)) parts.lock()
    })
  }

  return {
    enterOffline,
    lockIfAnothers,

    async unlock(wanted) {
      const unlocked = await unlockVault(device, wanted)
      if (!unlocked.ok) return unlockProblem(unlocked.error.type)
      const open = await enterOffline(unlocked.value)
      if (open === null) return { type: 'no-vault' }
      renewSession(open, {
        api,
        now,
        again: () => {
          // Locked meanwhile, and perhaps opened by somebody else: this password is nobody's there.
          if (isShown(open)) void parts.signInAgain(open, wanted.password)
        },
      })
      return null
    },

    async unlockByPin(digits) {
      const unlocked = await openByPin(device, pin, digits)
      if (!unlocked.ok) return unlocked.error
      const open = await enterOffline(unlocked.value)
      if (open === null) return { type: 'no-vault' }
      lockIfAnothers(open)
      return null
    },
  }
}
