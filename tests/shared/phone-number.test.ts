import { expect, test } from 'vitest'
import { parsePhone, phoneTail } from '#shared/domain/phone-number.ts'

test.each([
  ['138 1234 5678', 'mobile', '13812345678', '5678'],
  ['+86 138-1234-5678', 'mobile', '13812345678', '5678'],
  ['0086 13812345678', 'mobile', '13812345678', '5678'],
  ['0086 138 1234-5678', 'mobile', '13812345678', '5678'],
  ['8613812345678', 'mobile', '13812345678', '5678'],
  ['１３８１２３４５６７８', 'mobile', '13812345678', '5678'],
  ['010-12345678', 'landline', '01012345678', '5678'],
  ['(0755) 8234 5678', 'landline', '075582345678', '5678'],
  ['010-12345678-802', 'landline', '01012345678-802', '5678'],
  ['010-12345678转802', 'landline', '01012345678-802', '5678'],
  ['+86 10 1234 5678', 'landline', '01012345678', '5678'],
  ['+852 9123 4567', 'other', '+85291234567', '4567'],
  ['00853 6612 3456', 'other', '+85366123456', '3456'],
  ['+886 912 345 678', 'other', '+886912345678', '5678'],
  ['12345678901', 'other', '12345678901', '8901'],
  ['95588', 'other', '95588', '5588'],
])('[R73] %s is a %s number', (typed, kind, value, tail) => {
  expect(parsePhone(typed)).toEqual({ ok: true, value: { kind, value } })
  expect(phoneTail(value)).toBe(tail)
})

test.each([
  ['', { type: 'phone-empty' }],
  [' - ', { type: 'phone-empty' }],
  ['张伟', { type: 'phone-not-a-number' }],
  ['138x', { type: 'phone-not-a-number' }],
  ['110', { type: 'phone-too-short', digits: 3 }],
  ['6222021234567890123', { type: 'phone-too-long', digits: 19 }],
])('[R73] “%s” is refused with a reason', (typed, error) => {
  expect(parsePhone(typed)).toEqual({ ok: false, error })
})

test('[R73] a number of three digits has no tail', () => {
  expect(phoneTail('110')).toBe('')
})
