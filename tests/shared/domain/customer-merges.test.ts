import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keptCustomers, type MergeableCard, mergeObstacle } from '#shared/domain/customer-merges.ts'
import { stepsToUndo, undoneBefore } from '#shared/domain/merge-undo.ts'

const ids = ['a', 'b', 'c', 'd', 'e', 'f']
const anyId = fc.constantFrom(...ids)
const owner = fc.constantFrom('anna', 'anna', 'anna', 'ben')
/** Cards that point at each other in any way, also at nobody who is there. */
const anyCards = fc
  .tuple(
    ...ids.map(() =>
      fc.record({
        branchId: fc.constant('branch'),
        ownerId: owner,
        mergedInto: fc.option(fc.constantFrom(...ids, 'gone'), { nil: undefined }),
        isArchived: fc.constantFrom(false, false, false, true),
      }),
    ),
  )
  .map(
    (cards) => new Map<string, MergeableCard>(cards.map((card, index) => [ids[index] ?? '', card])),
  )

type Cards = ReadonlyMap<string, MergeableCard>

function keptOf(cards: Cards): (id: string) => string {
  const kept = keptCustomers(cards.keys(), (id) => cards.get(id))
  return (id) => kept.get(id) ?? id
}

function withStep(cards: Cards, id: string, mergedInto: string | undefined): Cards {
  const card = cards.get(id)
  return card === undefined ? cards : new Map([...cards, [id, { ...card, mergedInto }]])
}

describe('[ME8] under whom a customer is shown', () => {
  test('[ME8] everybody is shown under somebody who is there, of the same owner, and shown himself', () => {
    fc.assert(
      fc.property(anyCards, (cards) => {
        const kept = keptOf(cards)
        for (const [id, card] of cards) {
          const shown = cards.get(kept(id))
          expect(shown).toBeDefined()
          expect(kept(kept(id))).toBe(kept(id))
          if (kept(id) === id) continue
          expect(shown).toMatchObject({ ownerId: card.ownerId, isArchived: false })
        }
      }),
    )
  })

  test('[ME8] the order in which cards are looked at, and who looks, make no difference', () => {
    fc.assert(
      fc.property(anyCards, fc.shuffledSubarray(ids, { minLength: ids.length }), (cards, order) => {
        const kept = keptCustomers(order, (id) => cards.get(id))
        for (const id of ids) expect(kept.get(id) ?? id).toBe(keptOf(cards)(id))
      }),
    )
  })

  test('[ME8] two who were merged are shown as one, whatever else is merged before or after', () => {
    fc.assert(
      fc.property(anyCards, anyId, anyId, (cards, id, into) => {
        const [from, to] = [cards.get(id), cards.get(into)]
        fc.pre(from !== undefined && mergeObstacle(id, from, into, to) === null)
        const kept = keptOf(withStep(cards, id, into))
        expect(kept(id)).toBe(kept(into))
      }),
    )
  })

  test('[ME8] merged oppositely, and in a ring, the smallest id stays for everybody', () => {
    const one = { branchId: 'branch', ownerId: 'anna', isArchived: false }
    const both: Cards = new Map([
      ['b', { ...one, mergedInto: 'a' }],
      ['a', { ...one, mergedInto: 'b' }],
    ])
    expect(['a', 'b'].map(keptOf(both))).toEqual(['a', 'a'])
    const ring: Cards = new Map([
      ['d', { ...one, mergedInto: 'c' }],
      ['c', { ...one, mergedInto: 'e' }],
      ['e', { ...one, mergedInto: 'd' }],
      ['a', { ...one, mergedInto: 'e' }],
    ])
    expect(['a', 'c', 'd', 'e'].map(keptOf(ring))).toEqual(['c', 'c', 'c', 'c'])
  })

  test('[ME8] undoing the latest merge gives what was before', () => {
    fc.assert(
      fc.property(anyCards, anyId, anyId, (cards, id, into) => {
        const [from, to] = [cards.get(id), cards.get(into)]
        const before = keptOf(cards)
        fc.pre(from !== undefined && from.mergedInto === undefined && before(into) !== id)
        fc.pre(mergeObstacle(id, from, into, to) === null)
        const merged = withStep(cards, id, into)
        const steps = stepsToUndo(id, keptOf(merged)(id), (each) => merged.get(each))
        const undone = steps.reduce<Cards>((all, step) => withStep(all, step, undefined), merged)
        for (const each of ids) expect(keptOf(undone)(each)).toBe(before(each))
      }),
    )
  })

  test('[ME8] whoever is taken out is shown for himself, also out of a ring', () => {
    fc.assert(
      fc.property(anyCards, anyId, (cards, id) => {
        const keptId = keptOf(cards)(id)
        fc.pre(keptId !== id)
        const steps = stepsToUndo(id, keptId, (each) => cards.get(each))
        const undone = keptOf(
          steps.reduce<Cards>((all, step) => withStep(all, step, undefined), cards),
        )
        expect(undone(id)).toBe(id)
        expect(undone(keptId)).not.toBe(id)
      }),
    )
  })

  test('[ME8] of a chain the last link is undone first', () => {
    const one = { branchId: 'branch', ownerId: 'anna', isArchived: false }
    const chain: Cards = new Map<string, MergeableCard>([
      ['a', { ...one, mergedInto: 'b' }],
      ['b', { ...one, mergedInto: 'c' }],
      ['c', { ...one, mergedInto: 'd' }],
      ['d', { ...one, mergedInto: undefined }],
    ])
    const before = (id: string, keptId: string) =>
      undoneBefore(id, keptId, (each) => chain.get(each))
    expect(['a', 'b', 'c'].map((id) => before(id, 'd'))).toEqual(['c', 'c', undefined])
    expect(before('d', 'd')).toBeUndefined()
  })
})
