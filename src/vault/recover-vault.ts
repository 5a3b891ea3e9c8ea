import * as z from 'zod/mini'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import {
  newKeyPair,
  openBox,
  openingKey,
  SealingKey,
  type OpeningKey,
} from '#shared/recovery/sealed-box.ts'
import type { OpenVault } from './assemble-vault.ts'
import { connectVault, readMeta, type VaultConnections } from './database.ts'
import { makePasswordSlot, openPasswordSlot, PasswordSlot } from './key-slots.ts'
import { unlockWithRoot } from './open-vault.ts'
import type { UnlockProblem } from './unlock-problem.ts'
import type { VaultDevice } from './vault-device.ts'
import { RecoverySlot, rootCheck } from './recovery-slot.ts'
import { replaceRootKey } from './replace-key.ts'
import { writeTransaction } from './schema-gate.ts'

/**
 * KE7: the key pair that the answer of the administrators will be sealed to. Its private half lies here under the new
 * password, as a root key does, so that the answer can wait for days and for a page that was closed.
 */
const RecoveryRequest = z.strictObject({
  id: z.literal('recovery-request'),
  key: SealingKey,
  /** Its bytes are the private half. */
  kept: PasswordSlot,
})
type RecoveryRequest = z.infer<typeof RecoveryRequest>

/** What a device that cannot open its vault asks the administrators with. */
export interface PreparedRecovery {
  tag: string
  slot: RecoverySlot
  answer: OpeningKey
  /** It was prepared before, with this password. */
  isKept: boolean
}

/**
 * KE7: makes a device ready to be helped, or goes on with what was prepared before. Changes nothing of the vault. `no-slot`: the
 * vault was never sealed to a recovery key, so only its former password opens it.
 */
export async function prepareRecovery(
  device: VaultDevice,
  tag: string,
  newPassword: string,
): Promise<Result<PreparedRecovery, { type: 'no-slot' }>> {
  return withVault(device, tag, async ({ strict }) => {
    const identity = await readMeta(strict, 'identity')
    const slot = RecoverySlot.safeParse(await strict.slots.get('recovery'))
    if (!slot.success || slot.data.keyId !== identity?.keyId) return fail({ type: 'no-slot' })
    const kept = await openKept(
      device,
      tag,
      await strict.slots.get('recovery-request'),
      newPassword,
    )
    if (kept !== null) return ok({ tag, slot: slot.data, answer: kept, isKept: true })
    const { key, privateKey } = await newKeyPair(crypto)
    const parameters = await device.chooseParameters()
    const root = { id: key.id, bytes: privateKey }
    const place = requestPlace(tag)
    const sealed = await makePasswordSlot(place, root, newPassword, parameters, device.derive)
    const request: RecoveryRequest = { id: 'recovery-request', key, kept: sealed }
    await writeTransaction(strict, [strict.slots], () => strict.slots.put(request))
    const answer = await openingKey(crypto, key, privateKey)
    return ok({ tag, slot: slot.data, answer, isKept: false })
  })
}

/** Whether a recovery of this vault was prepared on this device, with whatever password. */
export function isRecoveryPrepared(device: VaultDevice, tag: string): Promise<boolean> {
  return withVault(device, tag, async ({ strict }) => {
    return (await strict.slots.get('recovery-request')) !== undefined
  })
}

/** KE7: an answer that does not open is answered no better a second time: the next recovery begins with another key pair. */
export function discardRecovery(device: VaultDevice, tag: string): Promise<void> {
  return withVault(device, tag, ({ strict }) =>
    writeTransaction(strict, [strict.slots], () => strict.slots.delete('recovery-request')),
  )
}

/**
 * KE7: opens the vault with the answer of the administrators. The key in it was in the memory of another machine, so the vault
 * gets a new one at once (KE8), wrapped under the new password; until that is stored as a whole, the answer can be used once
 * more. `unreadable`: the answer is not for this device, or another key than that of this vault is in it: nothing is changed.
 */
export async function openRecovered(
  device: VaultDevice,
  { tag, slot, answer }: PreparedRecovery,
  box: Uint8Array<ArrayBuffer>,
  newPassword: string,
): Promise<Result<OpenVault, UnlockProblem | { type: 'unreadable' }>> {
  const { owner, device: id, keyId, check } = slot
  const place = { purpose: 'recovered-key', owner, device: id, subject: keyId } as const
  const bytes = await openBox(crypto, answer, place, box)
  if (!bytes.ok) return bytes
  if ((await rootCheck(keyId, bytes.value)) !== check) return fail({ type: 'unreadable' })
  const root = { id: keyId, bytes: bytes.value }
  const replaced = await replaceRootKey(device, tag, root, newPassword)
  root.bytes.fill(0)
  return replaced.ok ? unlockWithRoot(device, tag, replaced.value) : replaced
}

async function openKept(
  device: VaultDevice,
  tag: string,
  stored: unknown,
  password: string,
): Promise<OpeningKey | null> {
  const request = RecoveryRequest.safeParse(stored)
  if (!request.success) return null
  const { key, kept } = request.data
  const opened = await openPasswordSlot(requestPlace(tag), kept, password, device.derive)
  // Of a password that was reset once more: that answer is nobody's now.
  if (!opened.ok || opened.value.id !== key.id) return null
  return openingKey(crypto, key, opened.value.bytes)
}

/** VA3: it does not open in the place of the vault's own slot. */
function requestPlace(tag: string): string {
  return `${tag}|recovery-request`
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
