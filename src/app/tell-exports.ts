import type { Api } from '#sync/api.ts'
import type { SyncEngine } from '#sync/engine.ts'
import { tellMaskedExports } from '#sync/masked-exports.ts'
import type { Vault } from '#vault/vault.ts'

interface TellParts {
  vault: Pick<Vault, 'drafts'>
  engine: { status: Pick<SyncEngine['status'], 'current' | 'subscribe'> }
  api: Pick<Api, 'ask'>
  /** Milliseconds since 1970. */
  now: () => number
  onError: (error: unknown) => void
}

/**
 * SE7: with each contact the server hears of the exports that were made without one. What it refuses, because it is older or
 * this colleague's role is another one since, stays here and is told again in the next session.
 */
export function tellExports({ vault, engine, api, now, onError }: TellParts): void {
  let contact: number | null = null
  let isRefused = false
  let isBusy = false
  async function tell(): Promise<void> {
    const told = await tellMaskedExports({ drafts: vault.drafts, api, now })
    isRefused = !told.ok && (told.error.type === 'problem' || told.error.type === 'unexpected')
  }
  function look(): void {
    const { lastSyncedAt } = engine.status.current()
    // Another one, not a later one: a clock can be put back.
    if (isRefused || isBusy || lastSyncedAt === null || lastSyncedAt === contact) return
    contact = lastSyncedAt
    isBusy = true
    tell()
      .catch(onError)
      .finally(() => {
        isBusy = false
        // What was exported meanwhile counts, too.
        look()
      })
  }
  engine.status.subscribe(look)
}
