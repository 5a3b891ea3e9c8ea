import { expect, test } from 'vitest'
import { newestSnapshots } from '#shared/domain/finance-snapshot.ts'
import { directionsFor } from '#shared/domain/need-directions.ts'
import { needTypes } from '#shared/domain/need.ts'
import { riskLevels } from '#shared/domain/profile.ts'
import { profileGaps } from '#shared/domain/profile-gaps.ts'
import { changedSinceCollected, sectionIds } from '#shared/domain/profile-section.ts'
import { isToOneself, relationKinds, seenFrom } from '#shared/domain/relation.ts'
import { reviewTaskId, servicePlanId } from '#shared/domain/service-plan.ts'

const [one, other] = [
  '00000000-0000-4000-8000-000000000001',
  '00000000-0000-4000-8000-000000000002',
]

function snapshot(id: string, takenOn: string, createdAt: number) {
  const data = { customerId: one, takenOn, source: 'customer' } as const
  return { id, createdAt, data }
}

test('[R10] a higher capacity never takes a direction away, and without one there is no investment risk', () => {
  for (const type of needTypes) {
    const steps = [undefined, ...riskLevels].map((level) => directionsFor(type, level))
    for (const [index, directions] of steps.slice(1).entries()) {
      expect(directions).toEqual(expect.arrayContaining(steps[index] ?? []))
    }
  }
  expect(directionsFor('short_term_cash', undefined)).toEqual(['deposit'])
  expect(directionsFor('growth', 'C2')).toEqual(['deposit', 'bond', 'wealth'])
  expect(directionsFor('growth', 'C4')).toContain('equity')
})

test('[R3][ME8] a relation between two cards that are one now is one to oneself, and a name is never oneself', () => {
  expect(isToOneself({ customerId: one, other: { customerId: one } })).toBe(true)
  expect(isToOneself({ customerId: one, other: { customerId: other } })).toBe(false)
  expect(isToOneself({ customerId: one, other: { name: '林芝' } })).toBe(false)
})

test('[R3] a relation seen from the other side, and from there again, is what it was', () => {
  for (const kind of relationKinds) {
    const seen = seenFrom({ customerId: one, other: { customerId: other }, kind }, other)
    expect(seen.other).toEqual({ customerId: one })
    const back = seenFrom({ customerId: other, other: seen.other, kind: seen.kind }, one)
    expect(back).toEqual({ kind, other: { customerId: other } })
  }
  const referred = { customerId: one, other: { customerId: other }, kind: 'referrer' } as const
  expect(seenFrom(referred, other).kind).toBe('referred')
})

test('[R9] the newest snapshot is that of the latest day, whenever it was written down', () => {
  const late = snapshot('a', '2026-03-01', 1)
  const [early, corrected] = [snapshot('b', '2025-03-01', 9), snapshot('c', '2026-03-01', 2)]
  expect(newestSnapshots([early, late, corrected])).toEqual([corrected, late, early])
})

test('[R17] a field that was never filled in is missing, one of more than twelve months is old, others are fine', () => {
  const data = { customerId: one, contactPoints: {}, investmentPreferences: [] }
  const profile = {
    createdAt: Date.parse('2025-01-10T04:00:00Z'),
    createdBy: one,
    stamps: { employer: { at: Date.parse('2026-10-01T04:00:00Z'), by: one } },
    data: { ...data, preferredChannels: [], occupation: '教师', employer: '三中', riskLevel: 'C2' },
  } as const
  const written = {
    ...profile,
    data: { ...profile.data, investmentPreferences: [], preferredChannels: [] },
  }
  const { missing, stale, share } = profileGaps(written, '2026-11-30', 12)
  expect(stale).toEqual(['occupation'])
  expect(missing).toContain('incomeBand')
  expect(missing).not.toContain('employer')
  expect(share).toBeCloseTo(0.3)
  // The bank may ask sooner or later.
  expect(profileGaps(written, '2026-11-30', 24).stale).toEqual([])
  expect(profileGaps(written, '2026-11-30', 1).stale).toEqual(['occupation', 'employer'])
  expect(profileGaps(undefined, '2026-11-30', 12).share).toBe(0)
})

test('[R11] every device gives the plan of a customer, and the task of a review date, the same id', () => {
  expect(servicePlanId(one)).toBe(servicePlanId(one))
  expect(servicePlanId(one)).not.toBe(servicePlanId(other))
  expect(reviewTaskId(one, '2026-12-01')).not.toBe(reviewTaskId(one, '2026-12-02'))
})

test('[R7] a field that was changed after the source of its section was written down is told, others are not', () => {
  const stamp = (at: number) => ({ at, by: one })
  const profile = {
    createdAt: 1,
    createdBy: one,
    stamps: { financeFrom: stamp(5), assetBand: stamp(5), riskFrom: stamp(5), riskLevel: stamp(6) },
  }
  expect(sectionIds.filter((id) => changedSinceCollected(profile, id))).toEqual(['risk'])
})
