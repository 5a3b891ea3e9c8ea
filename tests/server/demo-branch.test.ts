import { describe, expect, test } from 'vitest'
import { complaintClock } from '#shared/domain/complaint-clock.ts'
import { Complaint } from '#shared/domain/complaint.ts'
import { mainlandWorkingCalendar } from '#shared/domain/mainland-working-calendar.ts'
import { defaultRuleTable } from '#shared/domain/rule-table.ts'
import { nextOccurrences } from '#shared/domain/important-date-occurrences.ts'
import { ImportantDate } from '#shared/domain/important-date.ts'
import { Profile } from '#shared/domain/profile.ts'
import { scopeOf } from '#shared/domain/record-scope.ts'
import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import { Task } from '#shared/domain/task.ts'
import { RecordType } from '#shared/protocol/record.ts'
import { generateBranch } from '#server/demo/generate-branch.ts'

const today = '2026-11-23'
const branch = generateBranch({ seed: 'tests', today, customers: 400 })
const everything = [
  ...branch.customers,
  ...branch.profiles,
  ...branch.dates,
  ...branch.tasks,
  ...branch.notes,
  ...branch.complaints,
  ...branch.files,
]
const managers = branch.staff.filter(({ role }) => role === 'rm')

describe('the generated branch', () => {
  test('every record fits the schema of its type', () => {
    for (const { record } of everything) {
      const { schema } = recordTypeDefinitions[RecordType.parse(record.type)]
      expect(schema.safeParse(record.data).error).toBeUndefined()
    }
  })

  test('[SC1] every record is in the scope that the rules give it', () => {
    const cards = new Map(branch.customers.map(({ record }) => [record.id, record.data]))
    const lookup = (id: string) => {
      const card = cards.get(id)
      return card && { branchId: String(card['branchId']), ownerId: String(card['ownerId']) }
    }
    for (const { record, scope } of everything) {
      const type = RecordType.parse(record.type)
      expect(scopeOf(type, record.id, record.data, lookup)).toEqual({ ok: true, value: scope })
    }
  })

  test('[invariant 4] nobody has two birthdays that are celebrated, though some have two', () => {
    const birthdays = branch.dates
      .map(({ record }) => ImportantDate.parse(record.data))
      .filter(({ kind }) => kind === 'birthday')
    const customers = (dates: typeof birthdays) => dates.map(({ customerId }) => customerId)
    const celebrated = customers(birthdays.filter(({ celebrate }) => celebrate))
    expect(celebrated.toSorted()).toEqual([...new Set(customers(birthdays))].toSorted())
    expect(birthdays.length).toBeGreaterThan(celebrated.length)
  })

  test('the same seed gives the same branch, another seed another one', () => {
    const size = { today, customers: 30 } as const
    const [first, again, other] = ['a', 'a', 'b'].map((seed) => generateBranch({ seed, ...size }))
    expect(again).toEqual(first)
    expect(other).not.toEqual(first)
  })

  test('ids are all different, and nothing happened later than yesterday', () => {
    const keys = new Set(everything.map(({ record }) => `${record.type}|${record.id}`))
    expect(keys.size).toBe(everything.length)
    const midnight = Date.parse(`${today}T00:00:00+08:00`)
    for (const { record } of everything) expect(record.updatedAt).toBeLessThan(midnight)
  })

  test('the counts of the benchmark can be asked for', () => {
    const counts = { customers: 100, notes: 200, tasks: 100, dates: 50, complaints: 20 }
    const made = generateBranch({ seed: 'bench', today, ...counts })
    expect(made.notes).toHaveLength(200)
    expect(made.tasks).toHaveLength(100)
    expect(made.dates).toHaveLength(50)
    expect(made.complaints).toHaveLength(20)
  })

  test('each manager has something overdue, something today and a birthday this week', () => {
    for (const { id } of managers) {
      const tasks = branch.tasks.map(({ record }) => Task.parse(record.data))
      const open = tasks.filter(
        (task) => task.assigneeId === id && Object.keys(task.completions).length === 0,
      )
      expect(open.some(({ dueOn }) => dueOn < today)).toBe(true)
      expect(open.some(({ dueOn }) => dueOn === today)).toBe(true)
      const dates = branch.dates
        .filter(({ scope }) => scope === `portfolio:${id}`)
        .map(({ record }) => ImportantDate.parse(record.data))
      const onToday = dates.filter((date) => nextOccurrences(date, today, 1)[0]?.on === today)
      expect(new Set(onToday.map(({ calendar }) => calendar))).toEqual(new Set(['solar', 'lunar']))
      expect(dates.some(({ leap }) => leap)).toBe(true)
      expect(dates.some(({ year }) => year === undefined)).toBe(true)
    }
  })

  test('[R8][R9][R3][R11] each manager has customers with needs, snapshots, relations, a plan and tags, and others without', () => {
    const types = ['need', 'finance-snapshot', 'relation', 'service-plan']
    for (const { id } of managers) {
      const files = branch.files.filter(({ scope }) => scope === `portfolio:${id}`)
      const ofCustomers = Map.groupBy(files, ({ record }) => record.data['customerId'])
      const own = branch.customers.filter(({ record }) => record.data['ownerId'] === id)
      const complete = [...ofCustomers.values()].filter((file) =>
        types.every((type) => file.some(({ record }) => record.type === type)),
      )
      expect(complete.length).toBeGreaterThanOrEqual(3)
      expect(ofCustomers.size).toBeLessThan(own.length)
    }
    const tagged = branch.profiles.filter(({ record }) => record.data['tags'] !== undefined)
    expect(tagged.length).toBeGreaterThan(50)
  })

  test('complaints are late, due, in time and finished; names of clients are varied', () => {
    const rules = defaultRuleTable(mainlandWorkingCalendar)
    const clocks = branch.complaints.map(({ record }) =>
      complaintClock(Complaint.parse(record.data), rules, today),
    )
    expect(new Set(clocks.map(({ level }) => level))).toEqual(
      new Set(['ok', 'warn', 'danger', 'done']),
    )
    expect(clocks.some(({ level, daysLeft }) => level === 'danger' && daysLeft < 0)).toBe(true)
    expect(clocks.some(({ level, daysLeft }) => level === 'danger' && daysLeft === 0)).toBe(true)
    const names = new Set(branch.customers.map(({ record }) => record.data['name']))
    expect(names.size).toBeGreaterThan(350)
  })

  test('every generated phone number is one that nobody can have', () => {
    for (const { record } of branch.profiles) {
      const { contactPoints } = Profile.parse(record.data)
      for (const { value } of Object.values(contactPoints))
        expect(value).toMatch(/^1\d\d0000\d{4}$/)
    }
  })
})
