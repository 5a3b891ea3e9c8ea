import { fail, ok, type Result } from '#shared/domain/result.ts'
import type { OpenVault } from './assemble-vault.ts'
import { closeConnections, connectVault, readMeta } from './database.ts'
import { makePasswordSlot, openPasswordSlot, PasswordSlot } from './key-slots.ts'
import { bindToKey, writeTransaction } from './schema-gate.ts'
import type { OpenRoot, UnlockProblem } from './unlock-problem.ts'
import type { VaultDevice } from './vault-device.ts'
import { withRootKey, type RootKey } from './vault-keys.ts'

/** KE4: whether this is the password of a vault, which stays as it is, open or locked. */
export async function checkPassword(
  device: VaultDevice,
  tag: string,
  password: string,
): Promise<Result<null, UnlockProblem>> {
  const { strict } = connectVault(tag, device.databases)
  const read = Promise.all([readMeta(strict, 'identity'), strict.slots.get('password')])
  const [identity, stored] = await read.finally(() => strict.close())
  if (identity === undefined) return fail({ type: 'no-vault' })
  const root = await rootByPassword(device, tag, password)(stored, identity.keyId)
  if (!root.ok) return root
  root.value.bytes.fill(0)
  return ok(null)
}

/** KE2: whether a vault has a password at all; one that a passkey made has none at first. */
export async function hasPassword(device: VaultDevice, tag: string): Promise<boolean> {
  const { strict } = connectVault(tag, device.databases)
  const stored = await strict.slots.get('password').finally(() => strict.close())
  return stored !== undefined
}

export function rootByPassword(device: VaultDevice, tag: string, password: string): OpenRoot {
  return async (stored, keyId) => {
    if (stored === undefined) return fail({ type: 'no-password' })
    const slot = PasswordSlot.safeParse(stored)
    return slot.success && slot.data.keyId === keyId
      ? openPasswordSlot(tag, slot.data, password, device.derive)
      : fail({ type: 'broken' })
  }
}

/**
 * KE7: gives an open vault a new password; the former slot is gone when this resolves.
 * A vault that is locked is first opened with its former password.
 */
export async function rewrapPassword(
  device: VaultDevice,
  vault: OpenVault,
  newPassword: string,
): Promise<void> {
  const keys = vault.keys()
  const slot = await withRootKey(keys, (bytes) =>
    newPasswordSlot(device, vault.tag, { id: keys.id, bytes }, newPassword),
  )
  const connections = connectVault(vault.tag, device.databases)
  const { strict } = connections
  // KE8: a tab with a former key would wrap that one.
  bindToKey(strict, keys.id)
  await writeTransaction(strict, [strict.slots], () => strict.slots.put(slot)).finally(() =>
    closeConnections(connections),
  )
}

/** KE2: a slot for this password, with parameters for this device. */
export async function newPasswordSlot(
  device: VaultDevice,
  tag: string,
  root: RootKey,
  password: string,
): Promise<PasswordSlot> {
  return makePasswordSlot(tag, root, password, await device.chooseParameters(), device.derive)
}
