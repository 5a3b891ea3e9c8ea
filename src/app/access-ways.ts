import type { SetupDemoResponse, SetupRequest } from '#shared/protocol/session-message.ts'
import type { ChangePassword } from '#features/settings/change-password-sheet.tsx'
import type { SessionProblem } from '#features/session/session-problem.ts'
import type { Api } from '#sync/api.ts'
import type { AccessState, LastPerson } from './access-state.ts'
import type { FormerPassword } from './former-password.ts'
import type { PasskeyWays } from './passkey-ways.ts'
import type { VaultHere } from './vaults-here.ts'
import type { WarmPin } from './warm-pin.ts'

export interface SignInForm {
  staffNo: string
  password: string
}

/** The ways between set-up, sign-in, lock and the open app. Each answers a problem, or null when it worked. */
export interface Access {
  readonly api: Api
  current(): AccessState
  subscribe(listener: () => void): () => void
  start(): Promise<void>
  setUp(request: SetupRequest): Promise<SessionProblem | null>
  setUpDemo(code: string): Promise<{ problem: SessionProblem } | { demo: SetupDemoResponse }>
  signIn(form: SignInForm): Promise<SessionProblem | null>
  /** KE7: the vault is still sealed with the password from before a change. */
  readonly formerPassword: FormerPassword
  unlock(form: { tag?: string; staffNo?: string; password: string }): Promise<SessionProblem | null>
  /** KE4: with the PIN of this page. */
  unlockByPin(pin: string): Promise<SessionProblem | null>
  /** The session ended while the vault is open. */
  signInAgain(password: string): Promise<SessionProblem | null>
  changePassword: ChangePassword
  /** KE8: locks, gives the vault a new key, and opens again; what lies in it is sealed anew in the background. */
  renewKey(password: string): Promise<SessionProblem | null>
  /** KE4: whether this is the password of the vault that is open. */
  confirmPassword(password: string): Promise<SessionProblem | null>
  /** KE3: null where there can be none. */
  readonly passkeys: PasskeyWays | null
  /** KE4: null where the browser cannot keep it to one tab. */
  readonly pin: WarmPin | null
  /** KE6: the vaults of this device, as far as anything may be said of them while they are locked. */
  vaultsHere(): Promise<VaultHere[]>
  /** Locks this vault in every tab. */
  lock(): void
  /** KE6: another tab locked it. */
  lockHere(): void
  /** VA5: whether the browser has promised not to take the data of this device away by itself. */
  isStorageKept(): boolean
  /** UP1: resolves when everything that was handed to this tab lies sealed on the disk, of a session that closes too. */
  settled(): Promise<void>
  showSignIn(): void
  /** SR3: somebody has read that the data of this device was wiped. */
  goOnAfterWipe(): Promise<void>
  /** Of this colleague; null: of whoever says a staff number; left out: of whoever was here last. */
  showUnlock(person?: LastPerson | null): void
}
