import * as z from 'zod/mini'
import { fail, ok, type Result } from '#shared/domain/result.ts'
import { fromBase64url, toBase64url } from './base64url.ts'
import { keeperCount, makeRecoveryCode, type RecoveryCode } from './recovery-code.ts'
import {
  asciiBytes,
  decrypted,
  newKeyPair,
  openingKey,
  SealingKey,
  type OpeningKey,
} from './sealed-box.ts'
import type { HeldKey, WebCrypto } from './web-crypto.ts'

const keeper = z.int().check(z.minimum(1), z.maximum(keeperCount.most))
const bytes = z.string().check(z.regex(/^[\w-]{16,600}$/))

/** The private key for two keepers, the lower number first: sealed under a key from both of their codes. */
const KeptForPair = z.strictObject({
  keepers: z.tuple([keeper, keeper]),
  salt: bytes,
  iv: bytes,
  sealed: bytes,
})

/**
 * KE5: the organisation's recovery key as the server keeps it. The private half is there once for each pair of keepers, so
 * neither the server nor one keeper can read it: the server has no code, a keeper only one.
 */
export const KeptRecoveryKey = z
  .strictObject({
    key: SealingKey,
    keepers: z.int().check(z.minimum(keeperCount.fewest), z.maximum(keeperCount.most)),
    pairs: z.array(KeptForPair),
  })
  .check(
    z.refine(
      ({ keepers, pairs }) =>
        JSON.stringify(pairs.map((pair) => pair.keepers)) === JSON.stringify(pairsOf(keepers)),
      'each pair of keepers once',
    ),
  )
export type KeptRecoveryKey = z.infer<typeof KeptRecoveryKey>

/** Makes a key pair and the codes of its keepers. The private half is overwritten; the codes are nowhere else. */
export async function makeRecoveryKey(
  crypto: WebCrypto,
  keepers: number,
): Promise<{ kept: KeptRecoveryKey; codes: RecoveryCode[] }> {
  const { key, privateKey } = await newKeyPair(crypto)
  const codes = Array.from({ length: keepers }, (_, index) =>
    makeRecoveryCode(index + 1, crypto.getRandomValues(new Uint8Array(26))),
  )
  const pairs = await Promise.all(
    pairsOf(keepers).map(async ([first, second]) => {
      const salt = crypto.getRandomValues(new Uint8Array(16))
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const wrapping = await wrappingKey(
        crypto,
        [codeOf(codes, first), codeOf(codes, second)],
        salt,
      )
      const parameters = {
        name: 'AES-GCM',
        iv,
        additionalData: binding(key, [first, second]),
      } as const
      const sealed = await crypto.subtle.encrypt(parameters, wrapping, privateKey)
      return {
        keepers: [first, second] as [number, number],
        salt: toBase64url(salt),
        iv: toBase64url(iv),
        sealed: toBase64url(new Uint8Array(sealed)),
      }
    }),
  )
  privateKey.fill(0)
  return { kept: { key, keepers, pairs }, codes }
}

/**
 * Opens the private half with the codes of two keepers, in any order. `same-keeper`: one code twice; `wrong-codes`: they are
 * of another key, or the key was tampered with.
 */
export async function openRecoveryKey(
  crypto: WebCrypto,
  { key, pairs }: KeptRecoveryKey,
  codes: readonly [RecoveryCode, RecoveryCode],
): Promise<Result<OpeningKey, { type: 'same-keeper' } | { type: 'wrong-codes' }>> {
  const [first, second] = codes.toSorted((a, b) => a.keeper - b.keeper)
  if (first === undefined || second === undefined || first.keeper === second.keeper) {
    return fail({ type: 'same-keeper' })
  }
  const pair = pairs.find(
    ({ keepers }) => keepers[0] === first.keeper && keepers[1] === second.keeper,
  )
  const [salt, iv, sealed] = [pair?.salt, pair?.iv, pair?.sealed].map((text) =>
    fromBase64url(text ?? ''),
  )
  if (!pair || !salt || !iv || !sealed) return fail({ type: 'wrong-codes' })
  const wrapping = await wrappingKey(crypto, [first.text, second.text], salt)
  const parameters = {
    name: 'AES-GCM',
    iv,
    additionalData: binding(key, pair.keepers),
  } as const
  const opened = await decrypted(crypto, parameters, wrapping, sealed)
  return opened.ok ? ok(await openingKey(crypto, key, opened.value)) : fail({ type: 'wrong-codes' })
}

/** 130 bits of chance in each code: nothing to stretch, so HKDF and not Argon2. */
async function wrappingKey(
  { subtle }: WebCrypto,
  codes: readonly [string, string],
  salt: Uint8Array<ArrayBuffer>,
): Promise<HeldKey> {
  const both = await subtle.importKey('raw', asciiBytes(codes.join('|')), 'HKDF', false, [
    'deriveBits',
  ])
  const info = asciiBytes('branchbook recovery pair')
  const bits = await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, both, 256)
  return subtle.importKey('raw', new Uint8Array(bits), 'AES-GCM', false, ['encrypt', 'decrypt'])
}

function binding({ id }: SealingKey, keepers: readonly [number, number]) {
  return asciiBytes(JSON.stringify(['recovery-pair', id, ...keepers]))
}

function pairsOf(keepers: number): [number, number][] {
  const numbers = Array.from({ length: keepers }, (_, index) => index + 1)
  return numbers.flatMap((first) =>
    numbers.filter((second) => second > first).map((second): [number, number] => [first, second]),
  )
}

function codeOf(codes: readonly RecoveryCode[], keeper: number): string {
  const code = codes[keeper - 1]
  if (code === undefined) throw new Error('There is a code for each keeper.')
  return code.text
}
