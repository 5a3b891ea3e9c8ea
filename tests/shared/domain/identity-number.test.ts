import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CustomerIdentity,
  haveOtherIdentities,
  isOtherIdentity,
  isSameIdentity,
} from '#shared/domain/customer-identity.ts'
import { forbiddenText } from '#shared/domain/forbidden-text.ts'
import { createIdentityMarker } from '#shared/domain/identity-marker.ts'
import { normaliseIdentity, parseIdentityNumber } from '#shared/domain/identity-number.ts'
import { maskIdentities, maskIdentity } from '#shared/domain/mask-identity.ts'
import { forbiddenContent } from '#shared/protocol/forbidden-content.ts'
import { anyNumber, exampleNumber, writtenInSomeWay } from '#tests/support/identity-numbers.ts'

const today = '2026-11-30'

function read(written: string) {
  const parsed = parseIdentityNumber(written, today)
  return parsed.ok ? parsed.value : parsed.error.type
}

const marker = createIdentityMarker(crypto, new Uint8Array(32).fill(7))
const otherMarker = createIdentityMarker(crypto, new Uint8Array(32).fill(8))

async function marked(written: string, by = marker): Promise<CustomerIdentity> {
  const parsed = parseIdentityNumber(written, today)
  if (!parsed.ok) throw new Error(parsed.error.type)
  return (await by)(parsed.value)
}

describe('[R17] an identity number', () => {
  test('[R17] of the standard is right, and says when its holder was born and which gender', () => {
    expect(read(exampleNumber)).toEqual({
      number: exampleNumber,
      last4: '002X',
      bornOn: '1949-12-31',
      gender: 'female',
    })
    expect(read('110101199003074258')).toMatchObject({ bornOn: '1990-03-07', gender: 'male' })
  })

  test('[R17] is read in each way in which people write it', () => {
    fc.assert(
      fc.property(
        anyNumber.chain((number) => fc.tuple(fc.constant(number), writtenInSomeWay(number))),
        ([number, written]) => {
          expect(read(written)).toMatchObject({ number, last4: number.slice(-4) })
        },
      ),
    )
  })

  test('[R17] each kind of mistake is called by its name', () => {
    expect(read('')).toBe('id-too-short')
    expect(read('110105 1949')).toBe('id-too-short')
    expect(read(`${exampleNumber}1`)).toBe('id-characters')
    expect(read('1101051949123100211')).toBe('id-too-long')
    expect(read('11010519491X31002X')).toBe('id-characters')
    expect(read('身份证')).toBe('id-characters')
    expect(read('110105491231002')).toBe('id-old-15')
    expect(read('110105194902300021')).toBe('id-born-never')
    expect(read('110105189912310021')).toBe('id-born-never')
    expect(read('110105202612010021')).toBe('id-born-later')
    expect(read('110105194912310021')).toBe('id-check-digit')
  })

  test('[R17] one wrong digit is always found, and so are two that changed places', () => {
    fc.assert(
      fc.property(
        anyNumber,
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        (number, at, by) => {
          const digits = [...number]
          digits[at] = String((Number(digits[at]) + by) % 10)
          expect(typeof read(digits.join(''))).toBe('string')
          const swapped = [...number]
          const [one, other] = [number.charAt(at), number.charAt(at + 1)]
          fc.pre(one !== other && other !== 'X')
          swapped[at] = other
          swapped[at + 1] = one
          expect(typeof read(swapped.join(''))).toBe('string')
        },
      ),
    )
  })
})

describe('[R17] what is kept of a number', () => {
  test('[R17] is equal for two numbers exactly when they are one number', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.tuple(anyNumber, anyNumber),
          anyNumber.map((number) => [number, number] as const),
        ),
        async ([one, other]) => {
          const [kept, known] = [await marked(one), await marked(other.toLowerCase())]
          const isOne = normaliseIdentity(one) === normaliseIdentity(other)
          expect(kept.idHmac === known.idHmac).toBe(isOne)
          expect(isSameIdentity(kept, known)).toBe(isOne)
          expect(isOtherIdentity(kept, known)).toBe(!isOne)
          expect(haveOtherIdentities([kept, known, kept])).toBe(!isOne)
        },
      ),
    )
  })

  test('[R17] is the HMAC-SHA-256 of the number, in letters', async () => {
    const { createHmac } = await import('node:crypto')
    const hex = createHmac('sha256', Buffer.alloc(32, 7)).update(exampleNumber).digest('hex')
    const letters = Array.from(hex.slice(0, 32), (half) =>
      String.fromCodePoint(97 + Number.parseInt(half, 16)),
    ).join('')
    const { idHmac, idLast4 } = await marked(exampleNumber)
    expect(idLast4).toBe('002X')
    expect(idHmac.split('.')[1]).toBe(letters)
  })

  test('[R17][SE7] fits the record, holds nothing of the number but its end, and nothing that must not be kept', async () => {
    await fc.assert(
      fc.asyncProperty(anyNumber, async (number) => {
        const identity = await marked(number)
        expect(CustomerIdentity.safeParse(identity).success).toBe(true)
        expect(identity.idHmac).not.toMatch(/\d/u)
        expect(forbiddenText(identity.idHmac)).toBeNull()
        const changes = { identity: { from: null, to: identity } }
        expect(forbiddenContent({ kind: 'patch', args: { changes } })).toEqual([])
      }),
    )
  })

  test('[R17] marks of two keys say nothing of each other: neither one person nor two', async () => {
    const [here, there] = [await marked(exampleNumber), await marked(exampleNumber, otherMarker)]
    expect(isSameIdentity(here, there)).toBe(false)
    expect(isOtherIdentity(here, there)).toBe(false)
    expect(isOtherIdentity(here, undefined)).toBe(false)
    expect(isSameIdentity(undefined, undefined)).toBe(false)
  })

  test('[SE7] a masked number shows its end alone, wherever it stood', () => {
    expect(maskIdentity(exampleNumber)).toBe('**************002X')
    expect(maskIdentities(`证号${exampleNumber}，电话 13812345678`)).toBe(
      '证号**************002X，电话 13812345678',
    )
    fc.assert(
      fc.property(anyNumber, (number) => {
        expect(maskIdentities(`a ${number} b`)).not.toContain(number.slice(0, 14))
      }),
    )
  })
})
