import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Complaint } from '#shared/domain/complaint.ts'
import type { ImportantDate } from '#shared/domain/important-date.ts'
import { withImportantDateDefaults } from '#shared/domain/important-date.ts'
import { mainlandWorkingCalendar } from '#shared/domain/mainland-working-calendar.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { defaultRuleTable } from '#shared/domain/rule-table.ts'
import type { Task } from '#shared/domain/task.ts'
import {
  owedToday,
  todayDots,
  todayGroup,
  type TodayInput,
  todayList,
  todaySummary,
} from '#shared/domain/today.ts'
import * as samples from '#tests/shared/protocol/operation-samples.ts'
import { anna, id } from '#tests/shared/protocol/operation-samples.ts'

const today = '2026-11-23'
const at = (time: string, on = today): number => Date.parse(`${on}T${time}:00+08:00`)

function placed(n: number) {
  const made = { createdAt: 0, createdBy: anna, updatedAt: 0, updatedBy: anna }
  return { id: id(n), schemaVersion: 1, scope: '', seq: 1, ...made }
}

function task(n: number, changes: Partial<Task> = {}): RecordOf<'task'> {
  return { ...placed(n), type: 'task', data: samples.task({ dueOn: today, ...changes }) }
}

function complaint(
  n: number,
  receivedOn: string,
  changes: Partial<Complaint> = {},
): RecordOf<'complaint'> {
  const data = samples.complaint({ receivedAt: at('09:00', receivedOn), ...changes })
  return { ...placed(n), type: 'complaint', data }
}

function date(
  n: number,
  month: number,
  day: number,
  changes: Partial<ImportantDate> = {},
): RecordOf<'important-date'> {
  const input = { customerId: id(60), kind: 'birthday', calendar: 'solar', month, day } as const
  return {
    ...placed(n),
    type: 'important-date',
    data: withImportantDateDefaults({ ...input, ...changes }),
  }
}

function input(changes: Partial<TodayInput> = {}): TodayInput {
  const rules = defaultRuleTable(mainlandWorkingCalendar)
  return { complaints: [], tasks: [], dates: [], rules, today, nowMs: at('10:00'), ...changes }
}

const ids = (given: TodayInput): string[] => todayList(given).map((item) => item.id)

test('[R29] complaints come before promises, promises before birthdays, birthdays before tasks', () => {
  const given = input({
    tasks: [task(1, { dueOn: '2026-11-01', priority: 'high' }), task(2, { origin: 'promise' })],
    dates: [date(3, 11, 23)],
    complaints: [complaint(4, '2026-11-09')],
  })
  expect(todayList(given).map(({ kind }) => kind)).toEqual(['complaint', 'promise', 'date', 'task'])
})

test('[R29] a date of the next days stands below what is owed today', () => {
  const given = input({
    tasks: [task(1), task(2, { origin: 'promise' })],
    dates: [date(3, 11, 25, { kind: 'maturity' }), date(4, 11, 23)],
  })
  expect(ids(given)).toEqual([id(2), id(4), id(1), id(3)])
})

test('[R29] within a group the longest overdue is first, then time of day, then priority', () => {
  const tasks = [
    task(1),
    task(2, { priority: 'high' }),
    task(3, { dueTime: '15:00' }),
    task(4, { dueTime: '09:00' }),
    task(5, { dueOn: '2026-11-20', priority: 'low' }),
  ]
  expect(ids(input({ tasks }))).toEqual([id(5), id(4), id(3), id(2), id(1)])
})

test('[R29] what is done, cancelled, archived or still to come is not there', () => {
  const done = { completions: { [id(70)]: { at: 0, by: anna } } }
  const tasks = [
    task(1, done),
    task(2, { status: 'cancelled' }),
    { ...task(3), archivedAt: 1 },
    task(4, { dueOn: '2026-11-24' }),
    task(5, { status: 'doing' }),
  ]
  expect(ids(input({ tasks }))).toEqual([id(5)])
})

test('[R29] complaints are there from three days before they are due until they are closed', () => {
  const occurredAt = at('09:00')
  const events = { [id(80)]: { id: id(80), by: anna, occurredAt, kind: 'withdrawn' as const } }
  const complaints = [
    complaint(1, '2026-11-22'),
    complaint(2, '2026-11-11'),
    complaint(3, '2026-11-01'),
    complaint(4, '2026-11-01', { events }),
  ]
  expect(ids(input({ complaints }))).toEqual([id(3), id(2)])
})

test('[R45] a lunar birthday is there by its civil day, with how many days it is away', () => {
  // 农历十月十五 of 2026 is 23 November.
  const lunar = date(1, 10, 15, { calendar: 'lunar', year: 1980 })
  const [item] = todayList(input({ dates: [lunar, date(2, 11, 30), date(3, 12, 1)] }))
  expect(item).toMatchObject({ id: id(1), daysUntil: 0, occurrence: { on: today, years: 46 } })
  expect(ids(input({ dates: [lunar, date(2, 11, 30), date(3, 12, 1)] }))).toEqual([id(1), id(2)])
})

test('[invariant 4][invariant 5] dates not celebrated, and those of the silenced, are not there', () => {
  const dates = [date(1, 11, 23, { celebrate: false }), date(2, 11, 23, { customerId: id(61) })]
  expect(ids(input({ dates, isSilenced: (customerId) => customerId === id(61) }))).toEqual([])
})

test('[R29] the summary counts what is still in time, what is late, complaints of today and birthdays', () => {
  const given = input({
    tasks: [
      task(1),
      task(2, { dueTime: '09:30' }),
      task(3, { dueOn: '2026-11-20', origin: 'promise' }),
    ],
    dates: [date(4, 11, 23), date(5, 11, 24), date(6, 11, 23, { kind: 'wedding' })],
    complaints: [
      complaint(7, '2026-11-08'),
      complaint(8, '2026-11-01'),
      complaint(9, '2026-11-10'),
    ],
  })
  expect(todaySummary(todayList(given), today)).toEqual({
    due: 1,
    overdue: 3,
    complaintsDueToday: 1,
    birthdaysToday: 1,
  })
})

test('[R29] each task of today that has a time is a dot on the ribbon', () => {
  const done = { completions: { [id(70)]: { at: 0, by: anna } } }
  const tasks = [
    task(1, { dueTime: '15:30' }),
    task(2, { dueTime: '09:00' }),
    task(3, { dueTime: '08:30', ...done }),
    task(4),
    task(5, { dueTime: '09:00', dueOn: '2026-11-22' }),
    task(6, { dueTime: '11:00', status: 'cancelled' }),
  ]
  expect(todayDots(input({ tasks }))).toEqual([
    { id: id(3), minutes: 510, state: 'done' },
    { id: id(2), minutes: 540, state: 'overdue' },
    { id: id(1), minutes: 930, state: 'due' },
  ])
})

test('[R29] the list is the same on every device, in whatever order records arrived', () => {
  const tasks = Array.from({ length: 8 }, (_, index) =>
    task(index, {
      priority: index % 2 === 0 ? 'high' : 'low',
      origin: index % 3 === 0 ? 'promise' : 'manual',
    }),
  )
  const expected = ids(input({ tasks }))
  fc.assert(
    fc.property(fc.shuffledSubarray(tasks, { minLength: tasks.length }), (order) => {
      expect(ids(input({ tasks: order }))).toEqual(expected)
    }),
  )
})

test('[R29] what is ahead is on the list, and not counted as owed today', () => {
  const maturity = date(3, 11, 25, { kind: 'maturity' })
  const ahead = todayList(input({ dates: [maturity] }))
  expect([ahead.length, owedToday(ahead)]).toEqual([1, 0])
  const both = todayList(input({ dates: [maturity], tasks: [task(1)] }))
  expect([both.length, owedToday(both)]).toEqual([2, 1])
})

test('[R21] what a colleague gave is in the list before its day, after all that is owed today; what one gave is not', () => {
  const asker = id(77)
  const input = {
    complaints: [],
    dates: [],
    rules: defaultRuleTable(mainlandWorkingCalendar),
    today,
    nowMs: at('10:00'),
    tasks: [
      task(1, { dueOn: '2026-11-25', askedBy: asker }),
      task(2),
      task(3, { dueOn: '2026-11-25' }),
      task(4, { dueOn: '2026-11-24', origin: 'promise', askedBy: asker }),
    ],
  }
  const items = todayList(input)
  expect(items.map((item) => [item.id, todayGroup(item)])).toEqual([
    [id(2), 'task'],
    [id(4), 'ahead'],
    [id(1), 'ahead'],
  ])
  expect(owedToday(items)).toBe(1)
  expect(todaySummary(items, today)).toMatchObject({ due: 1, overdue: 0 })
})
