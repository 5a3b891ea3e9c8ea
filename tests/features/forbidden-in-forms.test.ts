import { describe, expect, it } from 'vitest'
import { maskForbidden } from '#shared/domain/forbidden-text.ts'
import { freeTexts } from '#tests/support/schema-places.ts'
import { checkRow } from '#shared/domain/transfer/check-row.ts'
import { transferFields } from '#shared/domain/transfer/transfer-field.ts'
import { type FileType, gapsIn } from '#features/customer-file/file-form.ts'
import { emptyNoteForm } from '#features/notes/note-form.ts'
import { noteFormSchema } from '#features/notes/note-checks.ts'
import { emptyComplaintForm, complaintFormSchema } from '#features/complaints/complaint-form.ts'
import { CloseForm, emptyClose, RemarkForm } from '#features/complaints/event-forms.ts'
import { customerFormSchema } from '#features/customers/customer-form-check.ts'
import { emptyContactPoint, emptyCustomerForm } from '#features/customers/customer-form-values.ts'
import { DateForm, emptyDateForm } from '#features/dates/date-form.ts'
import { emptyHandoverForm, HandoverFormSchema } from '#features/handover/handover-form.ts'
import { issueWords } from '#features/sync-status/issue-words.ts'
import { typedContent } from '#features/sync-status/typed-content.ts'
import { emptyTaskForm, TaskForm } from '#features/tasks/task-form.ts'
import { zhCN } from '#i18n/zh-CN.ts'

const card = '卡号 6222-0212 3456 7890 128'
const today = '2026-11-22'

interface Checked {
  success: boolean
  error?: { issues: readonly { path: PropertyKey[]; message: string }[] }
}
const found = ({ error }: Checked) =>
  (error?.issues ?? [])
    .filter(({ message }) => message.startsWith('looks-like'))
    .map(({ path, message }) => `${path.join('.')}: ${message}`)

describe('[SE7] what must not be kept is refused in the form already, at its field', () => {
  it('tasks, dates, complaints and hand-overs', () => {
    expect(
      found(TaskForm.safeParse({ ...emptyTaskForm(today, 'x', {}), title: card, note: card })),
    ).toEqual(['title: looks-like-card', 'note: looks-like-card'])
    expect(found(DateForm.safeParse({ ...emptyDateForm, note: '密码 123456' }))).toEqual([
      'note: looks-like-secret',
    ])
    const complaint = { ...emptyComplaintForm(today), matter: card, amount: card }
    expect(found(complaintFormSchema(today).safeParse(complaint))).toEqual([
      'matter: looks-like-card',
      'amount: looks-like-card',
    ])
    expect(found(RemarkForm.safeParse({ text: card }))).toEqual(['text: looks-like-card'])
    expect(found(CloseForm.safeParse({ ...emptyClose, basis: card }))).toEqual([
      'basis: looks-like-card',
    ])
    expect(
      found(HandoverFormSchema.safeParse({ ...emptyHandoverForm('x', 'y'), note: card })),
    ).toEqual(['note: looks-like-card'])
  })

  it('customers: in words, points of contact and longer texts', () => {
    const form = emptyCustomerForm({ ownerId: '', pointId: null })
    const values = {
      ...form,
      name: '王小明 密码1234',
      aliases: [card],
      likes: [card],
      tags: [card],
      family: card,
      pinnedNote: '口令 8888',
      contactPoints: [{ ...emptyContactPoint('p'), kind: 'wechat' as const, value: card }],
    }
    const context = {
      today,
      extent: 'all',
      choosesOwner: false,
      withProfile: true,
      typedIdentity: () => '',
    } as const
    expect(found(customerFormSchema(context).safeParse(values))).toEqual([
      'name: looks-like-secret',
      'aliases: looks-like-card',
      'contactPoints.0.value: looks-like-card',
      'likes: looks-like-card',
      'pinnedNote: looks-like-secret',
      'tags: looks-like-card',
      'family: looks-like-card',
    ])
  })
})

const fileTypes: FileType[] = [
  'need',
  'finance-snapshot',
  'relation',
  'service-plan',
  'churn-signal',
  'consent',
  'life-event',
  'feedback',
]

describe('[SE7] nor is it taken in any text of a note, of a customer’s file, or of a table', () => {
  it.each(fileTypes)('a %s', (type) => {
    const fields = freeTexts(type).map(({ path: [field = ''] }) => field)
    expect(fields.length).toBeGreaterThan(0)
    const values = Object.fromEntries(fields.map((field) => [field, card]))
    const gaps = gapsIn(type, {}, values)
    expect(fields.map((field) => gaps[field])).toEqual(fields.map(() => 'looks-like-card'))
  })

  it('a note, its next step, and what was done for somebody old', () => {
    const opened = emptyNoteForm({
      channel: 'phone',
      now: Date.UTC(2026, 10, 22),
      nextTitle: '',
      nextDueOn: today,
    })
    const texts = ['text', 'concerns', 'expectations', 'feedback', 'nextTitle', 'extraCare']
    const values = {
      ...opened,
      nextStep: true,
      nextDueOn: today,
      purpose: ['product' as const],
      productGrade: 'R1' as const,
      productKind: 'enquiry' as const,
      ...Object.fromEntries(texts.map((field) => [field, card])),
    }
    const facts = { profile: undefined, loaded: true, elderlyOn: () => false }
    const colleagueIds = new Set<string>()
    const context = { today, opened, facts, otherOf: () => undefined, colleagueIds }
    const paths = found(noteFormSchema(context).safeParse(values))
    expect(new Set(paths)).toEqual(new Set(texts.map((field) => `${field}: looks-like-card`)))
  })

  it('a row of a table, in every column that takes words', () => {
    const words = transferFields.filter((field) => !notWords.includes(field))
    const taken = words.filter((field) => {
      const cell = field === 'relations' ? `配偶：${card}` : card.replaceAll(' ', '')
      const cells = { name: '王芳', planGoals: '存学费', [field]: cell }
      const row = checkRow(cells, { today })
      const problems = row.ok ? [] : row.error.problems
      return !problems.some((one) => one.field === field && one.code === 'looks-like-card')
    })
    expect(taken).toEqual([])
  })
})

/** Columns that take nothing but a number, a day, an address of their own form or a word of a list. */
const notWords: readonly string[] = [
  'gender',
  'tier',
  'mobile',
  'tel',
  'email',
  'identity',
  'birthday',
  'needs',
  'planReviewOn',
]

describe('[SE7] what the server did not keep is said in words', () => {
  const names = { staffName: () => '', ownerName: null }
  const operation = { kind: 'complete', args: { completionId: 'c', result: maskForbidden(card) } }

  it('a refusal because of a card number is told from any other', () => {
    const issue = { outcome: 'rejected', reason: 'invalid-value' } as const
    const said = issueWords({ ...issue, operation }, zhCN, names)
    expect(said.why).toContain('银行卡号')
    expect(said.advice).toContain('去掉这些数字')
    expect(issueWords({ ...issue, operation: {} }, zhCN, names).why).not.toContain('银行卡号')
  })

  it('of a customer who was erased nobody is told to copy what was typed', () => {
    const said = issueWords({ outcome: 'gone', reason: 'record-erased' }, zhCN, names)
    expect(said.why).toContain('已应要求删除')
    expect(said.advice).toContain('没有保存')
    const words = {
      language: 'zh-CN',
      messages: zhCN,
      staffName: () => '',
      customerName: () => '',
      presentYear: 2026,
    } as const
    expect(typedContent('profile', { kind: 'patch' }, words)).toEqual([])
  })
})
