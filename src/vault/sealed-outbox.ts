import type { RescueRequest } from '#shared/protocol/wipe-message.ts'
import { toBase64url } from '#shared/recovery/base64url.ts'
import { connectVault, databaseName, readMeta, sealedBytes, type Databases } from './database.ts'
import { numbersOf } from './device-numbers.ts'

/**
 * SR3: what was not sent, as it lies on the disk: read without a key, so that it can be rescued from a locked vault, too. Null if there is
 * nothing.
 */
export async function readSealedOutbox(
  databases: Databases,
  tag: string,
): Promise<Omit<RescueRequest, 'sentAt'> | null> {
  const { strict } = connectVault(tag, databases)
  const read = strict.transaction('r', [strict.meta, strict.outbox], () =>
    Promise.all([
      readMeta(strict, 'identity'),
      readMeta(strict, 'numbering'),
      strict.outbox.orderBy('n').toArray(),
    ]),
  )
  const [identity, numbering, stored] = await read.finally(() => strict.close())
  if (identity === undefined || stored.length === 0) return null
  const { epoch, offset } = numbersOf(identity, numbering)
  const rows = stored.map(({ n, sealed }) => ({ n, sealed: toBase64url(sealedBytes(sealed)) }))
  return { database: databaseName(tag), keyId: identity.keyId, epoch, offset, rows }
}
