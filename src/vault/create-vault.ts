import { fail, ok, type Result } from '#shared/domain/result.ts'
import { assembleVault, type OpenVault } from './assemble-vault.ts'
import { closeConnections, connectVault, readMeta } from './database.ts'
import { firstNumbers } from './device-numbers.ts'
import { emptyManifest } from './manifest.ts'
import { sealManifest } from './manifest-store.ts'
import { makePasskeySlot, type AnsweredPasskey } from './passkey-slot.ts'
import { schemaEpoch, sealEpoch } from './schema-gate.ts'
import { createSealer } from './seal.ts'
import type { VaultDevice } from './vault-device.ts'
import { newRootKey, vaultKeysFrom } from './vault-keys.ts'
import { newPasswordSlot } from './vault-password.ts'

interface VaultOwner {
  serverId: string
  staffNo: string
  /** CL7: the ids that the sign-in already told the server; made here if left out. */
  identity?: { deviceId: string; epoch: string }
}

/** KE2, KE3: a vault that is to be made, and what opens it: a password, or a passkey that has just answered. */
export type NewVault = VaultOwner & ({ password: string } | { passkey: AnsweredPasskey })

/**
 * Makes the vault of a colleague on this device and opens it. Replaces nothing:
 * `exists` when there is one already.
 */
export async function createVault(
  device: VaultDevice,
  { serverId, staffNo, identity, ...secret }: NewVault,
): Promise<Result<OpenVault, { type: 'exists'; tag: string }>> {
  const tag = await device.directory.tagFor(serverId, staffNo)
  const now = device.now()
  // Listed first: a crash in between leaves an entry without a vault, never a vault that nobody finds.
  await device.directory.add({ tag, serverId, createdAt: now, lastUsedAt: now })
  const connections = connectVault(tag, device.databases)
  const root = newRootKey()
  const slot =
    'password' in secret
      ? await newPasswordSlot(device, tag, root, secret.password)
      : await makePasskeySlot(tag, root, secret.passkey)
  const keys = await vaultKeysFrom(root.id, root.bytes)
  const ids = identity ?? { deviceId: crypto.randomUUID(), epoch: crypto.randomUUID() }
  const manifest = await sealManifest(
    createSealer({ keys, database: connections.strict.name, epoch: sealEpoch }),
    1,
    emptyManifest,
  )
  const { strict } = connections
  const made = await strict.transaction('rw', [strict.meta, strict.slots], async () => {
    if ((await readMeta(strict, 'schema')) !== undefined) return false
    await strict.slots.put(slot)
    await strict.meta.bulkPut([
      { key: 'schema', epoch: schemaEpoch },
      { key: 'identity', ...ids, keyId: keys.id },
      { key: 'outbox', lastN: 0 },
      manifest,
    ])
    return true
  })
  if (!made) {
    closeConnections(connections)
    return fail({ type: 'exists', tag })
  }
  if ('passkey' in secret) await device.directory.notePasskeys(tag, true)
  return ok(assembleVault({ ...device, tag, numbers: firstNumbers(ids), connections, keys }))
}
