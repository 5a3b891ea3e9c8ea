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
  /**
   * The opaque keys that a name may lie under: the present one, and the one of the former key while that is being replaced.
   * They say nothing to who does not hold the key of the vault.
   */
  namesOf(table: string, name: string): Promise<[string, ...string[]]>
  /** KE8: what lies under the former key, sealed under the present one; `null` if there is nothing to do, or nothing opens. */
  renew(table: string, key: string | number, sealed: SealedBytes): Promise<SealedBytes | null>
  /** KE8: whether values may still lie under a former key. */
  hasFormer(): boolean
  /** KE8: nothing lies under it any more. */
  forgetFormer(): void
  keys(): VaultKeys
  forget(): void
}

interface SealerParts {
  keys: VaultKeys
  /** KE8: the key before this one, while values are still sealed under it. */
  former?: VaultKeys | null
  /** Name of the database. */
  database: string
  epoch: number
  /** KE8: whether another tab has given the vault a key that is not this one. */
  isReplaced?: () => Promise<boolean>
}

/** VA3: binds each value to database, table, key, schema epoch and key id. Calls after `forget` reject with `VaultLockedError`. */
export function createSealer({
  keys: vaultKeys,
  former = null,
  database,
  epoch,
  isReplaced = () => Promise.resolve(false),
}: SealerParts): Sealer {
  let held: { keys: VaultKeys; former: VaultKeys | null } | null = { keys: vaultKeys, former }
  const present = () => {
    if (held === null) throw new VaultLockedError()
    return held
  }
  const keys = () => present().keys
  const place = (table: string, key: string | number, id: string) =>
    new TextEncoder().encode(JSON.stringify([database, table, key, epoch, id]))

  async function openWith(
    { id, seal }: VaultKeys,
    table: string,
    key: string | number,
    sealed: SealedBytes,
  ): Promise<SealedBytes | null> {
    const iv = sealed.subarray(1, 1 + ivLength)
    const parameters = { name: 'AES-GCM', iv, additionalData: place(table, key, id) }
    try {
      return new Uint8Array(
        await crypto.subtle.decrypt(parameters, seal, sealed.subarray(1 + ivLength)),
      )
    } catch (error) {
      if (isAuthenticationFailure(error)) return null
      throw error
    }
  }

  async function seal(
    table: string,
    key: string | number,
    bytes: SealedBytes,
  ): Promise<SealedBytes> {
    const { id, seal } = keys()
    const iv = crypto.getRandomValues(new Uint8Array(ivLength))
    const parameters = { name: 'AES-GCM', iv, additionalData: place(table, key, id) }
    const ciphertext = await crypto.subtle.encrypt(parameters, seal, bytes)
    const sealed = new Uint8Array(1 + ivLength + ciphertext.byteLength)
    sealed[0] = formatVersion
    sealed.set(iv, 1)
    sealed.set(new Uint8Array(ciphertext), 1 + ivLength)
    return sealed
  }

  return {
    seal,

    async open(table, key, sealed) {
      const { keys, former } = present()
      if (!hasForm(sealed)) return fail({ type: 'unreadable' })
      const bytes =
        (await openWith(keys, table, key, sealed)) ??
        (former && (await openWith(former, table, key, sealed)))
      if (bytes !== null) return ok(bytes)
      // KE8: sealed under a key that this tab does not have is not damage: nothing of it may be reported as lost.
      if (await isReplaced()) throw new VaultLockedError()
      return fail({ type: 'unreadable' })
    },

    async namesOf(table, name) {
      const { keys, former } = present()
      const own = await nameUnder(keys, table, name)
      return former === null ? [own] : [own, await nameUnder(former, table, name)]
    },

    async renew(table, key, sealed) {
      const { former } = present()
      if (former === null || !hasForm(sealed)) return null
      const bytes = await openWith(former, table, key, sealed)
      return bytes && seal(table, key, bytes)
    },

    hasFormer: () => present().former !== null,
    forgetFormer: () => {
      if (held !== null) held = { ...held, former: null }
    },
    keys,
    forget: () => {
      held = null
    },
  }
}

function hasForm(sealed: SealedBytes): boolean {
  return sealed.length >= 1 + ivLength + tagLength && sealed[0] === formatVersion
}

async function nameUnder(keys: VaultKeys, table: string, name: string): Promise<string> {
  const text = new TextEncoder().encode(`${table}|${name}`)
  const digest = await crypto.subtle.sign('HMAC', keys.name, text)
  return base64url(new Uint8Array(digest, 0, 16))
}

/** WebCrypto says `OperationError` when the tag of AES-GCM does not fit, and nothing else. */
export function isAuthenticationFailure(error: unknown): boolean {
  return error instanceof Error && error.name === 'OperationError'
}
