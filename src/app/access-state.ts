import type { Hello, SessionInfo } from '#shared/protocol/session-message.ts'
import type { Replica } from '#replica/replica.ts'
import type { ReplicaFeed } from '#replica/replica-feed.ts'
import type { SyncEngine } from '#sync/engine.ts'
import type { ProbeProblem } from '#vault/device-probe.ts'
import type { LockTabs } from './lock-tabs.ts'
import type { SettlingVault } from './settling-vault.ts'
import type { RecoveryShown } from './recover-access.ts'
import type { WipeMark } from '#vault/wipe-marks.ts'
import type { StorageWatch } from './storage-watch.ts'
import type { KnownPerson } from './vaults-here.ts'

/** Everything of one colleague while the vault is open. */
export interface OpenSession {
  vault: SettlingVault
  replica: Replica & ReplicaFeed
  engine: SyncEngine
  session: SessionInfo
  /** VA5: whether this device keeps what it is given. */
  storage: StorageWatch
  /** KE6: what the tabs of this vault tell each other of its use. */
  tabs: LockTabs
}

/** KE6: the colleague who was here last, in this page. */
export interface LastPerson extends KnownPerson {
  tag: string
}

/** KE7: what opens a vault that does not know the new password yet. */
export interface OpensBy {
  /** Which vault it is. */
  tag: string
  /** False for one that a passkey has made. */
  password: boolean
}

/** Where the person stands: one page for each. */
export type AccessState =
  | { at: 'starting' }
  /** VA5: the browser failed the write, read and delete probe. */
  | { at: 'unsupported'; problem: ProbeProblem['type'] }
  /** No vault here and no server: the first use needs the network. */
  | { at: 'unreachable' }
  | { at: 'setup'; hello: Hello }
  | { at: 'sign-in'; vaultsHere: number }
  /** A new password is right at the server, the vault still has the former one (KE7). */
  | { at: 'former-password'; vaultsHere: number; opensBy: OpensBy }
  /** KE7: the former password is forgotten; two administrators are asked to open the vault. */
  | { at: 'recovering'; vaultsHere: number; recovery: RecoveryShown }
  /** A passkey has signed in, the vault here has only heard of the password. */
  | { at: 'own-password'; vaultsHere: number }
  | { at: 'locked'; vaultsHere: number; last: LastPerson | null }
  /** SR3: this device was reported as lost, and what was on it is gone. */
  | { at: 'wiped'; wiped: WipeMark[] }
  /** CL6: a newer app wanted the vault of this window, which was sealed and closed for it. */
  | { at: 'superseded' }
  | { at: 'open'; open: OpenSession }
