import type { SessionProblem } from '#features/session/session-problem.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import { unlockVault } from '#vault/open-vault.ts'
import type { VaultDevice } from '#vault/vault-device.ts'
import { rewrapPassword } from '#vault/vault-password.ts'
import type { AccessState, OpensBy } from './access-state.ts'
import type { SignInForm } from './access-ways.ts'
import type { PasskeyWays } from './passkey-ways.ts'
import type { RecoverAccess } from './recover-access.ts'

/** KE7: a password that is right at the server, and a vault here that has not heard of it. */
interface Waiting extends SignInForm {
  serverId: string
  opensBy: OpensBy
}

/** KE7: the ways into such a vault. Each answers a problem, or null when it worked. */
export interface FormerPassword {
  /** The sign-in worked, the vault did not open. */
  wait(waiting: Waiting): Promise<void>
  byPassword(former: string): Promise<SessionProblem | null>
  byPasskey(): Promise<SessionProblem | null>
  recover(again?: boolean): Promise<SessionProblem | null>
  show(): void
  /** KE1: somebody turned to another page. */
  forget(): void
}

interface FormerPasswordParts {
  device: VaultDevice
  recovery: RecoverAccess
  passkeys: PasskeyWays | null
  vaultsHere: () => number
  show: (next: AccessState) => void
  enterOnline: (
    vault: OpenVault,
    staffNo: string,
    password: string,
  ) => Promise<SessionProblem | null>
}

export function createFormerPassword({
  device,
  recovery,
  passkeys,
  vaultsHere,
  show,
  enterOnline,
}: FormerPasswordParts): FormerPassword {
  let waiting: Waiting | null = null
  let recovering: Promise<SessionProblem | null> | null = null

  function showAgain(): void {
    if (waiting === null) return show({ at: 'sign-in', vaultsHere: vaultsHere() })
    show({ at: 'former-password', vaultsHere: vaultsHere(), opensBy: waiting.opensBy })
  }

  async function enterRewrapped(
    vault: OpenVault,
    { staffNo, password }: Waiting,
  ): Promise<SessionProblem | null> {
    await rewrapPassword(device, vault, password)
    waiting = null
    return enterOnline(vault, staffNo, password)
  }

  /** The page looks every few seconds, and an answer is opened once. */
  function recover(again = false): Promise<SessionProblem | null> {
    recovering ??= recoverNow(again).finally(() => {
      recovering = null
    })
    return recovering
  }

  async function recoverNow(again: boolean): Promise<SessionProblem | null> {
    const asked = waiting
    if (asked === null) return { type: 'server-trouble' }
    const recovered = await recovery.ask(asked, again)
    // Turned to another page, or to another colleague, meanwhile.
    if (waiting !== asked) {
      if (recovered.ok && 'vault' in recovered.value) recovered.value.vault.lock()
      return null
    }
    if (!recovered.ok) return recovered.error
    if ('shown' in recovered.value) {
      show({ at: 'recovering', vaultsHere: vaultsHere(), recovery: recovered.value.shown })
      return null
    }
    waiting = null
    return enterOnline(recovered.value.vault, asked.staffNo, asked.password)
  }

  return {
    async wait(next) {
      waiting = next
      showAgain()
      // Without an answer of the server, the page of the former password says so.
      if (await recovery.isBegun(next)) await recover()
    },
    async byPassword(former) {
      const asked = waiting
      if (asked === null) return { type: 'server-trouble' }
      const { serverId, staffNo } = asked
      const unlocked = await unlockVault(device, { serverId, staffNo, password: former })
      return unlocked.ok ? enterRewrapped(unlocked.value, asked) : { type: 'wrong-unlock' }
    },
    async byPasskey() {
      const asked = waiting
      if (asked === null || passkeys === null) return { type: 'server-trouble' }
      const unlocked = await passkeys.openVault(asked.opensBy.tag)
      return unlocked.ok ? enterRewrapped(unlocked.value, asked) : unlocked.error
    },
    recover,
    show: showAgain,
    forget() {
      waiting = null
      recovery.forget()
    },
  }
}
