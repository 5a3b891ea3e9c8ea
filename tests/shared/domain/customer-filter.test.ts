import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type CustomerFacts,
  type CustomerFilter,
  filterTest,
  partsInTheWay,
  partsOf,
  withoutPart,
} from '#shared/domain/customer-filter.ts'
import { openNeedTypes } from '#shared/domain/need.ts'
import { stages, tiers } from '#shared/domain/customer.ts'
import { addDays, toDayNumber } from '#shared/domain/civil-date.ts'
import { withImportantDateDefaults } from '#shared/domain/important-date.ts'
import { nextBirthday } from '#shared/domain/next-birthday.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'

const today = '2026-11-30'
const own = '00000000-0000-4000-8000-000000000001'
const other = '00000000-0000-4000-8000-000000000002'

function card(id: string, data: Partial<RecordOf<'customer'>['data']> = {}) {
  const whole = { tier: 'mass', stage: 'new', ownerId: own, ...data }
  return { id, data: whole } as RecordOf<'customer'>
}

const facts: CustomerFacts = {
  today,
  holdsOwner: (ownerId) => ownerId === own,
  profileOf: (id) => (id.includes('tagged') ? { riskLevel: 'C3', tags: ['换房', '活动'] } : {}),
  openNeedsOf: (id) => (id.includes('saving') ? ['retirement', 'housing'] : []),
  lastContactAt: (id) => (id.includes('met') ? at('2026-11-20') : undefined),
  dueOf: (id) => (id.includes('overdue') ? 'overdue' : id.includes('due') ? 'due' : null),
  birthdayOf: (id) => (id.includes('born') ? addDays(today, 7) : undefined),
}

/** Noon of a day in Shanghai. */
function at(day: string): number {
  return toDayNumber(day) * 86_400_000 + 4 * 3_600_000
}

function found(filter: CustomerFilter, ...cards: RecordOf<'customer'>[]): string[] {
  return cards.filter(filterTest(filter, facts)).map(({ id }) => id)
}

describe('[R25] what a filter lets through', () => {
  test('[R25] tier: any of those chosen; none chosen narrows nothing', () => {
    const cards = [card('vip', { tier: 'vip' }), card('mass'), card('mid', { tier: 'potential' })]
    expect(found({ tiers: ['vip', 'potential'] }, ...cards)).toEqual(['vip', 'mid'])
    expect(found({ tiers: [] }, ...cards)).toHaveLength(3)
  })

  test('[R25] owner and stage', () => {
    const cards = [
      card('mine'),
      card('theirs', { ownerId: other }),
      card('lost', { stage: 'lost' }),
    ]
    expect(found({ ownerIds: [other] }, ...cards)).toEqual(['theirs'])
    expect(found({ stages: ['lost', 'dormant'] }, ...cards)).toEqual(['lost'])
  })

  test('[R25] tag and risk level, of customers whose profile is held here alone', () => {
    const cards = [card('tagged'), card('plain'), card('tagged too', { ownerId: other })]
    expect(found({ tags: ['换房'] }, ...cards)).toEqual(['tagged'])
    expect(found({ tags: ['别的'] }, ...cards)).toEqual([])
    expect(found({ riskLevels: ['C3'] }, ...cards)).toEqual(['tagged'])
    expect(found({ riskLevels: ['none'] }, ...cards)).toEqual(['plain'])
  })

  test('[R10][R25] a need that is open, of customers whose profile is held here alone', () => {
    const cards = [card('saving'), card('content'), card('saving too', { ownerId: other })]
    expect(found({ needTypes: ['housing', 'education'] }, ...cards)).toEqual(['saving'])
    expect(found({ needTypes: ['education'] }, ...cards)).toEqual([])
    expect(found({ needTypes: [], tiers: ['mass'] }, ...cards)).toHaveLength(3)
  })

  test('[R10] a need that was met or given up is not open', () => {
    const needs = (['open', 'served', 'lapsed'] as const).map((status) => ({
      data: { type: 'housing' as const, status },
    }))
    expect(openNeedTypes(needs)).toEqual(['housing'])
  })

  test('[R25] due takes those overdue in, overdue does not take those due', () => {
    const cards = [card('due'), card('overdue'), card('rested')]
    expect(found({ due: 'due' }, ...cards)).toEqual(['due', 'overdue'])
    expect(found({ due: 'overdue' }, ...cards)).toEqual(['overdue'])
  })

  test('[R25] birthday within so many days, that day included', () => {
    const cards = [card('born'), card('unknown')]
    expect(found({ birthdayDays: 7 }, ...cards)).toEqual(['born'])
    expect(found({ birthdayDays: 6 }, ...cards)).toEqual([])
  })

  test('[R25] last contact before a day, or never', () => {
    const cards = [card('met'), card('never'), card('never of others', { ownerId: other })]
    expect(found({ contactedBefore: '2026-11-20' }, ...cards)).toEqual(['never'])
    expect(found({ contactedBefore: '2026-11-21' }, ...cards)).toEqual(['met', 'never'])
  })
})

function birthday(more: object) {
  return withImportantDateDefaults({
    customerId: own,
    kind: 'birthday',
    calendar: 'solar',
    month: 12,
    day: 3,
    celebrate: true,
    ...more,
  })
}

describe('[R25] the next birthday', () => {
  const person = { doNotContact: 'none' as const }
  test('[R25] the earliest of a solar and a lunar one', () => {
    const lunar = birthday({ calendar: 'lunar', month: 10, day: 22 })
    // 农历十月廿二 of 2026 is 30 November.
    expect(nextBirthday([birthday({}), lunar], person, today)).toBe('2026-11-30')
    expect(nextBirthday([birthday({})], person, today)).toBe('2026-12-03')
  })

  test('[R25] none of the child, of what is only kept, of the dead, or of whoever wants no contact', () => {
    expect(nextBirthday([birthday({ kind: 'child_birthday' })], person, today)).toBeUndefined()
    expect(nextBirthday([birthday({ celebrate: false })], person, today)).toBeUndefined()
    expect(nextBirthday([birthday({})], { ...person, deceasedOn: today }, today)).toBeUndefined()
    expect(nextBirthday([birthday({})], { doNotContact: 'all' }, today)).toBeUndefined()
  })

  test.each([
    ['2026-12-02', '2026-12-03'],
    ['2026-12-03', '2027-12-03'],
    ['2026-01-01', '2026-12-03'],
  ])('[R25] domain 4.1: who mourns until %s has his next one on %s', (mourningUntil, on) => {
    expect(nextBirthday([birthday({})], { ...person, mourningUntil }, today)).toBe(on)
  })
})

describe('[R25] which condition is in the way', () => {
  test('[R25] taking a part away brings exactly as many as it says', () => {
    const flags = fc.constantFrom('tagged', 'met', 'due', 'overdue', 'born')
    const cards = fc.array(
      fc
        .record({
          words: fc.uniqueArray(flags),
          tier: fc.constantFrom(...tiers),
          stage: fc.constantFrom(...stages),
          ownerId: fc.constantFrom(own, other),
        })
        .map(({ words, ...data }) => card(words.join(' '), data)),
      { maxLength: 30 },
    )
    const filters = fc.record(
      {
        tiers: fc.uniqueArray(fc.constantFrom(...tiers)),
        stages: fc.uniqueArray(fc.constantFrom(...stages)),
        tags: fc.constant<string[]>(['换房']),
        due: fc.constantFrom('due' as const, 'overdue' as const),
        birthdayDays: fc.constantFrom(0, 7, 30),
        contactedBefore: fc.constant('2026-11-20'),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(cards, filters, (all, filter) => {
        const before = found(filter, ...all).length
        const said = new Map(
          partsInTheWay(all, filter, facts).map(({ part, count }) => [part, count]),
        )
        for (const part of partsOf(filter)) {
          const after = found(withoutPart(filter, part), ...all).length
          expect(after - before).toBe(said.get(part) ?? 0)
        }
      }),
      { seed: 20_261_130, numRuns: 300 },
    )
  })
})
