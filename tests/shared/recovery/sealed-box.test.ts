import {
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
} from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase64url, toBase64url } from '#shared/recovery/base64url.ts'
import {
  isTrueId,
  newKeyPair,
  openBox,
  openingKey,
  SealingKey,
  sealTo,
  type BoxPlace,
} from '#shared/recovery/sealed-box.ts'

/** Made once and never again: boxes of a released version have to open for ever. */
const vector = {
  key: {
    id: 'blRLSDA7nbjJerTHtA3EKQ',
    publicKey:
      'BPEBWrjWi8ys20g95-w_qEDdLr2I2PcAmACdEimSD3UxSQyThYR-2A8r_4hCHvO-V4FFqOwag9n6RV1VfffLWDY',
  },
  privateKey:
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgrMvTMq0oLzgYZkbj0naN7ZAKuSPd3PRdSQodQqIVdfOhRANCAATxAVq41ovMrNtIPefsP6hA3S69iNj3AJgAnRIpkg91MUkMk4WEftgPK_-IQh7zvleBRajsGoPZ-kVdVX33y1g2',
  place: {
    purpose: 'rescue',
    owner: '01890000-0000-7000-8000-00000000000a',
    device: '01890000-0000-4000-8000-00000000000d',
    subject: 'r-1',
  },
  box: 'AQQgF4XGnJg8mmAI_86Sx8ITVpgB6jSysC-S2fTi22x-YfaMug85-_xzAtdkTtJ_oiB3Yl1Eo8UwCXa4lsLABZsOUs_UNg_gNbDvOEqtNM0QuCDCsD2ozI3jdswPIvheXh8o',
  text: '行伴 sealed box',
} as const

const bytesOf = (text: string) => fromBase64url(text) ?? new Uint8Array()
const opening = () => openingKey(crypto, vector.key, bytesOf(vector.privateKey))

test('[KE5] a box that was sealed by the first version opens', async () => {
  const opened = await openBox(crypto, await opening(), vector.place, bytesOf(vector.box))
  expect(opened.ok && new TextDecoder().decode(opened.value)).toBe(vector.text)
  expect(SealingKey.parse(vector.key)).toEqual(vector.key)
  expect(await isTrueId(crypto, vector.key)).toBe(true)
  expect(await isTrueId(crypto, { ...vector.key, id: 'x'.repeat(22) })).toBe(false)
})

test('[KE5] node:crypto opens a box from the description of its form alone', async () => {
  const text = new TextEncoder().encode('四个月没联系')
  const box = await sealTo(crypto, vector.key, vector.place, text)
  const [ephemeral, ciphertext, tag] = [box.slice(1, 66), box.slice(66, -16), box.slice(-16)]
  const recipient = Buffer.from(bytesOf(vector.key.publicKey))
  const spki = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex')
  const shared = diffieHellman({
    privateKey: createPrivateKey({
      key: Buffer.from(bytesOf(vector.privateKey)),
      format: 'der',
      type: 'pkcs8',
    }),
    publicKey: createPublicKey({
      key: Buffer.concat([spki, ephemeral]),
      format: 'der',
      type: 'spki',
    }),
  })
  const salt = Buffer.concat([ephemeral, recipient])
  const bits = Buffer.from(hkdfSync('sha256', shared, salt, 'branchbook sealed box', 44))
  const { purpose, owner, device, subject } = vector.place
  const decipher = createDecipheriv('aes-256-gcm', bits.subarray(0, 32), bits.subarray(32))
  decipher.setAAD(Buffer.from(JSON.stringify([1, vector.key.id, purpose, owner, device, subject])))
  decipher.setAuthTag(tag)
  expect(Buffer.concat([decipher.update(ciphertext), decipher.final()])).toEqual(Buffer.from(text))
})

test('[KE5] a box opens for its key at its place, whatever lies in it', async () => {
  const pair = await newKeyPair(crypto)
  const own = await openingKey(crypto, pair.key, pair.privateKey)
  expect(pair.privateKey.every((byte) => byte === 0)).toBe(true)
  const ids = fc.string({ unit: 'grapheme-ascii', maxLength: 40 })
  const places: fc.Arbitrary<BoxPlace> = fc.record({
    purpose: fc.constantFrom('vault-key', 'rescue', 'recovered-key'),
    owner: ids,
    device: ids,
    subject: ids,
  })
  const property = fc.asyncProperty(
    fc.uint8Array({ maxLength: 300 }),
    places,
    places,
    async (content, place, other) => {
      const bytes = new Uint8Array(content)
      const box = await sealTo(crypto, pair.key, place, bytes)
      expect(await openBox(crypto, own, place, box)).toEqual({ ok: true, value: bytes })
      const same = JSON.stringify(Object.values(place)) === JSON.stringify(Object.values(other))
      expect((await openBox(crypto, own, other, box)).ok).toBe(same)
      expect((await openBox(crypto, await opening(), place, box)).ok).toBe(false)
    },
  )
  await fc.assert(property, { numRuns: 60 })
})

test('[KE5] [VA3] a box with any byte changed, cut or added does not open', async () => {
  const own = await opening()
  const box = bytesOf(vector.box)
  const forged = [
    ...Array.from(box, (_, at) => box.map((byte, index) => (index === at ? byte ^ 1 : byte))),
    box.slice(0, -1),
    box.slice(1),
    new Uint8Array([...box, 0]),
    new Uint8Array(),
  ]
  for (const bytes of forged) {
    expect(await openBox(crypto, own, vector.place, bytes)).toEqual({
      ok: false,
      error: { type: 'unreadable' },
    })
  }
})

test('[KE5] base64url comes back as it went, and one content has one text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (content) => {
      const text = toBase64url(content)
      expect(text).toBe(Buffer.from(content).toString('base64url'))
      expect([...(fromBase64url(text) ?? [])]).toEqual([...content])
    }),
  )
  for (const text of ['A', 'AB', 'AA=', 'A+', '行']) expect(fromBase64url(text)).toBeNull()
})
