import * as z from 'zod/mini'
import type { DeviceNumbers, SealedSettings } from '#vault/vault.ts'
import { createLeavingRecords, type LeavingRecords } from './left-drafts.ts'

const LastSync = z.object({ at: z.number() })

/** What sync remembers between rounds; the first also between starts. */
export interface SyncMemory {
  /** Instant in ms of the last complete pull, or null. */
  readonly lastSyncedAt: number | null
  /** Of the server that was recognised as ours; null before. */
  serverEpoch: string | null
  /** GC2: the epoch under which the outcomes that this tab knows were given; null before the first push. */
  outcomesOf: string | null
  /** Of the last round, when all was in step: read anew after anything else. */
  numbers: DeviceNumbers | null
  /** By scope, the instant (ms) of its last repair. */
  readonly repairedAt: Map<string, number>
  /** SR2: what left, so far as no checkpoint has followed. */
  readonly leaving: LeavingRecords
  synced: (at: number) => Promise<void>
}

const settingKey = 'last-sync'
/** The instant is written at most so often (ms), because every round would cost a write: after a start it may be that much too old. */
const writtenAtMost = 10_000

/** Reads what was remembered at the last start; rejects when the vault cannot be read. */
export async function openSyncMemory(settings: SealedSettings): Promise<SyncMemory> {
  const stored = LastSync.safeParse(await settings.get(settingKey))
  let last = stored.success ? stored.data : null
  let written = last
  return {
    get lastSyncedAt() {
      return last?.at ?? null
    },
    serverEpoch: null,
    outcomesOf: null,
    numbers: null,
    repairedAt: new Map(),
    leaving: createLeavingRecords(),
    async synced(at) {
      last = { at }
      const age = at - (written?.at ?? -Infinity)
      if (age >= 0 && age < writtenAtMost) return
      await settings.set(settingKey, last)
      written = last
    },
  }
}
