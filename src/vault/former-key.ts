import * as z from 'zod/mini'
import { databaseName } from './database.ts'
import { slotBytes } from './key-slots.ts'
import { sealEpoch } from './schema-gate.ts'
import { createSealer } from './seal.ts'
import { vaultKeysFrom, type RootKey, type VaultKeys } from './vault-keys.ts'

/**
 * KE8: the root key before the present one, sealed under the present one, for as long as values are sealed under it. So a
 * vault whose re-sealing was broken off at any point opens whole.
 */
export const FormerKeySlot = z.strictObject({
  id: z.literal('former-key'),
  keyId: z.string(),
  sealed: slotBytes,
})
export type FormerKeySlot = z.infer<typeof FormerKeySlot>

/** Seals the root key that was under the one that takes its place. */
export async function makeFormerKeySlot(
  tag: string,
  keys: VaultKeys,
  former: RootKey,
): Promise<FormerKeySlot> {
  const sealed = await sealerOf(tag, keys).seal('slots', placeOf(former.id), former.bytes)
  return { id: 'former-key', keyId: former.id, sealed }
}

/** The former keys as they lie in a vault: `null` if there are none, `unreadable` if they do not open with the present ones. */
export async function openFormerKey(
  tag: string,
  keys: VaultKeys,
  stored: unknown,
): Promise<VaultKeys | null | 'unreadable'> {
  if (stored === undefined) return null
  const slot = FormerKeySlot.safeParse(stored)
  if (!slot.success) return 'unreadable'
  const { keyId, sealed } = slot.data
  const root = await sealerOf(tag, keys).open('slots', placeOf(keyId), sealed)
  return root.ok ? vaultKeysFrom(keyId, root.value) : 'unreadable'
}

function sealerOf(tag: string, keys: VaultKeys) {
  return createSealer({ keys, database: databaseName(tag), epoch: sealEpoch })
}

function placeOf(keyId: string): string {
  return `former-key|${keyId}`
}
