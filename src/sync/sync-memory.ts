import * as z from 'zod/mini'
import type { SealedSettings } from '#vault/vault.ts'

const LastSync = z.strictObject({ at: z.number(), lastN: z.number() })

/** What sync remembers between rounds; the first two also between starts. */
export interface SyncMemory {
  /** Instant in ms of the last complete pull, or null. */
  readonly lastSyncedAt: number | null
  /** CL7: the highest `n` this device knows to have given out. */
  readonly lastN: number
  /** Of the server that was recognised as ours; null before. */
  serverEpoch: string | null
  /** By scope, the instant (ms) of its last repair. */
  readonly repairedAt: Map<string, number>
  synced: (at: number, lastN: number) => Promise<void>
}

const settingKey = 'last-sync'

/** Reads what was remembered at the last start; rejects when the vault cannot be read. */
export async function openSyncMemory(settings: SealedSettings): Promise<SyncMemory> {
  const stored = LastSync.safeParse(await settings.get(settingKey))
  let last = stored.success ? stored.data : null
  return {
    get lastSyncedAt() {
      return last?.at ?? null
    },
    get lastN() {
      return last?.lastN ?? 0
    },
    serverEpoch: null,
    repairedAt: new Map(),
    async synced(at, lastN) {
      last = { at, lastN }
      await settings.set(settingKey, last)
    },
  }
}
