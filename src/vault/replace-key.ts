import { buggify } from '#shared/faults/buggify.ts'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import {
  connectVault,
  databaseName,
  readMeta,
  sealedBytes,
  type OutboxRow,
  type VaultConnections,
  type VaultDatabase,
} from './database.ts'
import { makeFormerKeySlot, type FormerKeySlot } from './former-key.ts'
import { makePasswordSlot, type PasswordSlot } from './key-slots.ts'
import type { UnlockProblem } from './unlock-problem.ts'
import type { VaultDevice } from './vault-device.ts'
import { rootByPassword } from './vault-password.ts'
import { isPasskeySlotId } from './passkey-slot.ts'
import { createVaultRecovery, makeRecoverySlot, RecoverySlot } from './recovery-slot.ts'
import { bindToKey, sealEpoch, writeTransaction } from './schema-gate.ts'
import { createSealer } from './seal.ts'
import { createSettings } from './settings.ts'
import { newRootKey, vaultKeysFrom, type RootKey } from './vault-keys.ts'

/**
 * KE8: gives a locked vault a new random key. Tabs in which it is open write nothing more and are to be locked; what they had
 * stored is there. `reseal` of the vault, opened again, does the rest. Changes nothing while a former key is still in use.
 */
export async function replaceKey(
  device: VaultDevice,
  tag: string,
  password: string,
): Promise<Result<null, UnlockProblem>> {
  const stored = await withVault(device, tag, async ({ strict }) => ({
    identity: await readMeta(strict, 'identity'),
    slot: await strict.slots.get('password'),
  }))
  if (stored.identity === undefined) return fail({ type: 'no-vault' })
  const open = rootByPassword(device, tag, password)
  const root = await open(stored.slot, stored.identity.keyId)
  if (!root.ok) return root
  const replaced = await replaceRootKey(device, tag, root.value, password)
  if (!replaced.ok) return replaced
  replaced.value.bytes.fill(0)
  return ok(null)
}

/**
 * KE7, KE8: wraps a vault under a password, with a new root key in the place of the one that is given, and answers it. All of
 * it is one strict transaction: password, former key, recovery slot, outbox, and which key the vault has now. Passkeys cannot
 * be asked here, so they open nothing any more and are to be set up again. Where a former key is still in use, the root key stays.
 */
export async function replaceRootKey(
  device: VaultDevice,
  tag: string,
  root: RootKey,
  password: string,
): Promise<Result<RootKey, UnlockProblem>> {
  return withVault(device, tag, async (connections) => {
    const { strict } = connections
    const identity = await readMeta(strict, 'identity')
    // It was replaced meanwhile, or the vault was removed and made anew.
    if (identity?.keyId !== root.id) return fail({ type: 'broken' })
    bindToKey(strict, root.id)
    const isResealing = (await strict.slots.get('former-key')) !== undefined
    const next = isResealing ? copyOf(root) : newRootKey()
    const parameters = await device.chooseParameters()
    const slot = await makePasswordSlot(tag, next, password, parameters, device.derive)
    if (isResealing) {
      await writeTransaction(strict, [strict.slots], () => putPassword(strict, slot))
      return ok(next)
    }
    const others = await otherSlots(connections, tag, root, next)
    for (;;) {
      const outbox = await others.renewOutbox()
      await buggify('key-replaced', strict.name)
      const isStored = await writeTransaction(strict, [strict.slots, strict.outbox], async () => {
        // CL4: a tab that is not locked yet has saved something, or heard of a checkpoint.
        const present = await strict.outbox.toCollection().primaryKeys()
        if (present.join() !== outbox.map(({ n }) => n).join()) return false
        await strict.outbox.bulkPut(outbox)
        await putPassword(strict, slot)
        await putOthers(strict, others)
        // GC2: whoever counted anew meanwhile has written other ids beside it.
        const now = await readMeta(strict, 'identity')
        if (now !== undefined) await strict.meta.put({ ...now, keyId: next.id })
        return true
      })
      if (isStored) break
    }
    await buggify('key-replaced', strict.name)
    await device.directory.notePasskeys(tag, false)
    return ok(next)
  })
}

/** KE7: what was prepared for an answer of administrators is of no use under another password. */
async function putPassword(strict: VaultDatabase, slot: PasswordSlot): Promise<void> {
  await strict.slots.put(slot)
  await strict.slots.delete('recovery-request')
}

async function putOthers(strict: VaultDatabase, { former, recovery }: OtherSlots): Promise<void> {
  await strict.slots.put(former)
  await strict.slots.delete('recovery')
  if (recovery !== null) await strict.slots.put(recovery)
  const ids = await strict.slots.toCollection().primaryKeys()
  await strict.slots.bulkDelete(ids.filter(isPasskeySlotId))
}

interface OtherSlots {
  former: FormerKeySlot
  recovery: RecoverySlot | null
}

/** What goes with a new root key besides the password. */
async function otherSlots(
  connections: VaultConnections,
  tag: string,
  root: RootKey,
  next: RootKey,
): Promise<OtherSlots & { renewOutbox: () => Promise<OutboxRow[]> }> {
  const { strict } = connections
  const keys = await vaultKeysFrom(root.id, copyOf(root).bytes)
  const place = { database: databaseName(tag), epoch: sealEpoch }
  const sealer = createSealer({ keys, ...place })
  const settings = createSettings(connections, sealer)
  const key = await createVaultRecovery(connections, sealer, settings).knownKey()
  const slot = RecoverySlot.safeParse(await strict.slots.get('recovery'))
  const nextKeys = await vaultKeysFrom(next.id, copyOf(next).bytes)
  const renewing = createSealer({ keys: nextKeys, former: keys, ...place })
  return {
    former: await makeFormerKeySlot(tag, nextKeys, root),
    recovery:
      key !== null && slot.success
        ? await makeRecoverySlot(key, slot.data, next.id, next.bytes)
        : null,
    // SR3: what is rescued from a locked vault lies under the key that its recovery slot holds.
    renewOutbox: async () =>
      Promise.all(
        (await strict.outbox.toArray()).map(async ({ n, sealed }) => ({
          n,
          sealed: (await renewing.renew('outbox', n, sealedBytes(sealed))) ?? sealed,
        })),
      ),
  }
}

function copyOf({ id, bytes }: RootKey): RootKey {
  return { id, bytes: bytes.slice() }
}

async function withVault<Value>(
  device: VaultDevice,
  tag: string,
  act: (connections: VaultConnections) => Promise<Value>,
): Promise<Value> {
  const connections = connectVault(tag, device.databases)
  try {
    return await act(connections)
  } finally {
    connections.strict.close()
    connections.relaxed.close()
  }
}
