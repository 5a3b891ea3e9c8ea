import type { Api } from '#sync/api.ts'
import type { VaultDevice } from '#vault/vault-device.ts'
import { keepWipeKey, readWipeKey } from '#vault/wipe-key.ts'
import type { OpenSession } from './access-state.ts'

/**
 * SR3: with the first contact of a session, a device that does not have it yet gets what it will be told by, when its
 * session is over, that it is to be wiped. Without an answer it is tried again with the next unlock.
 */
export function fetchWipeKey(
  { engine, vault }: OpenSession,
  { api, device }: { api: Pick<Api, 'wipeKey'>; device: Pick<VaultDevice, 'databases' | 'now'> },
): void {
  const openedAt = device.now()
  const stop = engine.status.subscribe(() => {
    const { lastSyncedAt } = engine.status.current()
    if ((lastSyncedAt ?? 0) <= openedAt) return
    stop()
    fetchOnce().catch((error: unknown) => reportError(error))
  })

  async function fetchOnce(): Promise<void> {
    const { databases } = device
    if ((await readWipeKey(databases, vault.tag)).isCurrent) return
    const answer = await api.wipeKey()
    // Another colleague may have signed in meanwhile, in another tab.
    if (!answer.ok || answer.value.device !== vault.deviceId) return
    await keepWipeKey(databases, vault.tag, answer.value)
  }
}
