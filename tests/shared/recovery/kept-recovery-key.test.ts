import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fingerprintOf, isFingerprintOf } from '#shared/recovery/fingerprint.ts'
import {
  KeptRecoveryKey,
  makeRecoveryKey,
  openRecoveryKey,
} from '#shared/recovery/kept-recovery-key.ts'
import {
  makeRecoveryCode,
  printedCode,
  readRecoveryCode,
  type RecoveryCode,
} from '#shared/recovery/recovery-code.ts'
import { openBox, sealTo } from '#shared/recovery/sealed-box.ts'

const place = { purpose: 'vault-key', owner: 'o', device: 'd', subject: 's' } as const
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codes = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.uint8Array({ minLength: 26, maxLength: 26 }))
  .map(([keeper, random]) => makeRecoveryCode(keeper, random))

function replaced(text: string, at: number, by: string): string {
  return text.slice(0, at) + by + text.slice(at + by.length)
}

test('[KE5] any two keepers open together, in either order; one alone, one twice or a stranger does not', async () => {
  const { kept, codes } = await makeRecoveryKey(crypto, 4)
  const other = await makeRecoveryKey(crypto, 2)
  expect(KeptRecoveryKey.parse(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  const box = await sealTo(crypto, kept.key, place, bytes)
  for (const first of codes) {
    for (const second of codes) {
      const opened = await openRecoveryKey(crypto, kept, [first, second])
      expect(opened.ok).toBe(first !== second)
      const inside = opened.ok && (await openBox(crypto, opened.value, place, box))
      expect(inside).toEqual(first !== second && { ok: true, value: bytes })
    }
  }
  const [own, stranger] = [codes[0], other.codes[1]] as [RecoveryCode, RecoveryCode]
  for (const pair of [
    [own, stranger],
    [own, { ...stranger, keeper: 5 }],
  ] as const) {
    expect(await openRecoveryKey(crypto, kept, pair)).toEqual({
      ok: false,
      error: { type: 'wrong-codes' },
    })
  }
})

test('[KE5] [VA3] a wrapped key that was moved to another pair or another key, or changed, does not open', async () => {
  const { kept, codes } = await makeRecoveryKey(crypto, 3)
  const both = [codes[0], codes[1]] as [RecoveryCode, RecoveryCode]
  const [one, two, three] = kept.pairs
  if (!one || !two || !three) throw new Error('three keepers are three pairs')
  const other = await makeRecoveryKey(crypto, 3)
  for (const forged of [
    { ...kept, pairs: [{ ...two, keepers: one.keepers }, two, three] },
    { ...kept, key: other.kept.key },
    {
      ...kept,
      pairs: [{ ...one, sealed: replaced(one.sealed, 3, one.sealed[3] === 'A' ? 'B' : 'A') }],
    },
    { ...kept, pairs: [] },
  ]) {
    expect((await openRecoveryKey(crypto, forged, both)).ok).toBe(false)
  }
  expect(KeptRecoveryKey.safeParse({ ...kept, pairs: [two, one, three] }).success).toBe(false)
  expect(KeptRecoveryKey.safeParse({ ...kept, keepers: 2 }).success).toBe(false)
})

test('[KE5] a code is read however it is typed, and one wrong digit or two that changed places are always noticed', () => {
  const property = fc.property(
    codes,
    fc.nat(29),
    fc.nat(31),
    fc.nat(28),
    (code, at, value, place) => {
      const printed = printedCode(code)
      expect(printed).toMatch(/^([0-9A-Z]{5}-){5}[0-9A-Z]{5}$/)
      expect(readRecoveryCode(printed)).toEqual({ ok: true, value: code })
      const byHand = printed.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')
      expect(readRecoveryCode(` ${byHand.replaceAll('-', ' ')}`)).toEqual({ ok: true, value: code })
      const { text } = code
      const wrong = replaced(text, at, digits[value] ?? '')
      const swapped = replaced(text, place, `${text[place + 1] ?? ''}${text[place] ?? ''}`)
      for (const typed of [wrong, swapped]) {
        expect(readRecoveryCode(typed).ok).toBe(typed === text)
      }
    },
  )
  fc.assert(property, { numRuns: 300 })
  expect(readRecoveryCode('12345')).toEqual({ ok: false, error: { type: 'length' } })
  expect(readRecoveryCode('行'.repeat(30))).toEqual({ ok: false, error: { type: 'mistyped' } })
})

test('[KE5] a fingerprint is 80 bits of the key, and one that was read out is recognised', async () => {
  const { kept } = await makeRecoveryKey(crypto, 2)
  const shown = fingerprintOf(kept.key)
  expect(shown).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)
  expect(isFingerprintOf(kept.key, shown.toLowerCase().replaceAll('-', ' '))).toBe(true)
  const changed = replaced(shown, 18, shown[18] === '0' ? '2' : '0')
  expect(isFingerprintOf(kept.key, changed)).toBe(false)
  expect(fingerprintOf({ id: 'AAAAAAAAAAAAAAAAAAAAAA', publicKey: '' })).toBe('0000-0000-0000-0000')
  expect(fingerprintOf({ id: `${'_'.repeat(21)}w`, publicKey: '' })).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ')
})
