import { createBase } from './base.ts'
import { databaseName, type VaultConnections } from './database.ts'
import { createDrafts, type VaultDrafts } from './drafts.ts'
import { createManifestStore } from './manifest-store.ts'
import { createOtherTabs } from './other-tabs.ts'
import { createOutbox } from './outbox.ts'
import { pingPatience, resumeConnections } from './resume.ts'
import { schemaEpoch } from './schema-gate.ts'
import { createSealer } from './seal.ts'
import { createSettings } from './settings.ts'
import { createRoomCheck } from './storage.ts'
import type { VaultKeys } from './vault-keys.ts'
import type { Vault } from './vault.ts'

/** An open vault with what its keeper needs besides the contract. */
export interface OpenVault extends Vault {
  readonly drafts: VaultDrafts
  /** VA2: folds rows into pages; to be called when the app is idle. Answers how many rows went into pages. */
  compact(always?: boolean): Promise<number>
  /** CL4: looks for what other tabs wrote, now; a poke or becoming visible does it by itself. */
  catchUp(): Promise<void>
  /** VA5: to be awaited when the app comes back from the background, before anything else; `false`: reload. */
  resume(patience?: number): Promise<boolean>
  /** KE7: lends the keys for a new slot. Throws `VaultLockedError` when locked. */
  keys(): VaultKeys
}

interface AssemblyParts {
  tag: string
  identity: { deviceId: string; epoch: string }
  connections: VaultConnections
  keys: VaultKeys
  /** Free bytes of the device, `null` if unknown. */
  freeSpace: () => Promise<number | null>
  /** Instant in ms. */
  now: () => number
}

/** Puts the parts of an open vault together. */
export function assembleVault({
  tag,
  identity,
  connections,
  keys,
  freeSpace,
  now,
}: AssemblyParts): OpenVault {
  const sealer = createSealer(keys, databaseName(tag), schemaEpoch)
  const manifests = createManifestStore(connections, sealer)
  const poke = () => otherTabs.poke()
  const base = createBase({
    connections,
    sealer,
    manifests,
    hasRoom: createRoomCheck(freeSpace, now),
    onStored: poke,
  })
  const outbox = createOutbox({
    connections,
    sealer,
    droppedThrough: async () => (await manifests.read()).manifest.droppedThrough,
    makeRoom: base.makeRoom,
    onStored: poke,
  })
  const otherTabs = createOtherTabs(tag, base, outbox)

  return {
    tag,
    deviceId: identity.deviceId,
    epoch: identity.epoch,
    outbox,
    base,
    drafts: createDrafts(connections, sealer),
    settings: createSettings(connections, sealer),
    onOtherTab: otherTabs.listen,
    compact: base.compact,
    catchUp: otherTabs.catchUp,
    keys: sealer.keys,
    resume(patience = pingPatience) {
      sealer.keys()
      return resumeConnections(connections, patience)
    },
    lock() {
      sealer.forget()
      otherTabs.close()
      connections.strict.close()
      connections.relaxed.close()
    },
  }
}
