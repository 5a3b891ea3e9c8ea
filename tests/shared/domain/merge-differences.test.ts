import { describe, expect, test } from 'vitest'
import type { Customer } from '#shared/domain/customer.ts'
import {
  type MergeDifference,
  mergeDifferences,
  mergedValues,
  picksFor,
  usualPick,
  withoutMerged,
} from '#shared/domain/merge-differences.ts'
import type { ContactPoint, Profile } from '#shared/domain/profile.ts'
import { writePath } from '#shared/protocol/field-path.ts'

function card(more: Partial<Customer>): Customer {
  return {
    branchId: 'branch',
    ownerId: 'anna',
    coOwnerIds: [],
    name: '慕容晓岚',
    aliases: [],
    searchKeys: { full: '', alternatives: [] },
    tier: 'mass',
    tierBasis: [],
    stage: 'new',
    likes: [],
    taboos: [],
    specialCare: [],
    doNotContact: 'none',
    ...more,
  }
}

function profile(more: Partial<Profile> = {}): Profile {
  return {
    customerId: 'x',
    contactPoints: {},
    investmentPreferences: [],
    preferredChannels: [],
    ...more,
  }
}

const mobile = (value: string, more: Partial<ContactPoint> = {}): ContactPoint => ({
  kind: 'mobile',
  value,
  ...more,
})

const usual = (differences: MergeDifference[]) => mergedValues(differences, usualPick)

describe('[R17] where two cards of one person differ', () => {
  test('[ME8] the same, and what only the kept one says, is no difference', () => {
    const kept = { card: card({ likes: ['茶', '花'] }), profile: profile({ occupation: '教师' }) }
    expect(mergeDifferences(kept, { card: card({ likes: ['茶'] }), profile: profile() })).toEqual(
      [],
    )
    expect(mergeDifferences(kept, { card: card({}), profile: undefined })).toEqual([])
  })

  test('[ME8] a number that only the other has goes along, and there is no choice', () => {
    const identity = { idLast4: '002X', idHmac: `abcdefgh.${'a'.repeat(32)}` }
    const other = { card: card({}), profile: profile({ identity }) }
    const differences = mergeDifferences({ card: card({}), profile: profile() }, other)
    expect(differences.map(picksFor)).toEqual([['other']])
    expect(usual(differences)).toEqual([
      { record: 'profile', field: 'identity', before: null, after: identity },
    ])
    expect(mergeDifferences(other, other)).toEqual([])
  })

  test('[ME8][R7] how a section is known is compared too, and goes only where the facts go', () => {
    const from = { source: 'documents', on: '2026-03-01' } as const
    const other = {
      card: card({}),
      profile: profile({
        occupation: '教师',
        backgroundFrom: from,
        incomeBand: 'under_100k',
        financeFrom: from,
        goalsFrom: from,
        riskFrom: from,
      }),
    }
    const kept = { card: card({}), profile: profile({ incomeBand: '100k_300k' }) }
    const differences = mergeDifferences(kept, other)
    expect(differences.map(({ fields }) => fields[0])).toEqual([
      'occupation',
      'incomeBand',
      'backgroundFrom',
      'financeFrom',
      'goalsFrom',
      'riskFrom',
    ])
    expect(usual(differences).map(({ field }) => field)).toEqual([
      'occupation',
      'backgroundFrom',
      'goalsFrom',
      'riskFrom',
    ])
    expect(mergeDifferences(other, other)).toEqual([])
  })

  test('[ME8] what goes together is taken without being asked: names, words, numbers, what is missing', () => {
    const point = mobile('13900005566', { primary: true })
    const other = {
      card: card({ name: '慕容小岚', aliases: ['岚姐'], likes: ['花'], pinnedNote: '爱喝热水。' }),
      profile: profile({
        contactPoints: { p: point, q: mobile('13900007788') },
        occupation: '教师',
      }),
    }
    const kept = {
      card: card({ likes: ['茶'], pinnedNote: '先打电话。' }),
      profile: profile({ contactPoints: { r: mobile('13900007788', { primary: true }) } }),
    }
    const written = new Map(
      usual(mergeDifferences(kept, other)).map(({ field, after }) => [field, after]),
    )
    expect(Object.fromEntries(written)).toEqual({
      aliases: ['慕容小岚', '岚姐'],
      likes: ['茶', '花'],
      pinnedNote: '先打电话。\n爱喝热水。',
      // One number is the main one already.
      'contactPoints.p': mobile('13900005566'),
      occupation: '教师',
    })
  })

  test('[ME8] of two limits on contact the stricter, of two assessments the later; else the kept card', () => {
    const kept = {
      card: card({ doNotContact: 'marketing_only', tier: 'vip' }),
      profile: profile({ riskLevel: 'C4', riskAssessedOn: '2026-01-10' }),
    }
    const other = {
      card: card({ doNotContact: 'all', doNotContactReason: '本人要求', tier: 'mass' }),
      profile: profile({ riskLevel: 'C2', riskAssessedOn: '2026-09-01' }),
    }
    const [there, back] = [mergeDifferences(kept, other), mergeDifferences(other, kept)]
    expect(usual(there).map(({ field, after }) => [field, after])).toEqual([
      ['doNotContact', 'all'],
      ['doNotContactReason', '本人要求'],
      ['riskLevel', 'C2'],
      ['riskAssessedOn', '2026-09-01'],
    ])
    expect(usual(back)).toEqual([])
    expect(there.map((difference) => difference.fields[0])).toContain('tier')
  })

  test('[ME8] the name that is not chosen becomes another name', () => {
    const differences = mergeDifferences(
      { card: card({}), profile: profile() },
      { card: card({ name: '慕容小岚' }), profile: profile() },
    )
    const values = mergedValues(differences, (each) =>
      each.fields[0] === 'name' ? 'other' : usualPick(each),
    )
    expect(values.map(({ field, after }) => [field, after])).toEqual([
      ['name', '慕容小岚'],
      ['aliases', ['慕容晓岚']],
    ])
  })

  test('[ME8] what is chosen twice leaves no difference, and two long texts are not put together', () => {
    const long = '长'.repeat(1500)
    const kept = { card: card({ pinnedNote: long }), profile: profile() }
    const other = { card: card({ pinnedNote: `另${long}` }), profile: profile() }
    const [note] = mergeDifferences(kept, other)
    expect(note === undefined ? [] : picksFor(note)).toEqual(['kept', 'other'])
    const both = card({ pinnedNote: `${long.slice(0, 20)}\n另` })
    expect(
      mergeDifferences(
        { card: both, profile: profile() },
        { card: card({ pinnedNote: '另' }), profile: profile() },
      ),
    ).toEqual([])
  })

  test('[ME8] undone is what nobody has changed since; of a list only what the merge added', () => {
    const merged = { before: '教师', after: '医生' }
    const entry = { field: 'occupation', ...merged }
    expect(withoutMerged({ occupation: '医生' }, entry)).toEqual({ value: '教师' })
    expect(withoutMerged({ occupation: '律师' }, entry)).toBe('changed')
    const point = { field: 'contactPoints.p', before: null, after: mobile('139') }
    expect(withoutMerged({ contactPoints: { p: mobile('139') } }, point)).toEqual({ value: null })
    const list = { field: 'likes', before: ['茶'], after: ['茶', '花'] }
    expect(withoutMerged({ likes: ['茶', '花', '狗'] }, list)).toEqual({ value: ['茶', '狗'] })
  })

  test('[ME8] written and undone, everything is as it was', () => {
    const kept: Record<string, unknown> = { ...card({ likes: ['茶'], gender: 'female' }) }
    const differences = mergeDifferences(
      { card: card({ likes: ['茶'], gender: 'female' }), profile: undefined },
      {
        card: card({ name: '慕容小岚', likes: ['花'], gender: 'male', deceasedOn: '2026-01-02' }),
        profile: undefined,
      },
    )
    for (const pick of ['other', 'both', 'kept'] as const) {
      const values = mergedValues(differences, (each) =>
        picksFor(each).includes(pick) ? pick : 'other',
      )
      const written = values.reduce((data, { field, after }) => writePath(data, field, after), kept)
      const undone = values.reduce((data, value) => {
        const back = withoutMerged(data, value)
        return back === 'changed' ? data : writePath(data, value.field, back.value)
      }, written)
      expect(undone).toEqual(kept)
    }
  })
})
