import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import type {
  AddPasskeyRequest,
  PasskeyChallenge,
  PasskeyOptions,
  PasskeySignInRequest,
} from '#shared/protocol/passkey-message.ts'

/** What somebody may get wrong, or forge. */
export interface Slip {
  origin?: string
  relyingParty?: string
  challenge?: string
  /** Without finger, face or PIN. */
  unverified?: boolean
  /** A certificate beside the attestation. */
  certificate?: boolean
  counter?: number
  userHandle?: string
}

/** An authenticator with one passkey: the bytes of WebAuthn, made without a browser. */
export interface SoftwareAuthenticator {
  readonly credential: string
  /** How often it was used. */
  counter: number
  make(options: PasskeyOptions, name: string, slip?: Slip): AddPasskeyRequest
  use(
    challenge: PasskeyChallenge,
    ids: Pick<PasskeySignInRequest, 'here' | 'fresh'>,
    slip?: Slip,
  ): PasskeySignInRequest
  /** The same passkey in other hands, with the counter as it is now. */
  clone(): SoftwareAuthenticator
}

interface Made {
  credential: Buffer
  keys: { publicKey: KeyObject; privateKey: KeyObject }
  userHandle: string
}

/** `origin` is where its browser is. */
export function createAuthenticator(
  origin: string,
  made: Made = {
    credential: randomBytes(32),
    keys: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    userHandle: '',
  },
  counter = 0,
): SoftwareAuthenticator {
  const { credential, keys } = made
  const clientData = (type: string, challenge: string, slip: Slip) =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: slip.challenge ?? challenge,
        origin: slip.origin ?? origin,
        crossOrigin: false,
      }),
    )

  const authenticator: SoftwareAuthenticator = {
    credential: credential.toString('base64url'),
    counter,
    make(options, name, slip = {}) {
      made.userHandle = options.userHandle
      const jwk = keys.publicKey.export({ format: 'jwk' })
      // COSE: EC2, ES256, P-256.
      const publicKey = cborMap([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, fromBase64url(jwk.x)],
        [-3, fromBase64url(jwk.y)],
      ])
      const length = Buffer.alloc(2)
      length.writeUInt16BE(credential.length)
      const authenticatorData = Buffer.concat([
        header(slip.relyingParty ?? options.relyingParty, slip.unverified ? 0x41 : 0x45, counter),
        Buffer.alloc(16),
        length,
        credential,
        publicKey,
      ])
      const statement = cborMap(slip.certificate ? [['x5c', Buffer.from('no')]] : [])
      const attestation = cborMap([
        ['fmt', slip.certificate ? 'packed' : 'none'],
        ['attStmt', { raw: statement }],
        ['authData', authenticatorData],
      ])
      return {
        name,
        credential: authenticator.credential,
        transports: ['internal'],
        clientData: clientData('webauthn.create', options.challenge, slip).toString('base64url'),
        attestation: attestation.toString('base64url'),
      }
    },
    use(challenge, { here, fresh }, slip = {}) {
      authenticator.counter = slip.counter ?? authenticator.counter + 1
      const data = clientData('webauthn.get', challenge.challenge, slip)
      const authenticatorData = header(
        slip.relyingParty ?? challenge.relyingParty,
        slip.unverified ? 0x01 : 0x05,
        authenticator.counter,
      )
      const signed = Buffer.concat([authenticatorData, createHash('sha256').update(data).digest()])
      return {
        credential: authenticator.credential,
        clientData: data.toString('base64url'),
        authenticatorData: authenticatorData.toString('base64url'),
        signature: sign('sha256', signed, keys.privateKey).toString('base64url'),
        userHandle: slip.userHandle ?? made.userHandle,
        here,
        fresh,
      }
    },
    clone: () => createAuthenticator(origin, made, authenticator.counter),
  }
  return authenticator
}

function fromBase64url(text = ''): Buffer {
  return Buffer.from(text, 'base64url')
}

function header(relyingParty: string, flags: number, counter: number): Buffer {
  const tail = Buffer.alloc(5)
  tail.writeUInt8(flags)
  tail.writeUInt32BE(counter, 1)
  return Buffer.concat([createHash('sha256').update(relyingParty).digest(), tail])
}

type CborValue = number | string | Buffer | { raw: Buffer }

/** As much of CBOR as a passkey needs. */
function cborMap(entries: [number | string, CborValue][]): Buffer {
  const parts = entries.flatMap(([key, value]) => [cbor(key), cbor(value)])
  return Buffer.concat([cborHead(5, entries.length), ...parts])
}

function cbor(value: CborValue): Buffer {
  if (typeof value === 'number') return value < 0 ? cborHead(1, -1 - value) : cborHead(0, value)
  if (typeof value === 'string') {
    const bytes = Buffer.from(value)
    return Buffer.concat([cborHead(3, bytes.length), bytes])
  }
  return 'raw' in value ? value.raw : Buffer.concat([cborHead(2, value.length), value])
}

function cborHead(major: number, size: number): Buffer {
  if (size < 24) return Buffer.from([(major << 5) | size])
  if (size < 256) return Buffer.from([(major << 5) | 24, size])
  return Buffer.from([(major << 5) | 25, size >> 8, size & 255])
}
