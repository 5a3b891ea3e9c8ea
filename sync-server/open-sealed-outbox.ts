import { createDecipheriv, hkdfSync } from 'node:crypto'
import * as z from 'zod/mini'
import type { RescueRequest } from '#shared/protocol/wipe-message.ts'

/** The sealed form of the vault (`src/vault/seal.ts`): a version byte, 12 bytes of IV, the ciphertext, 16 bytes of tag. */
const formatVersion = 1
const ivLength = 12
const tagLength = 16
/** `sealEpoch` of `src/vault/schema-gate.ts`. */
const sealEpoch = 1

const Raw = z.looseObject({ n: z.number().check(z.int(), z.positive()) })
export type RawOperation = z.infer<typeof Raw>

export interface OpenedOutbox {
  operations: RawOperation[]
  /** Rows that do not open (VA3). */
  unreadable: number
}

/**
 * SR3: what a rescue says, with the root key of its vault (32 bytes). Each row is bound to its place, so nobody but the
 * vault can have written one. Numbers are those that the server knows (GC2).
 */
export function openSealedOutbox(
  { database, slot: { vaultKey }, offset, rows }: RescueRequest,
  root: Uint8Array,
): OpenedOutbox {
  const key = Buffer.from(hkdfSync('sha256', root, vaultKey, 'branchbook seal', 32))
  const operations = rows.flatMap(({ n, sealed }) => {
    const place = JSON.stringify([database, 'outbox', n, sealEpoch, vaultKey])
    const opened = Raw.safeParse(open(key, place, Buffer.from(sealed, 'base64url')))
    return opened.success && opened.data.n === n ? [{ ...opened.data, n: n - offset }] : []
  })
  return { operations, unreadable: rows.length - operations.length }
}

/** Undefined for what does not open. */
function open(key: Buffer, place: string, sealed: Buffer): unknown {
  if (sealed.length < 1 + ivLength + tagLength || sealed[0] !== formatVersion) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + ivLength))
  decipher.setAAD(Buffer.from(place))
  decipher.setAuthTag(sealed.subarray(-tagLength))
  try {
    const text = [decipher.update(sealed.subarray(1 + ivLength, -tagLength)), decipher.final()]
    return JSON.parse(Buffer.concat(text).toString('utf8'))
  } catch {
    // The tag does not fit, or a row holds no JSON: for whoever reads it, it is the same.
    return undefined
  }
}
