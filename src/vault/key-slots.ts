import { fail, ok, type Result } from '#shared/domain/result.ts'
import * as z from 'zod/mini'
import { Argon2Parameters, type DeriveKey } from './argon2.ts'
import { sealedBytes, type SealedBytes } from './database.ts'
import { isAuthenticationFailure } from './seal.ts'

/** Bytes of a slot as they lie there; what is none of them opens nothing. */
export const slotBytes = z.pipe(
  z.unknown().check(z.refine((value) => ArrayBuffer.isView(value), 'bytes expected')),
  z.transform(sealedBytes),
)

/** KE2: the root key of a vault, sealed under a key derived from the sign-in password. */
export const PasswordSlot = z.strictObject({
  id: z.literal('password'),
  keyId: z.string(),
  salt: slotBytes,
  parameters: Argon2Parameters,
  iv: slotBytes,
  sealed: slotBytes,
})
export type PasswordSlot = z.infer<typeof PasswordSlot>

/** KE1: wraps a root key for a password. `tag` is the vault that the slot belongs to. */
export async function makePasswordSlot(
  tag: string,
  root: { id: string; bytes: Uint8Array<ArrayBuffer> },
  password: string,
  parameters: Argon2Parameters,
  derive: DeriveKey,
): Promise<PasswordSlot> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const place = { id: 'password', keyId: root.id, salt, parameters } as const
  const key = await wrappingKey(password, salt, parameters, derive)
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: binding(tag, place) },
    key,
    root.bytes,
  )
  return { ...place, iv, sealed: new Uint8Array(sealed) }
}

/** Opens a slot. Whether the password is wrong or the slot was tampered with cannot be told apart. */
export async function openPasswordSlot(
  tag: string,
  slot: PasswordSlot,
  password: string,
  derive: DeriveKey,
): Promise<Result<{ id: string; bytes: Uint8Array<ArrayBuffer> }, { type: 'wrong-password' }>> {
  const key = await wrappingKey(password, slot.salt, slot.parameters, derive)
  try {
    const root = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: slot.iv, additionalData: binding(tag, slot) },
      key,
      slot.sealed,
    )
    return ok({ id: slot.keyId, bytes: new Uint8Array(root) })
  } catch (error) {
    if (isAuthenticationFailure(error)) return fail({ type: 'wrong-password' })
    throw error
  }
}

async function wrappingKey(
  password: string,
  salt: SealedBytes,
  parameters: Argon2Parameters,
  derive: DeriveKey,
): Promise<CryptoKey> {
  const derived = await derive(password, salt, parameters)
  const key = await crypto.subtle.importKey('raw', derived, 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ])
  derived.fill(0)
  return key
}

/** VA3: a slot opens in its own vault, under its own id, with its own parameters. */
function binding(
  tag: string,
  slot: Pick<PasswordSlot, 'id' | 'keyId' | 'parameters'>,
): Uint8Array<ArrayBuffer> {
  const { memoryKiB, iterations } = slot.parameters
  return new TextEncoder().encode(
    JSON.stringify(['slot', tag, slot.id, slot.keyId, memoryKiB, iterations]),
  )
}
