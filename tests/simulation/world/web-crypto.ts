import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto'
import type { Random } from '#shared/domain/seeded-random.ts'

/** A key of this stand-in: its bytes. */
interface SimulatedKey {
  bytes: Uint8Array<ArrayBuffer>
}

const tagLength = 16

/**
 * WebCrypto with the same algorithms and the same bytes, but at once instead of in a pool of threads: the order of what
 * happens is then the same for the same seed, and a history costs half. Whatever the vault does not use is missing
 * and fails loudly.
 */
export function simulatedCrypto(random: () => Random): object {
  const getRandomValues = (array: Uint8Array) => {
    const next = random()
    for (let index = 0; index < array.length; index += 1) array[index] = Math.floor(next() * 256)
    return array
  }
  const randomKey = (): SimulatedKey => ({ bytes: fresh(getRandomValues(new Uint8Array(32))) })
  return {
    getRandomValues,
    randomUUID: () => uuidOf(fresh(getRandomValues(new Uint8Array(16)))),
    subtle: {
      digest: async (_name: string, data: Uint8Array) =>
        fresh(createHash('sha256').update(data).digest()).buffer,
      importKey: async (_format: string, bytes: Uint8Array) => ({ bytes: fresh(bytes) }),
      generateKey: async () => randomKey(),
      deriveKey: async (parameters: HkdfParams, key: SimulatedKey) => ({
        bytes: new Uint8Array(
          hkdfSync('sha256', key.bytes, bytesOf(parameters.salt), bytesOf(parameters.info), 32),
        ),
      }),
      sign: async (_name: string, key: SimulatedKey, data: Uint8Array) =>
        fresh(createHmac('sha256', key.bytes).update(data).digest()).buffer,
      encrypt: async (parameters: AesGcmParams, key: SimulatedKey, data: Uint8Array) =>
        encrypt(parameters, key, data),
      decrypt: async (
        parameters: AesGcmParams,
        key: SimulatedKey,
        data: Uint8Array | ArrayBuffer,
      ) =>
        decrypt(parameters, key, fresh(data instanceof ArrayBuffer ? new Uint8Array(data) : data)),
    },
  }
}

function encrypt({ iv, additionalData }: AesGcmParams, key: SimulatedKey, data: Uint8Array) {
  const cipher = createCipheriv('aes-256-gcm', key.bytes, bytesOf(iv))
  if (additionalData !== undefined) cipher.setAAD(bytesOf(additionalData))
  return fresh(Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()])).buffer
}

function decrypt({ iv, additionalData }: AesGcmParams, key: SimulatedKey, data: Uint8Array) {
  const cipher = createDecipheriv('aes-256-gcm', key.bytes, bytesOf(iv))
  if (additionalData !== undefined) cipher.setAAD(bytesOf(additionalData))
  cipher.setAuthTag(data.subarray(data.length - tagLength))
  try {
    const start = cipher.update(data.subarray(0, data.length - tagLength))
    return fresh(Buffer.concat([start, cipher.final()])).buffer
  } catch {
    throw new DOMException('The tag does not fit.', 'OperationError')
  }
}

function bytesOf(source: BufferSource): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source)
}

/** A copy with a buffer of its own. */
function fresh(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}

function uuidOf(bytes: Uint8Array): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Buffer.from(bytes).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
