import type { SessionProblem } from '#features/session/session-problem.ts'
import type { Api } from '#sync/api.ts'
import type { VaultDevice } from '#vault/vault-device.ts'
import { checkPassword } from '#vault/vault-password.ts'
import { replaceKey } from '#vault/replace-key.ts'
import type { OpenSession } from './access-state.ts'
import { unlockProblem } from './session-problems.ts'
import type { WarmPin } from './warm-pin.ts'

interface RenewParts {
  api: Pick<Api, 'recoveryKey'>
  device: VaultDevice
  pin: WarmPin | null
  /** Locks every tab; resolves when everything of this one is sealed and closed. */
  lock(): Promise<void>
  /** Shown in place of the lock screen, which would ask for the password. */
  cover(): void
  unlock(tag: string): Promise<SessionProblem | null>
}

/**
 * KE8: locks the vault of an open session, gives it a new key and opens it again, in a few seconds; what lies in it is sealed anew
 * in the background. Needs the network, so that the server has the slot of the new key at once (KE5): a device that is wiped
 * while locked sends what only that one opens (SR3).
 */
export async function renewKey(
  { vault }: OpenSession,
  password: string,
  { api, device, pin, lock, cover, unlock }: RenewParts,
): Promise<SessionProblem | null> {
  if (vault.isResealing()) return { type: 'resealing' }
  const { tag } = vault
  const right = await checkPassword(device, tag, password)
  if (!right.ok) return unlockProblem(right.error.type)
  if (!(await api.recoveryKey()).ok) return { type: 'unreachable' }
  const isLocked = lock()
  cover()
  await isLocked
  // KE4: it opens nothing under a new key.
  pin?.clear()
  const replaced = await replaceKey(device, tag, password)
  const problem = await unlock(tag)
  return replaced.ok ? problem : unlockProblem(replaced.error.type)
}
