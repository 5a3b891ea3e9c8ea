import type { SessionInfo } from '#shared/protocol/session-message.ts'
import type { SessionProblem } from '#features/session/session-problem.ts'
import type { Api, ApiError } from '#sync/api.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import { createVault } from '#vault/create-vault.ts'
import { unlockVault } from '#vault/open-vault.ts'
import type { VaultDevice } from '#vault/vault-device.ts'
import { hasPassword, rewrapPassword } from '#vault/vault-password.ts'
import { identityOf } from '#vault/vaults-on-disk.ts'
import type { OpenSession } from './access-state.ts'
import type { SignInForm } from './access-ways.ts'
import type { FormerPassword } from './former-password.ts'
import { rememberIfKept, rememberSession } from './remembered-session.ts'
import { sessionProblem, unlockProblem } from './session-problems.ts'

/** The ways in with a password that the server hears. Each answers a problem, or null when it worked. */
export interface SignInWays {
  /** Opens the vault of this person here, or makes one where there is none. */
  signIn(form: SignInForm): Promise<SessionProblem | null>
  /** The vault opened with the password; the server has the last word on who this is. */
  enterOnline(vault: OpenVault, staffNo: string, password: string): Promise<SessionProblem | null>
  /** The session ended while this vault is open. */
  signInAgain(open: OpenSession, password: string): Promise<SessionProblem | null>
}

interface SignInParts {
  api: Api
  device: VaultDevice
  newId: () => string
  /** KE7: the password is right at the server, and the vault here has not heard of it. */
  waitForFormer: FormerPassword['wait']
  enter: (vault: OpenVault, session: SessionInfo) => Promise<OpenSession>
  isShown: (open: OpenSession) => boolean
  /** SR3: the server may refuse because this device is to be wiped. */
  onRefused: (error: ApiError) => void
}

export function createSignInWays(parts: SignInParts): SignInWays {
  const { api, device, newId, enter } = parts

  async function signInAs(
    staffNo: string,
    password: string,
    { deviceId, epoch }: { deviceId: string; epoch: string },
    vaultKept: boolean,
  ) {
    const answer = await api.signIn({ staffNo, password, device: deviceId, epoch, vaultKept })
    if (!answer.ok) parts.onRefused(answer.error)
    return answer
  }

  async function enterOnline(
    vault: OpenVault,
    staffNo: string,
    password: string,
  ): Promise<SessionProblem | null> {
    const signedIn = await signInAs(staffNo, password, vault, true)
    if (!signedIn.ok) {
      vault.lock()
      return sessionProblem(signedIn.error, 'wrong-password')
    }
    await rememberSession(vault, signedIn.value)
    await enter(vault, signedIn.value)
    return null
  }

  return {
    enterOnline,

    async signIn({ staffNo, password }) {
      const hello = await api.hello()
      if (!hello.ok) return sessionProblem(hello.error, 'wrong-password')
      const { serverId } = hello.value
      const unlocked = await unlockVault(device, { serverId, staffNo, password })
      if (unlocked.ok) return enterOnline(unlocked.value, staffNo, password)
      const { type } = unlocked.error
      const mayBeNew = type === 'wrong-password' || type === 'no-vault' || type === 'no-password'
      if (!mayBeNew) return unlockProblem(type)
      // CL7: a vault that waits for its former password is not lost, and its device is the one that it was.
      const kept = await identityOf(device, { serverId, staffNo })
      const identity = kept ?? { deviceId: newId(), epoch: newId() }
      const signedIn = await signInAs(staffNo, password, identity, kept !== null)
      if (!signedIn.ok) return sessionProblem(signedIn.error, 'wrong-password')
      if (type !== 'no-vault') {
        const tag = await device.directory.tagFor(serverId, staffNo)
        const opensBy = { tag, password: type === 'wrong-password' }
        await parts.waitForFormer({ staffNo, password, serverId, opensBy })
        return null
      }
      const made = await createVault(device, { serverId, staffNo, password, identity })
      if (!made.ok) return { type: 'server-trouble' }
      await rememberSession(made.value, signedIn.value)
      await enter(made.value, signedIn.value)
      return null
    },

    async signInAgain(open, password) {
      const { vault, session, engine } = open
      const answer = await signInAs(session.staffNo, password, vault, true)
      if (!answer.ok) return sessionProblem(answer.error, 'wrong-unlock')
      // Locked meanwhile: there is nobody to go on for.
      if (!parts.isShown(open)) return null
      await rememberIfKept(vault, answer.value)
      // KE3: one that a passkey made opens with the password as well from here on.
      if (!(await hasPassword(device, vault.tag))) await rewrapPassword(device, vault, password)
      engine.signedInAgain()
      return null
    },
  }
}
