/** A key as WebCrypto holds it; what is inside only WebCrypto knows. */
export interface HeldKey {
  readonly type: string
}

interface HeldKeyPair {
  publicKey: HeldKey
  privateKey: HeldKey
}

type Bytes = Uint8Array<ArrayBuffer>
type Curve = { name: 'ECDH'; namedCurve: 'P-256' }
type Gcm = { name: 'AES-GCM'; iv: Bytes; additionalData: Bytes }

/**
 * The part of WebCrypto that sealing needs. Browsers and Node both bring it as `crypto`; here it is a parameter, because
 * chance comes with it.
 */
export interface WebCrypto {
  getRandomValues(bytes: Bytes): Bytes
  readonly subtle: {
    digest(algorithm: 'SHA-256', bytes: Bytes): Promise<ArrayBuffer>
    generateKey(curve: Curve, extractable: boolean, usages: 'deriveBits'[]): Promise<HeldKeyPair>
    importKey(
      format: 'raw' | 'pkcs8',
      bytes: Bytes,
      algorithm: Curve | 'HKDF' | 'AES-GCM',
      extractable: boolean,
      usages: ('deriveBits' | 'encrypt' | 'decrypt')[],
    ): Promise<HeldKey>
    exportKey(format: 'raw' | 'pkcs8', key: HeldKey): Promise<ArrayBuffer>
    deriveBits(
      algorithm:
        | { name: 'ECDH'; public: HeldKey }
        | { name: 'HKDF'; hash: 'SHA-256'; salt: Bytes; info: Bytes },
      key: HeldKey,
      length: number,
    ): Promise<ArrayBuffer>
    encrypt(algorithm: Gcm, key: HeldKey, bytes: Bytes): Promise<ArrayBuffer>
    decrypt(algorithm: Gcm, key: HeldKey, bytes: Bytes): Promise<ArrayBuffer>
  }
}
