import { SessionInfo } from '#shared/protocol/session-message.ts'
import { VaultGoneError } from '#vault/vault-errors.ts'
import type { Vault } from '#vault/vault.ts'

/** Where the vault keeps who it belongs to, sealed. */
const sessionKey = 'session'

/** Keeps who is signed in, so that the vault opens without a network. */
export function rememberSession(vault: Vault, session: SessionInfo): Promise<void> {
  return vault.settings.set(sessionKey, session)
}

/** The same for a vault that is open already. If its disk was taken away, the session is still good for what only the page holds. */
export async function rememberIfKept(vault: Vault, session: SessionInfo): Promise<void> {
  try {
    await rememberSession(vault, session)
  } catch (error) {
    if (!(error instanceof VaultGoneError)) throw error
  }
}

/** Who this vault belongs to, or null when it was never told. */
export async function readSession(vault: Vault): Promise<SessionInfo | null> {
  const stored = SessionInfo.safeParse(await vault.settings.get(sessionKey))
  return stored.success ? stored.data : null
}
