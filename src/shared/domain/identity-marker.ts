import type { CustomerIdentity } from './customer-identity.ts'
import type { IdentityNumber } from './identity-number.ts'

/** A key as WebCrypto holds it. */
interface HeldKey {
  readonly type: string
}

type Bytes = Uint8Array<ArrayBuffer>

/** The part of WebCrypto that marking needs; browsers and Node bring it as `crypto`. */
export interface HmacCrypto {
  readonly subtle: {
    importKey(
      format: 'raw',
      bytes: Bytes,
      algorithm: { name: 'HMAC'; hash: 'SHA-256' },
      extractable: boolean,
      usages: 'sign'[],
    ): Promise<HeldKey>
    sign(algorithm: 'HMAC', key: HeldKey, bytes: Bytes): Promise<ArrayBuffer>
  }
}

/** Makes of a number what is kept of it. */
export type IdentityMarker = (
  identity: Pick<IdentityNumber, 'number' | 'last4'>,
) => Promise<CustomerIdentity>

/** Bytes of HMAC-SHA-256 that are kept, as RFC 4868 cuts it: 128 bits, so two numbers never meet by chance. */
const markBytes = 16
const keyMarkBytes = 4

/**
 * HMAC-SHA-256 under the identity key of the organisation (32 bytes). Equal for equal numbers on every device, and of no use to
 * who has not got the key.
 */
export async function createIdentityMarker(
  { subtle }: HmacCrypto,
  key: Bytes,
): Promise<IdentityMarker> {
  const held = await subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ])
  const mark = async (text: string, length: number) =>
    inLetters(new Uint8Array(await subtle.sign('HMAC', held, utf8(text))).slice(0, length))
  // No number is one word of letters, so this tells nothing of the marks.
  const keyMark = await mark('identity-key', keyMarkBytes)
  return async ({ number, last4 }) => ({
    idLast4: last4,
    idHmac: `${keyMark}.${await mark(number, markBytes)}`,
  })
}

/** Each half byte as a letter from a to p: without digits nothing in it can look like a card number or a code (SE7). */
function inLetters(bytes: Bytes): string {
  const letters = Array.from(bytes, (byte) => [byte >> 4, byte & 15]).flat()
  return letters.map((half) => String.fromCodePoint(97 + half)).join('')
}

/** Digits and letters of ASCII only. */
function utf8(text: string): Bytes {
  return Uint8Array.from(text, (sign) => sign.codePointAt(0) ?? 0)
}
