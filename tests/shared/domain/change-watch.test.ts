import { describe, expect, test } from 'vitest'
import {
  type ChangeProposal,
  changeProposals,
  type ChangeRecords,
  followUpOf,
} from '#shared/domain/change-watch.ts'
import { usualChangeRules } from '#shared/domain/change-rules.ts'
import { addDays, type CivilDate } from '#shared/domain/civil-date.ts'
import { consentKinds } from '#shared/domain/consent.ts'
import { doNotContactLevels } from '#shared/domain/customer.ts'
import { heldBack } from '#shared/domain/held-task.ts'
import { withImportantDateDefaults } from '#shared/domain/important-date.ts'
import {
  type LifeEvent,
  lifeEventKinds,
  lifeEventOfDateId,
  lifeEventStates,
} from '#shared/domain/life-event.ts'
import { mainlandWorkingCalendar } from '#shared/domain/mainland-working-calendar.ts'
import { changeRulesOf, defaultRuleTable } from '#shared/domain/rule-table.ts'
import { randomInteger, randomItem, seededRandom } from '#shared/domain/seeded-random.ts'
import { isWorkingDay } from '#shared/domain/working-calendar.ts'

// A Monday.
const today = '2026-11-30'
const rules = defaultRuleTable(mainlandWorkingCalendar)
const moment = { rules, today }
const customerId = id(1)

/** Written down after all days on which it was said. */
const placed = {
  type: 'consent',
  scope: `portfolio:${id(9)}`,
  seq: 1,
  schemaVersion: 1,
  createdAt: Date.UTC(2026, 10, 2),
  createdBy: id(9),
  updatedAt: Date.UTC(2026, 10, 2),
  updatedBy: id(9),
} as const

function id(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
}

function event(n: number, data: Partial<LifeEvent> = {}) {
  return {
    id: id(n),
    data: { customerId, kind: 'job_change', on: today, state: 'open', ...data },
  } as const
}

function maturity(n: number, on: CivilDate) {
  const [year = 0, month = 1, day = 1] = on.split('-').map(Number)
  const input = { customerId, kind: 'maturity', calendar: 'solar', year, month, day } as const
  return { id: id(n), data: withImportantDateDefaults(input) }
}

function found(
  change: Partial<Omit<ChangeRecords, 'card'>> & { card?: Partial<ChangeRecords['card']['data']> },
): ChangeProposal[] {
  const { card, events = [], dates = [], consents = [] } = change
  const data = { doNotContact: 'none', ...card } as const
  return changeProposals({ card: { id: customerId, data }, events, dates, consents }, moment)
}

describe('[R27] what a change in the life of a customer suggests', () => {
  test('is a task on a working day, in the order in which the tasks are due', () => {
    const events = [event(2), event(3, { kind: 'marriage', on: '2026-11-28' })]
    expect(found({ events }).map(({ eventId, kind, dueOn }) => [eventId, kind, dueOn])).toEqual([
      [id(3), 'marriage', '2026-12-01'],
      [id(2), 'job_change', '2026-12-07'],
    ])
  })

  test('is nothing more once somebody planned or declined it, or when it is too old', () => {
    expect(found({ events: [event(2, { state: 'planned' })] })).toEqual([])
    expect(found({ events: [event(2, { state: 'declined', reason: 'talked' })] })).toEqual([])
    const { watchDays } = usualChangeRules
    expect(found({ events: [event(2, { on: addDays(today, -watchDays) })] })).toHaveLength(1)
    expect(found({ events: [event(2, { on: addDays(today, -watchDays - 1) })] })).toEqual([])
  })

  test('is left to the churn signals where a large sum went out', () => {
    expect(found({ events: [event(2, { kind: 'money_out' })] })).toEqual([])
    expect(found({ events: [event(2, { kind: 'money_in' })] })).toHaveLength(1)
  })

  const records = { events: [event(2)], dates: [maturity(4, addDays(today, 10))] }

  test('[invariant 5] is nothing for the deceased', () => {
    expect(found({ ...records, card: { deceasedOn: '2026-11-01' } })).toEqual([])
  })

  test.each([
    ['none', 2],
    ['marketing_only', 2],
    ['all_but_service', 0],
    ['all', 0],
  ] as const)('[invariant 5] of whoever wants no contact but %s there are %i', (level, count) => {
    expect(found({ ...records, card: { doNotContact: level } })).toHaveLength(count)
  })

  test.each(consentKinds)(
    '[invariant 17] follows the consent to calls and no other: %s',
    (kind) => {
      const said = (n: number, state: 'given' | 'withdrawn', on: CivilDate) =>
        ({ ...placed, id: id(n), data: { customerId, kind, state, on, how: 'oral' } }) as const
      const withdrawn = said(7, 'withdrawn', '2026-10-01')
      const count = kind === 'marketing_call' ? 0 : 2
      expect(found({ ...records, consents: [withdrawn] })).toHaveLength(count)
      const again = said(8, 'given', '2026-11-01')
      expect(found({ ...records, consents: [withdrawn, again] })).toHaveLength(2)
    },
  )

  test('is offered exactly where its task would stand', () => {
    for (const doNotContact of doNotContactLevels) {
      for (const proposal of found({ ...records, card: { doNotContact } })) {
        const origin = proposal.kind === 'maturity' ? 'maturity' : 'date'
        const task = { origin, kind: proposal.taskKind, status: 'todo', completions: {} } as const
        expect(heldBack(task, { doNotContact }, [])).toBeNull()
      }
    }
  })
})

describe('[R27] a maturity that is known by its date', () => {
  test.each([
    [31, 0],
    [30, 1],
    [0, 1],
    [-7, 1],
    [-8, 0],
  ])('in %i days makes %i suggestions', (days, count) => {
    expect(found({ dates: [maturity(4, addDays(today, days))] })).toHaveLength(count)
  })

  test('is spoken of seven days before, on the last working day until then, and at once where that is past', () => {
    const [far] = found({ dates: [maturity(4, '2026-12-20')] })
    // 13 December is a Sunday.
    expect(far).toMatchObject({ on: '2026-12-20', dueOn: '2026-12-11', dateId: id(4) })
    const [near] = found({ dates: [maturity(4, '2026-12-03')] })
    expect(near?.dueOn).toBe(today)
  })

  test('is one event on every device, and no second one when somebody wrote it down by hand', () => {
    const on = '2026-12-20'
    const dates = [maturity(4, on)]
    expect(found({ dates })[0]?.eventId).toBe(lifeEventOfDateId(id(4), on))
    const judged = { ...event(5, { kind: 'maturity', on, state: 'declined' }) }
    expect(found({ dates, events: [{ ...judged, id: lifeEventOfDateId(id(4), on) }] })).toEqual([])
    expect(found({ dates, events: [judged] })).toEqual([])
    const open = event(5, { kind: 'maturity', on })
    expect(found({ dates, events: [open] }).map(({ eventId }) => eventId)).toEqual([id(5)])
  })

  test('of two on one day each is decided on by itself', () => {
    const on = '2026-12-20'
    const dates = [maturity(4, on), maturity(6, on)]
    expect(found({ dates }).map(({ dateId }) => dateId)).toHaveLength(2)
    for (const state of ['planned', 'declined'] as const) {
      const judged = event(5, { kind: 'maturity', on, state, dateId: id(4) })
      const events = [{ ...judged, id: lifeEventOfDateId(id(4), on) }]
      expect(found({ dates, events }).map(({ dateId }) => dateId)).toEqual([id(6)])
    }
    // Which of them one that was noted by hand means nobody can tell.
    expect(
      found({ dates, events: [event(5, { kind: 'maturity', on, state: 'planned' })] }),
    ).toEqual([])
  })

  test('comes again when its day was moved, because it was renewed', () => {
    const first = lifeEventOfDateId(id(4), '2026-12-01')
    const events = [
      { ...event(5, { kind: 'maturity', on: '2026-12-01', state: 'planned' }), id: first },
    ]
    expect(found({ events, dates: [maturity(4, '2026-12-20')] })).toHaveLength(1)
  })
})

test('[R27] numbers that a table says hold, and a kind that it lacks is spoken of at once', () => {
  const table = {
    ...rules,
    changes: { dueDays: { marriage: 1 }, maturityNoticeDays: 5, watchDays: 10 },
  }
  expect(changeRulesOf(rules)).toBe(usualChangeRules)
  expect(followUpOf('marriage', today, { rules: table, today }).dueOn).toBe('2026-12-01')
  expect(followUpOf('retirement', today, { rules: table, today }).dueOn).toBe(today)
})

test('[R27] whatever the records say, a suggestion is never due before today, nor on a holiday but today itself', () => {
  const seed = Number(process.env['SEED'] ?? 27)
  const random = seededRandom(`change watch ${seed}`)
  for (let round = 0; round < 500; round += 1) {
    const events = Array.from({ length: randomInteger(random, 0, 6) }, (_, n) =>
      event(10 + n, {
        kind: randomItem(random, lifeEventKinds),
        state: randomItem(random, lifeEventStates),
        on: addDays(today, randomInteger(random, -200, 200)),
      }),
    )
    const dates = Array.from({ length: randomInteger(random, 0, 3) }, (_, n) =>
      maturity(30 + n, addDays(today, randomInteger(random, -60, 60))),
    )
    const proposals = found({ events, dates })
    expect(proposals, `seed ${seed}`).toEqual(found({ events: events.toReversed(), dates }))
    expect(new Set(proposals.map(({ eventId }) => eventId)).size).toBe(proposals.length)
    for (const { dueOn } of proposals) {
      expect(dueOn >= today, `seed ${seed}`).toBe(true)
      const { working } = isWorkingDay(rules.workingCalendar, dueOn)
      expect(working || dueOn === today, `seed ${seed}`).toBe(true)
    }
  }
})
