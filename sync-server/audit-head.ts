import { createPublicKey, verify } from 'node:crypto'
import * as z from 'zod/mini'
import type { AuditKey } from './audit-key.ts'
import type { Store } from './store/store.ts'

/** SE6: where the chain stood at some time, signed. Kept elsewhere, it shows that rows before it were changed or cut. */
export const AuditHead = z.strictObject({
  serverId: z.string(),
  /** The history that it is of: a restored backup goes on from an earlier row. */
  serverEpoch: z.string(),
  /** Number and hash of the last row. */
  no: z.number().check(z.int(), z.positive()),
  hash: z.string(),
  /** Instant in ms. */
  at: z.number(),
  publicKey: z.string(),
  signature: z.string(),
})
export type AuditHead = z.infer<typeof AuditHead>

/** Signs where the chain stands now; undefined while there is no row. */
export async function signHead(
  store: Pick<Store, 'read'>,
  key: AuditKey,
  at: number,
): Promise<AuditHead | undefined> {
  return store.read(async ({ audit, meta }) => {
    const last = await audit.last()
    if (last === undefined) return undefined
    const { serverId, serverEpoch } = await meta.get()
    const head = { serverId, serverEpoch, ...last, at }
    return { ...head, publicKey: key.publicKey, signature: key.sign(signedText(head)) }
  })
}

/** Whether a head is signed with the private half of this key (base64url of DER). */
export function isSignedBy(head: AuditHead, publicKey: string): boolean {
  if (head.publicKey !== publicKey) return false
  try {
    const key = createPublicKey({
      key: Buffer.from(publicKey, 'base64url'),
      format: 'der',
      type: 'spki',
    })
    const signature = Buffer.from(head.signature, 'base64url')
    return verify(null, Buffer.from(signedText(head)), key, signature)
  } catch {
    // Not a key at all: nothing is signed with it.
    return false
  }
}

function signedText({
  serverId,
  serverEpoch,
  no,
  hash,
  at,
}: Omit<AuditHead, 'publicKey' | 'signature'>): string {
  return JSON.stringify(['branchbook audit head', serverId, serverEpoch, no, hash, at])
}
