import { expect, test } from 'vitest'
import { randomInteger, randomItem, seededRandom } from '#shared/domain/seeded-random.ts'

test('[random] the same seed gives the same numbers, another seed others', () => {
  expect(numbers('a')).toEqual(numbers('a'))
  expect(numbers('a')).not.toEqual(numbers('b'))
})

test('[random] numbers are spread evenly and both ends of a range occur', () => {
  const random = seededRandom('spread')
  const counts = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
  for (let round = 0; round < 10_000; round += 1) {
    const value = randomInteger(random, 0, 9)
    counts[value] = (counts[value] ?? 0) + 1
  }
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150)
})

test('[random] choosing from nothing is a bug', () => {
  expect(() => randomItem(seededRandom('x'), [])).toThrow('No item')
})

function numbers(seed: string): number[] {
  const random = seededRandom(seed)
  return Array.from({ length: 20 }, random)
}
