import * as z from 'zod/mini'
import { toBase64url } from '#shared/recovery/base64url.ts'
import { asciiBytes, isTrueId, SealingKey, sealTo } from '#shared/recovery/sealed-box.ts'
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
  /** Says whether 32 bytes are this root key; see `rootCheck`. */
  check: z.string(),
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
  const check = await rootCheck(keyId, root)
  return { id: 'recovery', keyId, recoveryKey: key.id, owner, device, box, check }
}

/**
 * A hash that tells the root key of this id from every other one: what comes back from a recovery must not take its place
 * unseen. Of 256 bits of chance it gives nothing away.
 */
export async function rootCheck(keyId: string, root: Uint8Array<ArrayBuffer>): Promise<string> {
  const text = asciiBytes(`branchbook root check|${keyId}|`)
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array([...text, ...root]))
  return toBase64url(new Uint8Array(digest))
}

function isOf(slot: RecoverySlot, wanted: Omit<RecoverySlot, 'id' | 'box' | 'check'>): boolean {
  return (
    slot.keyId === wanted.keyId &&
    slot.recoveryKey === wanted.recoveryKey &&
    slot.owner === wanted.owner &&
    slot.device === wanted.device
  )
}
