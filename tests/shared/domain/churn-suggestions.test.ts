import { describe, expect, test } from 'vitest'
import {
  churnMoment,
  type ChurnNote,
  type ChurnRecords,
  churnSuggestions,
} from '#shared/domain/churn-suggestions.ts'
import { usualCadence } from '#shared/domain/cadence-rules.ts'
import { usualChurnRules } from '#shared/domain/churn-rules.ts'
import { addDays, type CivilDate } from '#shared/domain/civil-date.ts'
import { assetBands } from '#shared/domain/profile.ts'
import { defaultRuleTable } from '#shared/domain/rule-table.ts'
import { mainlandWorkingCalendar } from '#shared/domain/mainland-working-calendar.ts'
import { seededRandom } from '#shared/domain/seeded-random.ts'
import { stages } from '#shared/domain/customer.ts'
import type { ImportantDate } from '#shared/domain/important-date.ts'

const today = '2026-11-30'
const rules = defaultRuleTable(mainlandWorkingCalendar)
const customerId = '00000000-0000-4000-8000-000000000001'

function id(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
}

function noon(day: CivilDate): number {
  return Date.parse(`${day}T12:00:00+08:00`)
}

function ago(days: number): CivilDate {
  return addDays(today, -days)
}

function note(n: number, daysAgo: number, data: Partial<ChurnNote['data']> = {}): ChurnNote {
  const at = noon(ago(daysAgo))
  return { id: id(n), data: { at, direction: 'out', result: 'reached', text: '聊了近况', ...data } }
}

function records(
  change: Partial<Omit<ChurnRecords, 'card'>> & {
    card?: Partial<ChurnRecords['card']['data']>
  } = {},
) {
  const { card, ...rest } = change
  const data = { tier: 'potential', stage: 'mature', doNotContact: 'none', ...card } as const
  return {
    card: { id: customerId, createdAt: noon(ago(10)), data },
    notes: [],
    snapshots: [],
    dates: [],
    complaints: [],
    events: [],
    ...rest,
  } satisfies ChurnRecords
}

function found(change: Parameters<typeof records>[0]) {
  return churnSuggestions(records(change), churnMoment(rules, today)).map(({ reason }) => reason)
}

function snapshot(n: number, daysAgo: number, assets: (typeof assetBands)[number]) {
  const data = { customerId, takenOn: ago(daysAgo), assets, source: 'customer' } as const
  return { id: id(n), createdAt: noon(ago(daysAgo)), data }
}

function maturity(n: number, day: CivilDate, madeOn: CivilDate) {
  const [year, month, dayOfMonth] = day.split('-').map(Number)
  const data: ImportantDate = {
    customerId,
    kind: 'maturity',
    calendar: 'solar',
    year: year ?? 0,
    month: month ?? 0,
    day: dayOfMonth ?? 0,
    leap: false,
    leapPolicy: 'leap_if_exists',
    shortMonth: 'last_day',
    feb29: 'feb28',
    celebrate: true,
    leadDays: [],
    origin: 'customer',
  }
  return { id: id(n), createdAt: noon(madeOn), data }
}

function complaint(n: number, receivedAgo: number, closedAgo: number | null, respondent?: string) {
  const event = { id: id(n + 1), by: id(90), occurredAt: noon(ago(closedAgo ?? 0)) }
  const closing = { reply: '已处理', noticeHow: 'phone', remediesTold: true } as const
  return {
    id: id(n),
    data: {
      branchId: id(91),
      temporaryNumber: 'T-1',
      complainantName: '王芳',
      contact: '13800001234',
      matter: '排队',
      cause: '久',
      customerId,
      receivedAt: noon(ago(receivedAgo)),
      receivedBy: id(90),
      channel: 'phone' as const,
      ...(respondent === undefined ? {} : { respondentStaffId: respondent }),
      sensitive: [],
      events:
        closedAgo === null ? {} : { [event.id]: { ...event, kind: 'closed' as const, ...closing } },
    },
  }
}

describe('[R43] a customer may leave', () => {
  test('who was not reached for the overdue days of the tier and those of the rule, counted to the day', () => {
    const limit = usualCadence.tiers.potential.overdueDays + usualChurnRules.inactiveDays
    expect(found({ notes: [note(1, limit)] })).toEqual([])
    expect(found({ notes: [note(1, limit + 1)] })).toEqual([
      { kind: 'inactive', since: ago(limit + 1), days: limit + 1, isNeverReached: false },
    ])
    // A try that reached nobody is no contact.
    expect(
      found({ notes: [note(1, limit + 1), note(2, 3, { result: 'no_answer' })] }),
    ).toHaveLength(1)
    expect(found({ notes: [note(1, limit + 1), note(2, 3, { direction: 'in' })] })).toEqual([])
  })

  test('[R27] of whom somebody wrote down that a large sum went out, the newest alone, and only while it is open and fresh', () => {
    const wentOut = (n: number, daysAgo: number, state: 'open' | 'declined' = 'open') => ({
      id: id(n),
      data: { customerId, kind: 'money_out', on: ago(daysAgo), state } as const,
    })
    expect(found({ events: [wentOut(1, 9), wentOut(2, 4)] })).toEqual([
      { kind: 'outflow', on: ago(4) },
    ])
    expect(found({ events: [wentOut(1, 9, 'declined')] })).toEqual([])
    expect(found({ events: [wentOut(1, usualChurnRules.evidenceDays + 1)] })).toEqual([])
    expect(
      churnSuggestions(records({ events: [wentOut(2, 4)] }), churnMoment(rules, today)),
    ).toEqual([
      expect.objectContaining({ evidence: id(2), record: { type: 'life-event', id: id(2) } }),
    ])
  })

  test('who did not answer or declined three times in a row; “call me later” ends the row', () => {
    const tries = [3, 2, 1].map((days) => note(days, days, { result: 'no_answer' }))
    expect(found({ notes: [note(9, 20), ...tries] })).toEqual([
      { kind: 'contact_refused', since: ago(3), tries: 3 },
    ])
    expect(found({ notes: [...tries, note(8, 2, { result: 'busy' })] })).toEqual([])
    expect(found({ notes: tries.slice(1) })).toEqual([])
  })

  test('whose newest snapshot lies bands under the one before; no figure is named (SE7)', () => {
    const fallen = [snapshot(1, 60, 'over_6m'), snapshot(2, 5, '50k_500k')]
    const [suggestion] = churnSuggestions(records({ snapshots: fallen }), churnMoment(rules, today))
    expect(suggestion).toMatchObject({
      severity: 'high',
      reason: { kind: 'balance_drop', from: ago(60), on: ago(5), bands: 2 },
    })
    for (const band of assetBands) expect(JSON.stringify(suggestion)).not.toContain(band)
    expect(found({ snapshots: [...fallen, snapshot(3, 1, 'over_6m')] })).toEqual([])
    expect(found({ snapshots: fallen.slice(1) })).toEqual([])
  })

  test('whose deposit matured a week ago and nobody wrote of a renewal or entered the next day', () => {
    const day = ago(10)
    const passed = maturity(1, day, ago(200))
    expect(found({ dates: [passed] })).toEqual([{ kind: 'maturity_no_renew', on: day }])
    expect(found({ dates: [maturity(1, ago(7), ago(200))] })).toEqual([])
    expect(found({ dates: [passed], notes: [note(1, 12, { text: '到期后续存一年' })] })).toEqual([])
    expect(
      found({ dates: [passed], notes: [note(1, 300, { text: '到期后续存一年' })] }),
    ).toContainEqual({
      kind: 'maturity_no_renew',
      on: day,
    })
    expect(found({ dates: [passed, maturity(2, '2027-11-20', ago(9))] })).toEqual([])
  })

  test('whose complaint is overdue, or who is upset or was not called after it was answered', () => {
    const why = (reasons: ReturnType<typeof found>) =>
      reasons.map((reason) => (reason.kind === 'complaint' ? reason.why : reason.kind))
    expect(why(found({ complaints: [complaint(1, 20, null)] }))).toEqual(['overdue'])
    expect(why(found({ complaints: [complaint(1, 5, null)] }))).toEqual([])
    expect(why(found({ complaints: [complaint(1, 20, 8)] }))).toEqual(['no_follow_up'])
    expect(why(found({ complaints: [complaint(1, 20, 8)], notes: [note(9, 6)] }))).toEqual([])
    const upset = [note(9, 6, { emotion: -1 })]
    expect(why(found({ complaints: [complaint(1, 20, 8)], notes: upset }))).toEqual(['upset'])
    const calm = [...upset, note(10, 2, { emotion: 1 })]
    expect(why(found({ complaints: [complaint(1, 20, 8)], notes: calm }))).toEqual([])
  })

  test('never by a restricted complaint: who reads the signal may be whom it is about (invariant 7)', () => {
    expect(found({ complaints: [complaint(1, 40, null, id(50))] })).toEqual([])
  })

  test('who named another bank or asked about closing, by the newest note alone', () => {
    const notes = [
      note(1, 9, { text: '说他行利率高' }),
      note(2, 4, { text: '没别的', concerns: '另一家银行送米' }),
      note(3, 2, { text: '来问怎么销户' }),
    ]
    expect(found({ notes })).toEqual([
      { kind: 'closing', on: ago(2), word: '销户' },
      { kind: 'competitor', on: ago(4), word: '另一家银行' },
    ])
    expect(found({ notes: [note(1, 91, { text: '他行利率高' })] })).toEqual([])
  })
})

test('[R43] invariant 5: of the deceased, of who is not to be contacted, and of who has left nothing is proposed', () => {
  const notes = [note(1, 2, { text: '来问怎么销户' })]
  expect(found({ notes })).toHaveLength(1)
  expect(found({ notes, card: { deceasedOn: '2026-01-01' } })).toEqual([])
  expect(found({ notes, card: { doNotContact: 'all' } })).toEqual([])
  expect(found({ notes, card: { stage: 'lost' } })).toEqual([])
})

test('[R43] the same evidence gives the same signal, in whatever order it arrives and on whichever later day', () => {
  const random = seededRandom('R43')
  for (let round = 0; round < 300; round += 1) {
    const count = 1 + Math.floor(random() * 6)
    const notes = Array.from({ length: count }, (_, n) =>
      note(n + 1, 1 + Math.floor(random() * 80), {
        result: random() < 0.6 ? 'no_answer' : 'reached',
        text: random() < 0.3 ? '他行利率高' : random() < 0.2 ? '想销户' : '聊天',
      }),
    )
    const given = records({ notes, card: { stage: stages[Math.floor(random() * 5)] ?? 'new' } })
    const ids = (moment: CivilDate, input: ChurnRecords) =>
      churnSuggestions(input, churnMoment(rules, moment)).map((each) => each.id)
    const now = ids(today, given)
    expect(new Set(now).size).toBe(now.length)
    expect(ids(today, { ...given, notes: notes.toReversed() })).toEqual(now)
    // Evidence stays what it is; days only make it older, or bring what was not due yet.
    const tomorrow = ids(addDays(today, 1), given)
    const isNew = (each: string) => !now.includes(each)
    expect(tomorrow.filter(isNew).length).toBeLessThanOrEqual(1)
  }
})
