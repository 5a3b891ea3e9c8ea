import { expect, test } from 'vitest'
import { daysBetween } from '#shared/domain/civil-date.ts'
import { isMourning, usualMourningEnd } from '#shared/domain/mourning.ts'

test('[R39] domain 4.1: the usual mourning is a hundred days, the first and the last of them counted', () => {
  const from = '2026-11-30'
  const last = usualMourningEnd(from)
  expect(last).toBe('2027-03-09')
  expect(daysBetween(from, last) + 1).toBe(100)
  expect(isMourning({ mourningUntil: last }, '2027-03-09')).toBe(true)
  expect(isMourning({ mourningUntil: last }, '2027-03-10')).toBe(false)
})
