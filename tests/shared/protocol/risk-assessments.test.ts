import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addMonths } from '#shared/domain/civil-date.ts'
import { riskLevels, type Profile, type RiskAssessment } from '#shared/domain/profile.ts'
import { assessmentKey, assessmentsOf, limitPassedBy } from '#shared/domain/risk-assessments.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { anna, apply, ben, id, operation, patch, recordWith } from './operation-samples.ts'

const start = '2025-01-01'
const profile: Profile = {
  customerId: id(60),
  contactPoints: {},
  investmentPreferences: [],
  preferredChannels: [],
}

/** Days close together, so that the limits are met often. */
const assessment: fc.Arbitrary<RiskAssessment> = fc.record({
  on: fc.integer({ min: 0, max: 60 }).map((days) => addDays(start, days * 9)),
  level: fc.constantFrom(...riskLevels),
})

function assess(added: RiskAssessment, author = anna) {
  const path = `riskAssessments.${assessmentKey(added)}`
  return operation('profile', patch({ [path]: { from: null, to: added } }), { author })
}

function known(record: RecordBody): RiskAssessment[] {
  return assessmentsOf(record.data)
}

/** Counted day by day, with nothing of the product in it. */
function expectWithinLimits(all: readonly RiskAssessment[]): void {
  for (const { on } of all) {
    expect(all.filter((each) => each.on === on).length).toBeLessThanOrEqual(2)
    const within = all.filter((each) => each.on > addMonths(on, -12) && each.on <= on)
    expect(within.length).toBeLessThanOrEqual(8)
  }
}

test('[invariant 12] two devices that were offline never write down more than 2 assessments on a day or 8 in twelve months', () => {
  const device = fc.array(assessment, { maxLength: 20 })
  fc.assert(
    fc.property(device, device, fc.infiniteStream(fc.boolean()), (first, second, turns) => {
      // Each device takes what its own copy allows; then all of it arrives in some order.
      const sent = [
        { author: anna, list: first },
        { author: ben, list: second },
      ].map(({ author, list }) => {
        let own = recordWith('profile', { ...profile })
        return list.flatMap((added) => {
          const draft = assess(added, author)
          const { outcome, record } = apply(own, draft)
          own = record ?? own
          expectWithinLimits(known(own))
          return outcome === 'rejected' ? [] : [draft]
        })
      })
      let server = recordWith('profile', { ...profile })
      while (sent.some((queue) => queue.length > 0)) {
        const [turn] = [...turns.take(1)]
        const queue = sent[turn ? 0 : 1]?.length ? sent[turn ? 0 : 1] : sent[turn ? 1 : 0]
        const draft = queue?.shift()
        if (draft === undefined) continue
        const { outcome, record } = apply(server, draft)
        server = record ?? server
        expectWithinLimits(known(server))
        // Pushed again it changes nothing, and is refused by nobody who took it (PU1).
        expect(apply(server, draft).outcome).toBe(outcome === 'rejected' ? 'rejected' : 'noop')
      }
    }),
    { numRuns: 150 },
  )
})

test('[invariant 12] what stands in the record of before counts, and the same assessment twice is one', () => {
  const on = '2026-03-01'
  const former = { ...profile, riskLevel: 'C2' as const, riskAssessedOn: on }
  expect(assessmentsOf(former)).toEqual([{ on, level: 'C2' }])
  const record = recordWith('profile', { ...former })
  const second = apply(record, assess({ on, level: 'C3' })).record ?? record
  expect(apply(second, assess({ on, level: 'C4' }))).toMatchObject({
    outcome: 'rejected',
    details: ['riskAssessments', 'assessed-too-often-that-day'],
  })
  expect(apply(second, assess({ on, level: 'C2' })).outcome).toBe('applied')
  // One that was written down by mistake is taken off, and makes room.
  const path = `riskAssessments.${on}-C3`
  const removal = patch({ [path]: { from: { on, level: 'C3' }, to: null } })
  const replacement = patch({
    // The present one of the record is written down on this occasion.
    [`riskAssessments.${on}-C2`]: { from: null, to: { on, level: 'C2' } },
    [path]: { from: { on, level: 'C3' }, to: null },
    [`riskAssessments.${on}-C4`]: { from: null, to: { on, level: 'C4' } },
  })
  expect(apply(second, operation('profile', replacement)).outcome).toBe('applied')
  const without = apply(second, operation('profile', removal)).record ?? second
  expect(apply(without, assess({ on, level: 'C4' })).outcome).toBe('applied')
})

test('[invariant 12] the ninth within twelve months is refused, also where later ones are there; after a year there is room', () => {
  const days = [0, 30, 60, 90, 120, 150, 180, 210].map((after) => addDays(start, after))
  const all = days.map((on): RiskAssessment => ({ on, level: 'C2' }))
  const limit = (on: string) => limitPassedBy({ on, level: 'C3' }, all)
  expect(limit(addDays(start, 240))).toBe('assessed-too-often-that-year')
  expect(limit(addDays(start, 100))).toBe('assessed-too-often-that-year')
  expect(limit('2026-01-01')).toBeNull()
  expect(limit('2025-12-31')).toBe('assessed-too-often-that-year')
})
