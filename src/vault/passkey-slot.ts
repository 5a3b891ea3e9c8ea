import { fail, ok, type Result } from '#shared/domain/result.ts'
import * as z from 'zod/mini'
import type { SealedBytes } from './database.ts'
import { slotBytes } from './key-slots.ts'
import { isAuthenticationFailure } from './seal.ts'
import type { RootKey } from './vault-keys.ts'

const prefix = 'passkey/'

/** KE3: the root key of a vault, sealed under a key from what one passkey answers to the question of this device (WebAuthn PRF). */
export const PasskeySlot = z.strictObject({
  id: z.string().check(z.startsWith(prefix)),
  keyId: z.string(),
  /** Id of the passkey, base64url, and how its authenticator may be reached: what a browser wants to be told. */
  credential: z.string(),
  transports: z.array(z.string()),
  salt: slotBytes,
  iv: slotBytes,
  sealed: slotBytes,
})
export type PasskeySlot = z.infer<typeof PasskeySlot>

/** A passkey and its answer (32 bytes, secret): as good as the root key of what it seals. */
export interface AnsweredPasskey {
  credential: string
  transports: string[]
  answer: SealedBytes
}

/** Where the slot of a passkey lies among the slots of its vault. */
export function passkeySlotId(credential: string): string {
  return prefix + credential
}

/** Whether a slot under this id is that of a passkey. */
export function isPasskeySlotId(id: string): boolean {
  return id.startsWith(prefix)
}

/** KE3: wraps a root key for a passkey. `tag` is the vault that the slot belongs to. */
export async function makePasskeySlot(
  tag: string,
  root: RootKey,
  { credential, transports, answer }: AnsweredPasskey,
): Promise<PasskeySlot> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const place = { id: passkeySlotId(credential), keyId: root.id, credential }
  const key = await wrappingKey(answer, salt)
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: binding(tag, place) },
    key,
    root.bytes,
  )
  return { ...place, transports, salt, iv, sealed: new Uint8Array(sealed) }
}

/** Opens a slot. Another passkey's answer and a slot that was tampered with cannot be told apart. */
export async function openPasskeySlot(
  tag: string,
  slot: PasskeySlot,
  answer: SealedBytes,
): Promise<Result<RootKey, { type: 'wrong-passkey' }>> {
  const key = await wrappingKey(answer, slot.salt)
  try {
    const root = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: slot.iv, additionalData: binding(tag, slot) },
      key,
      slot.sealed,
    )
    return ok({ id: slot.keyId, bytes: new Uint8Array(root) })
  } catch (error) {
    if (isAuthenticationFailure(error)) return fail({ type: 'wrong-passkey' })
    throw error
  }
}

/** The answer has 256 bits of chance, so a hash is enough and nothing has to be slow. */
async function wrappingKey(answer: SealedBytes, salt: SealedBytes): Promise<CryptoKey> {
  const text = new TextEncoder()
  const material = await crypto.subtle.importKey('raw', answer, 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: text.encode('branchbook passkey') },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

/** VA3: a slot opens in its own vault, under its own id, for its own passkey. */
function binding(
  tag: string,
  slot: Pick<PasskeySlot, 'id' | 'keyId' | 'credential'>,
): Uint8Array<ArrayBuffer> {
  const { id, keyId, credential } = slot
  return new TextEncoder().encode(JSON.stringify(['slot', tag, id, keyId, credential]))
}
