import { fail, ok, type Result } from '#shared/domain/result.ts'
import { fromBase64url, toBase64url } from './base64url.ts'
import * as z from 'zod/mini'
import type { HeldKey, WebCrypto } from './web-crypto.ts'

/**
 * KE5: bytes sealed to a public key, so that whoever seals cannot open. ECDH on P-256 with a key pair made for this one box,
 * HKDF-SHA-256, AES-256-GCM. Not X25519: Chrome 111 and Safari 16.4 do not have it.
 *
 * A box is one version byte (1), the 65 bytes of the ephemeral public key (uncompressed point), and the ciphertext with its
 * tag of 16 bytes. Of the 352 bits that HKDF gives out, 256 are the key and 96 the IV: with a fresh ephemeral key neither
 * comes twice. `salt` is the ephemeral public key followed by the recipient's, `info` is `branchbook sealed box`.
 */
const formatVersion = 1
const curve = { name: 'ECDH', namedCurve: 'P-256' } as const
const pointLength = 65
const headerLength = 1 + pointLength
const tagLength = 16

/** A public key that may be sealed to. `id` names it; see `keyIdOf`. */
export const SealingKey = z.strictObject({
  id: z.string().check(z.regex(/^[\w-]{22}$/)),
  /** The uncompressed point, 65 bytes as base64url. */
  publicKey: z.string().check(z.regex(/^[\w-]{87}$/)),
})
export type SealingKey = z.infer<typeof SealingKey>

/** The other half, in memory only; `held` cannot be exported. */
export interface OpeningKey {
  key: SealingKey
  held: HeldKey
}

/**
 * VA3: what a box is for, whose it is, and of which device. It does not open at another place. `subject` tells boxes of
 * one device apart: the id of the vault key, or the id of the rescue. All of it is ids, no text of people.
 */
export interface BoxPlace {
  /** `vault-key`: the recovery slot. `rescue`: unsent work of a wiped device. `recovered-key`: the answer to a device. */
  purpose: 'vault-key' | 'rescue' | 'recovered-key'
  owner: string
  device: string
  subject: string
}

/** Seals bytes of any length (rescued work can be megabytes) to a public key, for one place. Throws if the key is no point. */
export async function sealTo(
  crypto: WebCrypto,
  key: SealingKey,
  place: BoxPlace,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { subtle } = crypto
  const point = pointOf(key)
  const recipient = await subtle.importKey('raw', point, curve, false, [])
  const ephemeral = await subtle.generateKey(curve, false, ['deriveBits'])
  const shown = new Uint8Array(await subtle.exportKey('raw', ephemeral.publicKey))
  const { sealing, iv } = await derive(crypto, ephemeral.privateKey, recipient, {
    ephemeral: shown,
    recipient: point,
  })
  const parameters = { name: 'AES-GCM', iv, additionalData: binding(key, place) } as const
  const sealed = await subtle.encrypt(parameters, sealing, bytes)
  const box = new Uint8Array(headerLength + sealed.byteLength)
  box[0] = formatVersion
  box.set(shown, 1)
  box.set(new Uint8Array(sealed), headerLength)
  return box
}

/** Opens a box at its place. A wrong key, a wrong place and a changed byte cannot be told apart. */
export async function openBox(
  crypto: WebCrypto,
  { key, held }: OpeningKey,
  place: BoxPlace,
  box: Uint8Array<ArrayBuffer>,
): Promise<Result<Uint8Array<ArrayBuffer>, { type: 'unreadable' }>> {
  if (box.length < headerLength + tagLength || box[0] !== formatVersion) {
    return fail({ type: 'unreadable' })
  }
  const shown = box.slice(1, headerLength)
  const ephemeral = await crypto.subtle.importKey('raw', shown, curve, false, []).catch(notAPoint)
  if (ephemeral === null) return fail({ type: 'unreadable' })
  const { sealing, iv } = await derive(crypto, held, ephemeral, {
    ephemeral: shown,
    recipient: pointOf(key),
  })
  const parameters = { name: 'AES-GCM', iv, additionalData: binding(key, place) } as const
  return decrypted(crypto, parameters, sealing, box.slice(headerLength))
}

/** AES-GCM that answers instead of throwing when the tag does not fit. */
export async function decrypted(
  { subtle }: WebCrypto,
  ...parameters: Parameters<WebCrypto['subtle']['decrypt']>
): Promise<Result<Uint8Array<ArrayBuffer>, { type: 'unreadable' }>> {
  try {
    return ok(new Uint8Array(await subtle.decrypt(...parameters)))
  } catch (error) {
    // WebCrypto says so when the tag does not fit, and nothing else.
    if (error instanceof Error && error.name === 'OperationError') {
      return fail({ type: 'unreadable' })
    }
    throw error
  }
}

/** A new key pair: what may be told everybody, and the private half as PKCS #8 for whoever keeps it sealed. */
export async function newKeyPair(
  crypto: WebCrypto,
): Promise<{ key: SealingKey; privateKey: Uint8Array<ArrayBuffer> }> {
  const pair = await crypto.subtle.generateKey(curve, true, ['deriveBits'])
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const privateKey = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  return {
    key: { id: await keyIdOf(crypto, point), publicKey: toBase64url(point) },
    privateKey,
  }
}

/** The private half made ready for opening. Overwrites its bytes with zeros. */
export async function openingKey(
  crypto: WebCrypto,
  key: SealingKey,
  privateKey: Uint8Array<ArrayBuffer>,
): Promise<OpeningKey> {
  const held = await crypto.subtle.importKey('pkcs8', privateKey, curve, false, ['deriveBits'])
  privateKey.fill(0)
  return { key, held }
}

/** The first 16 bytes of the SHA-256 of the point, as base64url: an id that names this key and no other. */
export async function keyIdOf(
  { subtle }: WebCrypto,
  point: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const digest = await subtle.digest('SHA-256', point)
  return toBase64url(new Uint8Array(digest, 0, 16))
}

/** Whether the id is the one of the point: what comes from outside is looked at before anything is sealed to it. */
export async function isTrueId(crypto: WebCrypto, { id, publicKey }: SealingKey): Promise<boolean> {
  const point = fromBase64url(publicKey)
  return point !== null && (await keyIdOf(crypto, point)) === id
}

/** Text of ids as bytes; JSON keeps the parts apart. */
export function asciiBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0)
    if (code > 127) throw new Error('What a seal is bound to is made of ids, which are ASCII.')
    return code
  })
}

async function derive(
  { subtle }: WebCrypto,
  own: HeldKey,
  other: HeldKey,
  points: { ephemeral: Uint8Array; recipient: Uint8Array },
): Promise<{ sealing: HeldKey; iv: Uint8Array<ArrayBuffer> }> {
  const shared = await subtle.deriveBits({ name: 'ECDH', public: other }, own, 256)
  const material = await subtle.importKey('raw', new Uint8Array(shared), 'HKDF', false, [
    'deriveBits',
  ])
  const salt = new Uint8Array([...points.ephemeral, ...points.recipient])
  const info = asciiBytes('branchbook sealed box')
  const bits = new Uint8Array(
    await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, material, 352),
  )
  const sealing = await subtle.importKey('raw', bits.slice(0, 32), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ])
  return { sealing, iv: bits.slice(32) }
}

function binding({ id }: SealingKey, { purpose, owner, device, subject }: BoxPlace) {
  return asciiBytes(JSON.stringify([formatVersion, id, purpose, owner, device, subject]))
}

function pointOf({ publicKey }: SealingKey): Uint8Array<ArrayBuffer> {
  const point = fromBase64url(publicKey)
  if (point?.length !== pointLength) throw new Error('A public key is a point of 65 bytes.')
  return point
}

/** WebCrypto says `DataError` for bytes that are no point of the curve. */
function notAPoint(error: unknown): null {
  if (error instanceof Error && error.name === 'DataError') return null
  throw error
}
