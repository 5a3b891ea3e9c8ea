import { base64url } from './base64url.ts'

/**
 * KE1: what is in memory while a vault is open. Both working keys are non-extractable. The root
 * key they come from lies here only as ciphertext under a key that cannot be exported either,
 * so that a new slot can be made without asking for the former password (KE7).
 */
export interface VaultKeys {
  /** Random name of the root key, part of every seal. */
  readonly id: string
  /** AES-256-GCM: seals and opens values. */
  readonly seal: CryptoKey
  /** HMAC-SHA-256: turns names of drafts and settings into opaque keys. */
  readonly name: CryptoKey
  readonly root: { wrapping: CryptoKey; iv: Uint8Array<ArrayBuffer>; wrapped: ArrayBuffer }
}

/** A root key in the clear, on its way in or out of a slot; whoever takes it overwrites its bytes. */
export interface RootKey {
  id: string
  bytes: Uint8Array<ArrayBuffer>
}

/** A new random root key of 32 bytes and its random id. */
export function newRootKey(): RootKey {
  return {
    id: base64url(crypto.getRandomValues(new Uint8Array(12))),
    bytes: crypto.getRandomValues(new Uint8Array(32)),
  }
}

/** The working keys of a root key. Overwrites `bytes` with zeros: nobody needs them again. */
export async function vaultKeysFrom(
  id: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<VaultKeys> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const wrapping = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  const wrapped = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, wrapping, bytes)
  const root = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey'])
  bytes.fill(0)
  const [seal, name] = await Promise.all([
    crypto.subtle.deriveKey(expand('seal', id), root, { name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]),
    crypto.subtle.deriveKey(
      expand('name', id),
      root,
      { name: 'HMAC', hash: 'SHA-256', length: 256 },
      false,
      ['sign'],
    ),
  ])
  return { id, seal, name, root: { wrapping, iv, wrapped } }
}

/** Lends the root key to `use` for as long as that takes, then overwrites it. */
export async function withRootKey<Value>(
  keys: VaultKeys,
  use: (bytes: Uint8Array<ArrayBuffer>) => Promise<Value>,
): Promise<Value> {
  const { wrapping, iv, wrapped } = keys.root
  const bytes = new Uint8Array(
    await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, wrapping, wrapped),
  )
  try {
    return await use(bytes)
  } finally {
    bytes.fill(0)
  }
}

function expand(purpose: string, id: string): HkdfParams {
  const text = new TextEncoder()
  return {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: text.encode(id),
    info: text.encode(`branchbook ${purpose}`),
  }
}
