import * as z from 'zod/mini'
import { isTrueId, SealingKey, sealTo } from '#shared/recovery/sealed-box.ts'
import type { VaultConnections } from './database.ts'
import { slotBytes } from './key-slots.ts'
import { writeTransaction } from './schema-gate.ts'
import type { Sealer } from './seal.ts'
import type { SealedSettings } from './vault.ts'
import { withRootKey } from './vault-keys.ts'

/** KE5: the root key of a vault, sealed to the organisation's recovery key; nobody on this device can open it. */
export const RecoverySlot = z.strictObject({
  id: z.literal('recovery'),
  /** Of the root key. */
  keyId: z.string(),
  /** Of the recovery key. */
  recoveryKey: z.string(),
  owner: z.string(),
  device: z.string(),
  box: slotBytes,
})
export type RecoverySlot = z.infer<typeof RecoverySlot>

/** Whose vault a slot is of, as the server knows them (VA3). */
export interface SlotOwner {
  owner: string
  device: string
}

/** KE5: the recovery slot of an open vault. */
export interface VaultRecovery {
  /**
   * Seals the root key to this recovery key, unless that was done already, and remembers the key for when there is no network.
   * Throws on a key whose id is not its own: the server would have made that up.
   */
  keep(key: SealingKey, owner: SlotOwner): Promise<RecoverySlot>
  /** The recovery key of the organisation as it was last heard of; null if there was none. */
  knownKey(): Promise<SealingKey | null>
}

/** Under what name the vault remembers the recovery key, sealed. */
const keySetting = 'recovery-key'

export function createVaultRecovery(
  { strict }: VaultConnections,
  sealer: Sealer,
  settings: SealedSettings,
): VaultRecovery {
  async function present(): Promise<RecoverySlot | null> {
    const stored = RecoverySlot.safeParse(await strict.slots.get('recovery'))
    return stored.success ? stored.data : null
  }

  return {
    async keep(key, owner) {
      const keys = sealer.keys()
      const slot = await present()
      if (slot !== null && isOf(slot, { keyId: keys.id, recoveryKey: key.id, ...owner }))
        return slot
      if (!(await isTrueId(crypto, key))) throw new Error('A recovery key has the id of another.')
      const made = await withRootKey(keys, (root) => makeRecoverySlot(key, owner, keys.id, root))
      await settings.set(keySetting, key)
      await writeTransaction(strict, [strict.slots], () => strict.slots.put(made))
      return made
    },
    async knownKey() {
      const stored = SealingKey.safeParse(await settings.get(keySetting))
      return stored.success ? stored.data : null
    },
  }
}

/** Seals a root key to a recovery key, for this vault alone. */
export async function makeRecoverySlot(
  key: SealingKey,
  { owner, device }: SlotOwner,
  keyId: string,
  root: Uint8Array<ArrayBuffer>,
): Promise<RecoverySlot> {
  const place = { purpose: 'vault-key', owner, device, subject: keyId } as const
  const box = await sealTo(crypto, key, place, root)
  return { id: 'recovery', keyId, recoveryKey: key.id, owner, device, box }
}

function isOf(slot: RecoverySlot, wanted: Omit<RecoverySlot, 'id' | 'box'>): boolean {
  return (
    slot.keyId === wanted.keyId &&
    slot.recoveryKey === wanted.recoveryKey &&
    slot.owner === wanted.owner &&
    slot.device === wanted.device
  )
}
