import { SessionInfo } from '#shared/protocol/session-message.ts'
import type { Vault } from '#vault/vault.ts'

/** Where the vault keeps who it belongs to, sealed. */
const sessionKey = 'session'

/** Keeps who is signed in, so that the vault opens without a network. */
export function rememberSession(vault: Vault, session: SessionInfo): Promise<void> {
  return vault.settings.set(sessionKey, session)
}

/** Who this vault belongs to, or null when it was never told. */
export async function readSession(vault: Vault): Promise<SessionInfo | null> {
  const stored = SessionInfo.safeParse(await vault.settings.get(sessionKey))
  return stored.success ? stored.data : null
}
