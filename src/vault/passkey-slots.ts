import { fail, ok, type Result } from '#shared/domain/result.ts'
import type { OpenVault } from './assemble-vault.ts'
import { connectVault, type VaultDatabase } from './database.ts'
import { unlockWithRoot } from './open-vault.ts'
import type { UnlockProblem } from './unlock-problem.ts'
import type { VaultDevice } from './vault-device.ts'
import {
  makePasskeySlot,
  openPasskeySlot,
  passkeySlotId,
  PasskeySlot,
  type AnsweredPasskey,
} from './passkey-slot.ts'
import { bindToKey, writeTransaction } from './schema-gate.ts'
import { withRootKey, type RootKey } from './vault-keys.ts'

/** KE3: the passkeys that open a vault. Needs no key; what is not a slot any more is none. */
export function listPasskeySlots(device: VaultDevice, tag: string): Promise<PasskeySlot[]> {
  return withSlots(device, tag, readSlots)
}

/** KE3: lets a passkey open this vault, beside what opens it already. A new answer replaces the one there was. */
export async function addPasskeySlot(
  device: VaultDevice,
  vault: OpenVault,
  passkey: AnsweredPasskey,
): Promise<void> {
  const keys = vault.keys()
  const slot = await withRootKey(keys, (bytes) =>
    makePasskeySlot(vault.tag, { id: keys.id, bytes }, passkey),
  )
  await withSlots(device, vault.tag, (strict) => {
    // KE8: a tab with a former key would let the passkey open nothing.
    bindToKey(strict, keys.id)
    return writeTransaction(strict, [strict.slots], () => strict.slots.put(slot))
  })
  await device.directory.notePasskeys(vault.tag, true)
}

/**
 * KE3: from here on these passkeys open this vault no more; answers which do. Without a password a vault keeps its last
 * passkey, whatever is asked: nothing would open it any more, and what was not sent would be lost.
 */
export async function removePasskeySlots(
  device: VaultDevice,
  tag: string,
  isToGo: (credential: string) => boolean,
): Promise<string[]> {
  const left = await withSlots(device, tag, (strict) =>
    writeTransaction(strict, [strict.slots], async () => {
      const slots = await readSlots(strict)
      const kept = slots.filter(({ credential }) => !isToGo(credential))
      const opensOtherwise = (await strict.slots.get('password')) !== undefined
      if (kept.length === 0 && !opensOtherwise) kept.push(...slots.slice(0, 1))
      const gone = slots.filter((slot) => !kept.includes(slot))
      await strict.slots.bulkDelete(gone.map(({ id }) => id))
      return kept
    }),
  )
  await device.directory.notePasskeys(tag, left.length > 0)
  return left.map(({ credential }) => credential)
}

/** KE3: opens a vault with the answer of a passkey, without a network. */
export async function unlockWithPasskey(
  device: VaultDevice,
  tag: string,
  passkey: AnsweredPasskey,
): Promise<Result<OpenVault, UnlockProblem | { type: 'wrong-passkey' }>> {
  const root = await rootByPasskey(device, tag, passkey)
  return root.ok ? unlockWithRoot(device, tag, root.value) : root
}

/** KE4: whether this passkey opens an open vault, which stays as it is. */
export async function checkPasskey(
  device: VaultDevice,
  vault: OpenVault,
  passkey: AnsweredPasskey,
): Promise<Result<null, { type: 'wrong-passkey' }>> {
  const root = await rootByPasskey(device, vault.tag, passkey)
  if (!root.ok) return root
  root.value.bytes.fill(0)
  return root.value.id === vault.keys().id ? ok(null) : fail({ type: 'wrong-passkey' })
}

async function rootByPasskey(
  device: VaultDevice,
  tag: string,
  { credential, answer }: AnsweredPasskey,
): Promise<Result<RootKey, { type: 'wrong-passkey' }>> {
  const slots = await listPasskeySlots(device, tag)
  const slot = slots.find(({ id }) => id === passkeySlotId(credential))
  if (slot === undefined) return fail({ type: 'wrong-passkey' })
  return openPasskeySlot(tag, slot, answer)
}

async function readSlots(strict: VaultDatabase): Promise<PasskeySlot[]> {
  const stored: unknown[] = await strict.slots.toArray()
  return stored.flatMap((one) => PasskeySlot.safeParse(one).data ?? [])
}

async function withSlots<Value>(
  device: VaultDevice,
  tag: string,
  use: (strict: VaultDatabase) => Promise<Value>,
): Promise<Value> {
  const { strict } = connectVault(tag, device.databases)
  return use(strict).finally(() => strict.close())
}
