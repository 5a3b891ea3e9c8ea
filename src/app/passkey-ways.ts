import type { SessionInfo } from '#shared/protocol/session-message.ts'
import type { Result } from '#shared/domain/result.ts'
import type { SessionProblem } from '#features/session/session-problem.ts'
import type { Api, ApiError } from '#sync/api.ts'
import type { OpenVault } from '#vault/assemble-vault.ts'
import type { VaultDevice } from '#vault/vault-device.ts'
import type { PasskeyCeremony } from '#vault/passkey-ceremony.ts'
import type { OpenSession } from './access-state.ts'
import type { OwnPasskeys } from './own-passkeys.ts'

/** KE3, SE1: the ways that a passkey opens. Each answers a problem, or null when it worked. */
export interface PasskeyDoors {
  readonly own: OwnPasskeys
  /** Offline, one of the vaults with these tags: whichever the passkey opens. */
  unlock(tags: readonly string[]): Promise<SessionProblem | null>
  /** At the server, as whoever the passkey says. Makes the vault where there is none. */
  signIn(): Promise<SessionProblem | null>
  /** After a sign-in: the vault that lies here opens with its password, and from then on with the passkey. */
  openWithPassword(password: string): Promise<SessionProblem | null>
  /** The session ended while this vault is open. */
  signInAgain(open: OpenSession): Promise<SessionProblem | null>
  /** One of the vaults with these tags, opened by a passkey and not shown yet. */
  openVault(tags: readonly string[]): Promise<Result<OpenVault, SessionProblem>>
  /** Somebody turned to another page. */
  forget(): void
}

/** What the screens ask. What a passkey does is loaded with the first that is used. */
export interface PasskeyWays extends Omit<PasskeyDoors, 'own' | 'unlock' | 'openVault'> {
  own(): Promise<OwnPasskeys>
  /** Looks which vaults have a passkey, so that `opens` answers from memory. */
  look(): Promise<void>
  /** Whether a passkey opens this vault; null: any of those here. */
  opens(tag: string | null): boolean
  /** This vault or, with null, any of those here. */
  unlock(tag: string | null): Promise<SessionProblem | null>
  openVault(tag: string): Promise<Result<OpenVault, SessionProblem>>
  /** KE3: see `OwnPasskeys`; a vault without passkeys loads nothing for it. */
  dropRemoved(open: OpenSession): Promise<void>
}

/** What the app does when a passkey has opened something. */
export interface BehindDoors {
  enter(vault: OpenVault, session: SessionInfo): Promise<OpenSession>
  enterOffline(vault: OpenVault): Promise<OpenSession | null>
  /** Signs in with the password, for a vault whose ids the server did not hear yet. */
  enterOnline(vault: OpenVault, staffNo: string, password: string): Promise<SessionProblem | null>
  /** KE4: locks what is open if the server's session turns out to be another person's. */
  lockIfAnothers(open: OpenSession): void
  askPassword(): void
  /** SR3: the server may refuse because this device is to be wiped. */
  onRefused(error: ApiError): void
  isShown(open: OpenSession): boolean
}

export interface PasskeyParts {
  api: Api
  device: VaultDevice
  ceremony: PasskeyCeremony
  newId: () => string
  behind: BehindDoors
}

export function createPasskeyWays(parts: PasskeyParts): PasskeyWays {
  let tags: readonly string[] = []
  let doors: Promise<PasskeyDoors> | null = null

  const load = (): Promise<PasskeyDoors> =>
    (doors ??= import('./passkey-doors.ts').then(({ createPasskeyDoors }) =>
      createPasskeyDoors(parts, look),
    ))

  async function look(): Promise<void> {
    const { directory } = parts.device
    const [listed, noted] = await Promise.all([directory.list(), directory.withPasskeys()])
    tags = listed.map(({ tag }) => tag).filter((tag) => noted.includes(tag))
    // It comes while the person looks for the finger.
    if (tags.length > 0) void load()
  }

  return {
    own: async () => (await load()).own,
    look,
    opens: (tag) => (tag === null ? tags.length > 0 : tags.includes(tag)),
    unlock: async (tag) => (await load()).unlock(tag === null ? tags : [tag]),
    signIn: async () => (await load()).signIn(),
    openWithPassword: async (password) => (await load()).openWithPassword(password),
    signInAgain: async (open) => (await load()).signInAgain(open),
    openVault: async (tag) => (await load()).openVault([tag]),
    async dropRemoved(open) {
      if (tags.includes(open.vault.tag)) await (await load()).own.dropRemoved(open)
    },
    forget() {
      void doors?.then(({ forget }) => forget())
    },
  }
}
