import { expect, test } from 'vitest'
import { type Random, randomInteger, seededRandom } from '#shared/domain/seeded-random.ts'
import { addToChecksum, removeFromChecksum, rowChecksum } from '#shared/protocol/checksum.ts'

const seed = process.env['SEED'] ?? String(Date.now())

test('[PL3] the example of docs/sync.md', () => {
  const branch = rowChecksum('branch', '0181cf17-0000-76f2-b844-b3fe1082b52b', 1)
  const rules = rowChecksum('rule-table', '01a1ffa9-03d1-7705-9a69-027dcd58307a', 2)
  expect(rowChecksum('task', 'a', 1)).toBe(3595033657)
  expect([branch, rules, addToChecksum(branch, rules)]).toEqual([1308269631, 3074078614, 87380949])
})

test('[PL3] rows count in whatever order they come, and one that leaves leaves nothing behind', () => {
  const [one, two] = [rowChecksum('task', 'a', 7), rowChecksum('task', 'b', 9)]
  const both = addToChecksum(addToChecksum(0, one), two)
  expect(addToChecksum(addToChecksum(0, two), one)).toBe(both)
  expect(removeFromChecksum(both, one)).toBe(two)
})

test(`[PL3][PL4] rows that moved on by a few numbers never leave the sum as it was, SEED=${seed}`, () => {
  const random = seededRandom(seed)
  const unnoticed: string[] = []
  for (let no = 0; no < 20_000; no += 1) {
    const ids = Array.from({ length: randomInteger(random, 1, 3) }, () => randomId(random))
    const first = randomInteger(random, 1, 120)
    const by = randomInteger(random, 1, 9)
    if (sumOf(ids, first) === sumOf(ids, first + by))
      unnoticed.push(`${ids.join()} ${first} +${by}`)
  }
  expect(unnoticed).toEqual([])
})

function randomId(random: Random): string {
  const hex = (length: number) =>
    Array.from({ length }, () => randomInteger(random, 0, 15).toString(16)).join('')
  return `${hex(8)}-${hex(4)}-7${hex(3)}-a${hex(3)}-${hex(12)}`
}

/** Records that were written one after the other. */
function sumOf(ids: readonly string[], firstSeq: number): number {
  return ids.reduce(
    (sum, id, index) => addToChecksum(sum, rowChecksum('task', id, firstSeq + index)),
    0,
  )
}
