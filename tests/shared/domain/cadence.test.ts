import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cadenceDay,
  type CadenceContact,
  cadenceOf,
  dueOn,
  overContacted,
} from '#shared/domain/cadence.ts'
import { usualCadence } from '#shared/domain/cadence-rules.ts'
import { addDays, toDayNumber } from '#shared/domain/civil-date.ts'
import { contactLimits, isWithin } from '#shared/domain/contact-limits.ts'
import { contactResults, purposes } from '#shared/domain/interaction.ts'
import { tiers, type Tier } from '#shared/domain/customer.ts'

const today = '2026-11-30'
const noon = 12 * 60

/** Noon in Shanghai of a day so many days before today. */
function daysAgo(days: number): number {
  return (toDayNumber(today) - days) * 86_400_000 + 4 * 3_600_000
}

function contact(days: number, more: Partial<CadenceContact> = {}): CadenceContact {
  return { at: daysAgo(days), direction: 'out', result: 'reached', purpose: [], ...more }
}

function cadence(contacts: readonly CadenceContact[], tier: Tier = 'vip', more = {}) {
  const customer = { tier, doNotContact: 'none' as const, ...more }
  return cadenceOf({
    customer,
    contacts,
    knownSince: daysAgo(900),
    rules: usualCadence,
    today: cadenceDay(today),
  })
}

function limits(contacts: readonly CadenceContact[], minute = noon, tier: Tier = 'vip') {
  return contactLimits(cadence(contacts, tier), usualCadence, { minute }).map(({ kind }) => kind)
}

describe('[R28] nobody is forgotten', () => {
  test.each([
    ['vip', 29, 'rested'],
    ['vip', 30, 'due'],
    ['vip', 44, 'due'],
    ['vip', 45, 'overdue'],
    ['potential', 59, 'rested'],
    ['potential', 60, 'due'],
    ['potential', 90, 'overdue'],
    ['mass', 179, 'rested'],
    ['mass', 180, 'due'],
    ['mass', 270, 'overdue'],
  ] as const)(
    '[R34] a %s customer %d days after the last contact is %s',
    (tier, days, standing) => {
      const found = cadence([contact(days)], tier)
      expect(found.standing).toBe(standing)
      expect(found.daysSince).toBe(days)
    },
  )

  test('who was never reached counts from the day on which the bank knows the customer', () => {
    const customer = { tier: 'vip' as const, doNotContact: 'none' as const }
    const input = { customer, contacts: [], rules: usualCadence, today: cadenceDay(today) }
    expect(cadenceOf({ ...input, knownSince: daysAgo(3) }).standing).toBe('rested')
    const found = cadenceOf({ ...input, knownSince: daysAgo(30) })
    expect(found).toMatchObject({ standing: 'due', lastTouchAt: null })
    expect(dueOn(found)).toBe(today)
  })

  test('a visit of the customer starts the count anew, a call that nobody took does not', () => {
    expect(
      cadence([contact(50), contact(2, { direction: 'in', result: undefined })]).standing,
    ).toBe('rested')
    const tried = cadence([contact(50), contact(1, { result: 'no_answer' })])
    expect(tried.standing).toBe('overdue')
    expect(tried.retry).toEqual({ tries: 1, on: addDays(today, 1), isSpent: false })
  })

  test('after three calls that nobody took it is said so, and a contact ends it', () => {
    const tries = [5, 3, 1].map((days) => contact(days, { result: 'no_answer' }))
    expect(cadence([contact(50), ...tries]).retry?.isSpent).toBe(true)
    expect(cadence([contact(50), ...tries, contact(0)]).retry).toBeNull()
  })

  test('whoever has waited longer beyond the ideal gap comes first, and a better tier before that', () => {
    expect(cadence([contact(20)]).priority).toBe(0)
    expect(cadence([contact(60)]).priority).toBeGreaterThan(cadence([contact(40)]).priority)
    expect(cadence([contact(60)]).priority).toBeGreaterThan(
      cadence([contact(120)], 'potential').priority,
    )
  })

  test.each([
    [{ deceasedOn: '2026-01-01' }, 'deceased'],
    [{ doNotContact: 'all' }, 'all'],
    [{ doNotContact: 'all_but_service' }, 'all_but_service'],
    [{ doNotContact: 'marketing_only' }, null],
  ])('invariant 5: no contact is asked for with %o', (more, held) => {
    expect(cadence([contact(400)], 'vip', more).held).toBe(held)
  })
})

describe('[R39] nobody is pestered', () => {
  test('the cap of the month is used up by contacts that the customer did not ask for', () => {
    const four = [1, 9, 17, 25].map((days) => contact(days))
    expect(limits(four)).toContain('cap')
    expect(limits(four.slice(1))).not.toContain('cap')
    const service = four.map((each) => ({ ...each, purpose: ['service' as const] }))
    expect(limits(service)).toEqual([])
    expect(overContacted(cadence(four))).toBeNull()
    expect(overContacted(cadence([...four, contact(3)]))).toBe('cap')
  })

  test('last month does not count, and several notes of one day are one contact', () => {
    expect(cadence([contact(30), contact(31)]).usedThisMonth).toBe(0)
    expect(cadence([contact(2), { ...contact(2), at: daysAgo(2) + 60_000 }]).usedThisMonth).toBe(1)
  })

  test('a contact within the gap is too early, a greeting neither is nor makes one', () => {
    expect(cadence([contact(6)]).welcomeFrom).toBe(addDays(today, 1))
    expect(cadence([contact(7)]).welcomeFrom).toBeNull()
    expect(cadence([contact(1, { purpose: ['birthday'] })]).welcomeFrom).toBeNull()
    expect(cadence([contact(1, { purpose: ['birthday', 'product'] })]).welcomeFrom).not.toBeNull()
    const greeting = { minute: noon, isGreeting: true }
    expect(contactLimits(cadence([contact(1)]), usualCadence, greeting)).toEqual([])
  })

  test('[R39] what was promised for today is never one too many, but still wakes people', () => {
    const often = cadence([contact(1), contact(2), contact(3)])
    expect(contactLimits(often, usualCadence, { minute: noon })).not.toEqual([])
    expect(contactLimits(often, usualCadence, { minute: noon, isPromised: true })).toEqual([])
    expect(
      contactLimits(often, usualCadence, { minute: 23 * 60, isPromised: true }).map(
        ({ kind }) => kind,
      ),
    ).toEqual(['quiet'])
  })

  test('[R38] products in a row are counted until somebody cared', () => {
    const product = (days: number) => contact(days, { purpose: ['product'] })
    expect(limits([product(10), product(20)])).toContain('products')
    expect(limits([product(10), contact(15, { purpose: ['education'] }), product(20)])).toEqual([])
    expect(cadence([product(10), contact(15), product(20)]).share).toEqual({ product: 2, care: 1 })
    expect(overContacted(cadence([product(40), product(50), product(60)]))).toBe('products')
    const asked = { ...product(40), productTalk: { kind: 'enquiry' as const } }
    expect(cadence([asked, product(50), product(60)]).productsInRow).toBe(0)
  })

  test('quiet hours go over midnight', () => {
    expect(limits([], 20 * 60 + 59)).toEqual([])
    expect(limits([], 21 * 60)).toEqual(['quiet'])
    expect(limits([], 8 * 60 + 59)).toEqual(['quiet'])
    expect(limits([], 9 * 60)).toEqual([])
    expect(isWithin({ from: 60, to: 120 }, 120)).toBe(false)
  })
})

describe('of any notes', () => {
  const someContact = fc.record({
    at: fc.integer({ min: -800, max: 2 }).map((days) => daysAgo(-days)),
    direction: fc.constantFrom('in' as const, 'out' as const),
    result: fc.option(fc.constantFrom(...contactResults), { nil: undefined }),
    purpose: fc.uniqueArray(fc.constantFrom(...purposes), { maxLength: 3 }),
  })
  const contacts = fc.array(someContact, { maxLength: 30 })
  const tier = fc.constantFrom(...tiers)

  test('the order in which notes arrive changes nothing', () => {
    fc.assert(
      fc.property(contacts, tier, (some, tier) => {
        const distinct = [...new Map(some.map((each) => [each.at, each])).values()]
        expect(cadence(distinct.toReversed(), tier)).toEqual(cadence(distinct, tier))
      }),
    )
  })

  test('one more contact that reached the customer makes nobody more forgotten, and nobody less pestered', () => {
    fc.assert(
      fc.property(contacts, someContact, tier, (some, one, tier) => {
        const more = { ...one, direction: 'out' as const, result: 'reached' as const }
        const [before, after] = [cadence(some, tier), cadence([...some, more], tier)]
        expect(after.daysSince).toBeLessThanOrEqual(before.daysSince)
        expect(after.priority).toBeLessThanOrEqual(before.priority)
        expect(after.usedThisMonth).toBeGreaterThanOrEqual(before.usedThisMonth)
        expect((after.welcomeFrom ?? '') >= (before.welcomeFrom ?? '')).toBe(true)
      }),
    )
  })

  test('a try that reached nobody changes when to try again, and nothing else', () => {
    fc.assert(
      fc.property(contacts, someContact, tier, (some, one, tier) => {
        const missed = { ...one, direction: 'out' as const, result: 'no_answer' as const }
        const { retry: _one, ...before } = cadence(some, tier)
        const { retry: _other, ...after } = cadence([...some, missed], tier)
        expect(after).toEqual(before)
      }),
    )
  })
})
