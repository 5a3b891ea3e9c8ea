import type { RescueRequest } from '#shared/protocol/wipe-message.ts'
import { toBase64url } from '#shared/recovery/base64url.ts'
import { connectVault, databaseName, readMeta, sealedBytes, type Databases } from './database.ts'
import { numbersOf } from './device-numbers.ts'
import { RecoverySlot } from './recovery-slot.ts'

/**
 * SR3: what was not sent, as it lies on the disk, with the slot that the recovery key opens: read without a key, so that
 * it can be rescued from a locked vault, too. `outbox` is null if nobody could ever open it: the vault was never sealed
 * to a recovery key, or not as this device.
 */
export async function readSealedOutbox(
  databases: Databases,
  tag: string,
  device: string,
): Promise<{ unsent: number; outbox: Omit<RescueRequest, 'sentAt'> | null }> {
  const { strict } = connectVault(tag, databases)
  const read = strict.transaction('r', [strict.meta, strict.outbox, strict.slots], () =>
    Promise.all([
      readMeta(strict, 'identity'),
      readMeta(strict, 'numbering'),
      strict.outbox.orderBy('n').toArray(),
      strict.slots.get('recovery'),
    ]),
  )
  const [identity, numbering, stored, slot] = await read.finally(() => strict.close())
  const unsent = stored.length
  const sealed = RecoverySlot.safeParse(slot)
  const isOurs =
    sealed.success && sealed.data.keyId === identity?.keyId && sealed.data.device === device
  if (identity === undefined || !isOurs) return { unsent, outbox: null }
  const { keyId: vaultKey, recoveryKey, box } = sealed.data
  const { epoch, offset } = numbersOf(identity, numbering)
  return {
    unsent,
    outbox: {
      database: databaseName(tag),
      slot: { recoveryKey, vaultKey, box: toBase64url(box) },
      epoch,
      offset,
      rows: stored.map(({ n, sealed }) => ({ n, sealed: toBase64url(sealedBytes(sealed)) })),
    },
  }
}
