import { WipeKey } from '#shared/protocol/wipe-message.ts'
import { base64url } from './base64url.ts'
import { connectVault, readMeta, type Databases } from './database.ts'
import { writeTransaction } from './schema-gate.ts'

/** SR3: keeps what an order to wipe this vault is recognised by; in the clear, because it has to be known while it is locked. */
export async function keepWipeKey(
  databases: Databases,
  tag: string,
  { device, contact, commitment }: WipeKey,
): Promise<void> {
  const { strict } = connectVault(tag, databases)
  await writeTransaction(strict, [], () =>
    strict.meta.put({ key: 'wipe', device, contact, commitment }),
  ).finally(() => strict.close())
}

/** What was kept; null for a vault whose server never gave it, or gave it to the device that this one was copied from. */
export async function readWipeKey(
  databases: Databases,
  tag: string,
): Promise<{ kept: WipeKey | null; isCurrent: boolean }> {
  const { strict } = connectVault(tag, databases)
  const read = Promise.all([readMeta(strict, 'wipe'), readMeta(strict, 'identity')])
  const [row, identity] = await read.finally(() => strict.close())
  if (row === undefined) return { kept: null, isCurrent: false }
  const { key: _, ...kept } = row
  return { kept, isCurrent: kept.device === identity?.deviceId }
}

/** SR3: whether the key of an order is the one that the server bound itself to while the session was good. */
export async function isGenuine({ commitment }: WipeKey, orderKey: string): Promise<boolean> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(orderKey))
  return base64url(new Uint8Array(digest)) === commitment
}
