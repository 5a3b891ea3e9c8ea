import { createBase } from './base.ts'
import { databaseName, readMeta, type DatabaseWish, type VaultConnections } from './database.ts'
import { createNumbering, signInIds } from './device-numbers.ts'
import { createDrafts, type VaultDrafts } from './drafts.ts'
import { createJournal } from './journal.ts'
import { createManifestStore } from './manifest-store.ts'
import { createOtherTabs } from './other-tabs.ts'
import { createOutbox } from './outbox.ts'
import { createVaultRecovery, type VaultRecovery } from './recovery-slot.ts'
import { pingPatience, resumeConnections, type StorageAnswer } from './resume.ts'
import { resealAll } from './reseal.ts'
import { bindToKey, sealEpoch } from './schema-gate.ts'
import { createSealer } from './seal.ts'
import { createSettings } from './settings.ts'
import { createRoomCheck } from './storage.ts'
import type { VaultKeys } from './vault-keys.ts'
import type { DeviceNumbers, Vault } from './vault.ts'

/** An open vault with what its keeper needs besides the contract. */
export interface OpenVault extends Vault {
  readonly drafts: VaultDrafts
  readonly recovery: VaultRecovery
  /** VA2, GC2: folds rows into pages and lets old acknowledged operations go; to be called when the app is idle. Answers how many rows went into pages. */
  compact(always?: boolean): Promise<number>
  /** KE8: seals everything anew that still lies under a former key; `pause` comes between two handfuls. For idle time. */
  reseal(pause: () => Promise<unknown>): Promise<void>
  /** KE8: whether something may still lie under a former key. */
  isResealing(): boolean
  /** CL4: looks for what other tabs wrote, now; a poke or becoming visible does it by itself. */
  catchUp(): Promise<void>
  /** VA5: asks whether the database is there, and opens connections anew that went silent (`patience` in ms for each ping). */
  resume(patience?: number): Promise<StorageAnswer>
  /** CL6: calls back when a newer app, or a removal, wants the database: whoever sees to it locks this vault. */
  onWanted(listener: (by: DatabaseWish) => void): void
  /** Calls back when the browser closed a connection. */
  onClosed(listener: () => void): void
  /** KE7: lends the keys for a new slot. Throws `VaultLockedError` when locked. */
  keys(): VaultKeys
}

interface AssemblyParts {
  tag: string
  numbers: DeviceNumbers
  connections: VaultConnections
  keys: VaultKeys
  /** KE8: the keys before these, while values are still sealed under them. */
  former?: VaultKeys | null
  /** Free bytes of the device, `null` if unknown. */
  freeSpace: () => Promise<number | null>
  /** Instant in ms. */
  now: () => number
}

/** Puts the parts of an open vault together. */
export function assembleVault({
  tag,
  numbers,
  connections,
  keys,
  former = null,
  freeSpace,
  now,
}: AssemblyParts): OpenVault {
  const { strict, relaxed } = connections
  for (const database of [strict, relaxed]) bindToKey(database, keys.id)
  const sealer = createSealer({
    keys,
    former,
    database: databaseName(tag),
    epoch: sealEpoch,
    isReplaced: async () => (await readMeta(strict, 'identity'))?.keyId !== keys.id,
  })
  const manifests = createManifestStore(connections, sealer)
  const poke = () => otherTabs.poke()
  const journal = createJournal(connections, sealer)
  const drafts = createDrafts(connections, sealer)
  const numbering = createNumbering(connections, numbers, poke)
  const base = createBase({
    connections,
    sealer,
    manifests,
    journal,
    drafts,
    hasRoom: createRoomCheck(freeSpace, now),
    onStored: poke,
  })
  const outbox = createOutbox({
    connections,
    sealer,
    droppedThrough: async () => (await manifests.read()).manifest.droppedThrough,
    makeRoom: async () => (await base.makeRoom()) || (await journal.clear()),
    onStored: poke,
  })
  const settings = createSettings(connections, sealer)
  const otherTabs = createOtherTabs(tag, base, {
    async news() {
      // GC2: a sign-in in this tab names the device and epoch of today.
      await numbering.read()
      return outbox.news()
    },
  })

  let isLocked = false
  function close(): void {
    connections.watcher.onClosed = null
    connections.strict.close()
    connections.relaxed.close()
  }

  return {
    tag,
    get deviceId() {
      return signInIds(numbering.current).deviceId
    },
    get epoch() {
      return signInIds(numbering.current).epoch
    },
    numbering,
    outbox,
    journal,
    base,
    drafts,
    settings,
    recovery: createVaultRecovery(connections, sealer, settings),
    onOtherTab: otherTabs.listen,
    async compact(always) {
      await journal.purge()
      return base.compact(always)
    },
    reseal: (pause) => resealAll(connections, sealer, pause),
    isResealing: sealer.hasFormer,
    catchUp: otherTabs.catchUp,
    keys: sealer.keys,
    async resume(patience = pingPatience) {
      sealer.keys()
      const answer = await resumeConnections(connections, patience)
      // Locked meanwhile: nothing may stay open.
      if (isLocked) close()
      return answer
    },
    onWanted(listener) {
      connections.watcher.onWanted = listener
    },
    onClosed(listener) {
      connections.watcher.onClosed = listener
    },
    lock() {
      isLocked = true
      sealer.forget()
      otherTabs.close()
      close()
    },
  }
}
