import { expect, test } from 'vitest'
import { outdoneBirthdays } from '#shared/domain/celebrated-birthday.ts'

function date(id: string, createdAt: number, data: object, saidAt?: number) {
  const stamps = saidAt === undefined ? {} : { celebrate: { at: saidAt, by: 'a' } }
  return {
    id,
    createdAt,
    stamps,
    data: { customerId: 'one', kind: 'birthday', celebrate: true, ...data },
  }
}

test('[invariant 4] of several birthdays the one of which it was said last is celebrated, of each customer', () => {
  const dates = [
    date('a', 1, {}, 9),
    date('b', 2, {}),
    date('c', 10, { celebrate: false }),
    date('d', 11, { kind: 'child_birthday' }),
    date('e', 3, { customerId: 'other' }),
  ]
  expect([...outdoneBirthdays(dates)]).toEqual(['b'])
})

test('[invariant 4] of two at one instant it is the same in whatever order they came', () => {
  const dates = [date('a', 1, {}), date('b', 1, {}), date('c', 1, {})]
  expect([...outdoneBirthdays(dates)].toSorted()).toEqual(['a', 'b'])
  expect([...outdoneBirthdays(dates.toReversed())].toSorted()).toEqual(['a', 'b'])
})

test('[invariant 4] one alone, or none, is outdone by nobody', () => {
  expect(outdoneBirthdays([date('a', 1, {})]).size).toBe(0)
  expect(outdoneBirthdays([]).size).toBe(0)
})
