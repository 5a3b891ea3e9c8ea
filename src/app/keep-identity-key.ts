import { IdentityKeyAnswer } from '#shared/protocol/identity-message.ts'
import { isPortfolio } from '#shared/protocol/scope.ts'
import { storeIdentityKey } from '#replica/identity-key.ts'
import { type Api, parsed } from '#sync/api.ts'
import type { SyncEngine } from '#sync/engine.ts'
import type { Vault } from '#vault/vault.ts'

interface IdentityKeyParts {
  vault: Pick<Vault, 'base' | 'settings'>
  engine: { status: Pick<SyncEngine['status'], 'current' | 'subscribe'> }
  api: Pick<Api, 'ask'>
  /** Milliseconds since 1970. */
  now: () => number
  onError: (error: unknown) => void
}

/**
 * R17: with the first contact of a session the device asks for the key by which identity numbers are marked, and seals it in the
 * vault; from then on it works offline. Asked in each session, because a server that was restored may have another one; without an
 * answer again with the next contact. What the device holds counts, contact by contact: who comes to see profiles gets the key,
 * and it goes with the last of them (SC5).
 */
export function keepIdentityKey({ vault, engine, api, now, onError }: IdentityKeyParts): void {
  let contact = now()
  let isAsked = false
  let isBusy = false
  async function settle(): Promise<void> {
    const { positions = {} } = (await vault.base.cursor()) ?? {}
    if (!Object.keys(positions).some(isPortfolio)) {
      isAsked = false
      return storeIdentityKey(vault.settings, null)
    }
    if (isAsked) return
    const asked = await api.ask('/api/identity-key', { method: 'POST', body: {} })
    const answer = parsed(asked, IdentityKeyAnswer)
    if (!answer.ok) return
    await storeIdentityKey(vault.settings, answer.value.key)
    isAsked = true
  }
  function look(): void {
    const { lastSyncedAt } = engine.status.current()
    if (isBusy || (lastSyncedAt ?? 0) <= contact) return
    contact = lastSyncedAt ?? contact
    isBusy = true
    settle()
      .catch(onError)
      .finally(() => {
        isBusy = false
        // What was pulled meanwhile counts, too.
        look()
      })
  }
  engine.status.subscribe(look)
}
