import { fail, ok, type Result } from '#shared/domain/result.ts'
import { base64url } from './base64url.ts'
import type { SealedBytes } from './database.ts'
import { VaultLockedError } from './vault-errors.ts'
import type { VaultKeys } from './vault-keys.ts'

/** First byte of every sealed value; the 12 bytes of the IV and the ciphertext with its tag follow. */
const formatVersion = 1
const ivLength = 12
const tagLength = 16

/** Seals and opens the values of one database as long as its key is in memory. */
export interface Sealer {
  /** Seals bytes for one place; at any other place they do not open. */
  seal(table: string, key: string | number, bytes: Uint8Array<ArrayBuffer>): Promise<SealedBytes>
  open(
    table: string,
    key: string | number,
    sealed: SealedBytes,
  ): Promise<Result<Uint8Array<ArrayBuffer>, { type: 'unreadable' }>>
  /** An opaque key for a name: says nothing to who does not hold the key of the vault. */
  nameOf(table: string, name: string): Promise<string>
  keys(): VaultKeys
  forget(): void
}

/** VA3: binds each value to database, table, key, schema epoch and key id. Calls after `forget` reject with `VaultLockedError`. */
export function createSealer(vaultKeys: VaultKeys, database: string, epoch: number): Sealer {
  let held: VaultKeys | null = vaultKeys
  const keys = () => {
    if (held === null) throw new VaultLockedError()
    return held
  }
  const place = (table: string, key: string | number) =>
    new TextEncoder().encode(JSON.stringify([database, table, key, epoch, keys().id]))

  return {
    async seal(table, key, bytes) {
      const iv = crypto.getRandomValues(new Uint8Array(ivLength))
      const parameters = { name: 'AES-GCM', iv, additionalData: place(table, key) }
      const ciphertext = await crypto.subtle.encrypt(parameters, keys().seal, bytes)
      const sealed = new Uint8Array(1 + ivLength + ciphertext.byteLength)
      sealed[0] = formatVersion
      sealed.set(iv, 1)
      sealed.set(new Uint8Array(ciphertext), 1 + ivLength)
      return sealed
    },

    async open(table, key, sealed) {
      if (sealed.length < 1 + ivLength + tagLength || sealed[0] !== formatVersion) {
        return fail({ type: 'unreadable' })
      }
      const iv = sealed.subarray(1, 1 + ivLength)
      const parameters = { name: 'AES-GCM', iv, additionalData: place(table, key) }
      try {
        const bytes = await crypto.subtle.decrypt(
          parameters,
          keys().seal,
          sealed.subarray(1 + ivLength),
        )
        return ok(new Uint8Array(bytes))
      } catch (error) {
        if (isAuthenticationFailure(error)) return fail({ type: 'unreadable' })
        throw error
      }
    },

    async nameOf(table, name) {
      const digest = await crypto.subtle.sign(
        'HMAC',
        keys().name,
        new TextEncoder().encode(`${table}|${name}`),
      )
      return base64url(new Uint8Array(digest, 0, 16))
    },

    keys,
    forget: () => {
      held = null
    },
  }
}

/** WebCrypto says `OperationError` when the tag of AES-GCM does not fit, and nothing else. */
export function isAuthenticationFailure(error: unknown): boolean {
  return error instanceof Error && error.name === 'OperationError'
}
