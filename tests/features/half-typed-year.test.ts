import { describe, expect, test } from 'vitest'
import { dayFault } from '#shared/domain/day-bounds.ts'
import { readBirthday, readDay } from '#shared/domain/transfer/read-birthday.ts'
import { complaintFormSchema, emptyComplaintForm } from '#features/complaints/complaint-form.ts'
import { AuditForm, formOfChoice } from '#features/console/audit-filter.ts'
import { dayGapsIn } from '#features/customer-file/file-form.ts'
import { customerFormSchema } from '#features/customers/customer-form-check.ts'
import { emptyContactPoint, emptyCustomerForm } from '#features/customers/customer-form-values.ts'
import { DateForm, emptyDateForm } from '#features/dates/date-form.ts'
import { noteFormSchema } from '#features/notes/note-checks.ts'
import { emptyNoteForm } from '#features/notes/note-form.ts'
import { emptyTaskForm, TaskForm } from '#features/tasks/task-form.ts'
import { en } from '#i18n/en.ts'
import { zhCN } from '#i18n/zh-CN.ts'

const today = '2026-11-30'
const colleague = 'd1a7c1f0-0000-4000-8000-000000000001'

interface Checked {
  success: boolean
  error?: { issues: readonly { path: PropertyKey[]; message: string }[] }
}
const found = ({ error }: Checked) =>
  Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]))

function note(day: string) {
  const usual = emptyNoteForm({
    channel: 'phone',
    now: Date.parse('2026-11-30T04:00:00Z'),
    nextTitle: '跟进',
    nextDueOn: day,
  })
  const context = {
    today,
    opened: usual,
    facts: { loaded: true },
    otherOf: () => undefined,
    colleagueIds: new Set([colleague]),
  } as unknown as Parameters<typeof noteFormSchema>[0]
  const asks = [{ staffId: colleague, title: '寄合同', dueOn: day }]
  const values = { ...usual, text: '聊了聊', on: day, nextStep: true, asks }
  return found(noteFormSchema(context).safeParse(values))
}

function customer(day: string) {
  const context = {
    today,
    extent: 'all',
    choosesOwner: false,
    withProfile: true,
    typedIdentity: () => '',
  } as const
  const form = emptyCustomerForm({ ownerId: '', pointId: null })
  const values = {
    ...form,
    name: '端木闻笛',
    deceasedOn: day,
    mourningUntil: day,
    tierSince: day,
    riskAssessedOn: day,
    contactPoints: [{ ...emptyContactPoint('p'), value: '13900006655', verifiedOn: day }],
  }
  return found(customerFormSchema(context).safeParse(values))
}

const complaint = (day: string) =>
  found(
    complaintFormSchema(today).safeParse({
      ...emptyComplaintForm(today),
      complainantName: '端木闻笛',
      contact: '13900006655',
      matter: '排队太久',
      cause: '窗口少',
      receivedOn: day,
    }),
  )

const task = (day: string) =>
  found(TaskForm.safeParse({ ...emptyTaskForm(today, 'x', {}), title: '寄合同', dueOn: day }))

const importantDate = (day: string) =>
  found(DateForm.safeParse({ ...emptyDateForm, year: day.slice(0, 4), month: '6', day: '1' }))

const audit = (day: string) =>
  found(AuditForm.safeParse({ ...formOfChoice({}), from: day, to: day }))

/** Needs, plans, finances, consents, changes, signals and feedback are all asked by one sheet. */
const file = (day: string) =>
  dayGapsIn(
    [
      { name: 'saidOn', kind: 'date', last: today },
      { name: 'reviewOn', kind: 'date' },
      { name: 'note', kind: 'area' },
    ],
    { saidOn: day, reviewOn: day, note: day },
  )

const forms: [form: string, check: (day: string) => Record<string, string>, fields: string[]][] = [
  ['note', note, ['asks', 'nextDueOn', 'on']],
  [
    'customer',
    customer,
    ['contactPoints.0.verifiedOn', 'deceasedOn', 'mourningUntil', 'riskAssessedOn', 'tierSince'],
  ],
  ['complaint', complaint, ['receivedOn']],
  ['task', task, ['dueOn']],
  ['important date', importantDate, ['year']],
  ['audit', audit, ['from', 'to']],
  ['file of a customer', file, ['reviewOn', 'saidOn']],
]

describe('a half-typed year', () => {
  test.each(forms)('is pointed out at each day of the form: %s', (_form, check, fields) => {
    for (const day of ['0002-06-01', '0202-06-01', '1899-12-31']) {
      const faults = Object.entries(check(day)).filter(([, code]) => code === 'date-too-early')
      expect(faults.map(([field]) => field).toSorted()).toEqual(fields)
    }
    expect(check('2026-06-01')).toEqual({})
  })

  test('a day of a file that has happened is not one to come, a review is', () => {
    expect(file('2062-06-01')).toEqual({ saidOn: 'future-date' })
  })

  test('a cell of an import with one is refused', () => {
    const tooEarly = { ok: false, error: { type: 'date-too-early' } }
    expect(readDay('0202-06-01')).toEqual(tooEarly)
    expect(readBirthday('0202年6月1日', today)).toEqual(tooEarly)
    expect(readDay('2026/6/1')).toEqual({ ok: true, value: '2026-06-01' })
  })

  test('an empty day is none, and one is said in both languages', () => {
    expect(dayFault('')).toBe(null)
    expect(dayFault('1900-01-01')).toBe(null)
    expect(zhCN.app.fieldErrors['date-too-early']).toBe('请核对年份')
    expect(en.app.fieldErrors['date-too-early']).toBe('Please check the year')
  })
})
