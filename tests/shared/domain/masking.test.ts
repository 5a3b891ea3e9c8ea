import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isMaskedField,
  maskContact,
  maskContactPoint,
  maskPhone,
  maskValue,
} from '#shared/domain/masking.ts'
import { contactPointKinds } from '#shared/domain/profile.ts'
import { recordTypeDefinitions } from '#shared/domain/record-types.ts'

test.each([
  ['138 1234 5678', '138****5678'],
  ['+86 138-1234-5678', '138****5678'],
  ['0086 13812345678', '138****5678'],
  ['8613812345678', '138****5678'],
  ['１３８１２３４５６７８', '138****5678'],
  ['(0755) 8234 5678', '0755****5678'],
  ['0755-234 5678', '0755****5678'],
  ['010-12345678转802', '010****5678'],
  ['+86 10 1234 5678', '010****5678'],
  ['+852 9123 4567', '+852****4567'],
  ['00853 6612 3456', '+853****3456'],
  ['12345678901', '****8901'],
  ['95588', '****88'],
  ['110', '****'],
  ['微信同号', '****'],
  ['', '****'],
])('[SE7] the number “%s” is shown as %s', (typed, mask) => {
  expect(maskPhone(typed)).toBe(mask)
})

test.each([
  ['email', 'zhangwei@example.com', 'z****@example.com'],
  ['email', 'zh@163.com', '****@163.com'],
  ['email', '13812345678@139.com', '1****@139.com'],
  ['email', 'zhang@13812345678.com', 'z****'],
  ['email', 'no address', 'n****'],
  ['wechat', 'zhang_wei88', 'z****'],
  ['wechat', '微', '****'],
  ['wecom', '👨‍👩‍👧张伟同学', '张****'],
  ['address', '\u202e北京市东城区', '北****'],
  ['address', '\ud800', '****'],
] as const)('[SE7] of the %s “%s” is shown %s', (kind, value, mask) => {
  expect(maskContactPoint({ kind, value })).toBe(mask)
})

test('[SE7] how to reach a complainant is masked whatever it is', () => {
  expect(maskContact('138 1234 5678')).toBe('138****5678')
  expect(maskContact('li.na@example.com')).toBe('l****@example.com')
  expect(maskContact('微信 lina-1990')).toBe('微****')
})

test('[SE7] numbers, addresses, workplace and wealth are masked in every record that has them, other fields in none', () => {
  const masked = Object.entries(recordTypeDefinitions).flatMap(([type, { policies }]) =>
    Object.keys(policies)
      .filter((field) => isMaskedField(type, field))
      .map((field) => `${type}.${field}`),
  )
  expect(masked).toEqual([
    'complaint.contact',
    'profile.contactPoints',
    'profile.employer',
    'profile.incomeBand',
    'profile.assetBand',
    'profile.mergeLog',
    'finance-snapshot.income',
    'finance-snapshot.expense',
    'finance-snapshot.assets',
    'finance-snapshot.liabilities',
  ])
  const point = { kind: 'mobile', value: '13812345678', label: '办公' }
  expect(maskValue('profile', 'contactPoints.a', point)).toEqual({ ...point, value: '138****5678' })
  expect(maskValue('profile', 'contactPoints', { a: point, b: '13812345678' })).toEqual({
    a: { ...point, value: '138****5678' },
    b: '****',
  })
  expect(maskValue('profile', 'contactPoints.a', '13812345678')).toBe('****')
  expect(maskValue('profile', 'employer', '甲公司')).toBe('****')
  expect(maskValue('profile', 'assetBand', null)).toBeNull()
  expect(maskValue('profile', 'goals', '买房')).toBe('买房')
})

function wide(digits: string): string {
  return digits.replace(/\d/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
}

const strange = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: fc.integer({ max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  fc.stringMatching(/^[0-9０-９+\- ]{0,20}$/u),
)
const point = fc.record({ kind: fc.constantFrom(...contactPointKinds), value: strange })

describe('[SE7] of any value', () => {
  test('a mask is short, well formed, and the same each time', () => {
    fc.assert(
      fc.property(point, (each) => {
        const mask = maskContactPoint(each)
        expect(mask).toContain('****')
        expect(mask.isWellFormed()).toBe(true)
        expect(mask).not.toMatch(/[\p{Cc}\p{Cf}\p{M}]/u)
        expect(maskContactPoint(each)).toBe(mask)
        const [before = '', after = ''] = mask.split('****')
        expect(before.length).toBeLessThanOrEqual(4)
        expect(after).toMatch(each.kind === 'email' ? /^(?:@[a-z0-9.-]{1,100})?$/iu : /^\d{0,4}$/u)
      }),
      { numRuns: 2000 },
    )
  })

  test('three digits of a number at least are hidden, and half of a short one', () => {
    const number = fc.stringMatching(/^\+?[0-9]{1,15}$/u)
    fc.assert(
      fc.property(number, (digits) => {
        // An international prefix of zeros or of the mainland is not part of the number, and the zero that a landline
        // gets back for it tells nothing.
        const own = digits.replace(/^(?:\+86|0086|00|86(?=1[3-9]\d{9}$)|\+)/u, '')
        const mask = maskPhone(digits)
        const shown = mask.replace(own.startsWith('0') ? '' : /^0/u, '').replace(/\D/gu, '').length
        expect(shown).toBeLessThanOrEqual(Math.max(own.length - 3, Math.floor(own.length / 2)))
      }),
      { numRuns: 2000 },
    )
  })

  test('all ways to write one number have one mask', () => {
    const mobile = fc.stringMatching(/^1[3-9][0-9]{9}$/u)
    fc.assert(
      fc.property(mobile, (digits) => {
        const mask = `${digits.slice(0, 3)}****${digits.slice(7)}`
        const spaced = `${digits.slice(0, 3)} ${digits.slice(3, 7)}-${digits.slice(7)}`
        for (const written of [digits, `+86${digits}`, `0086 ${spaced}`, wide(digits)]) {
          expect(maskPhone(written)).toBe(mask)
        }
      }),
    )
  })
})
