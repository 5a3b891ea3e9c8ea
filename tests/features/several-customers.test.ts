import { describe, expect, test } from 'vitest'
import type { Interaction } from '#shared/domain/interaction.ts'
import type { ProductTalk } from '#shared/domain/product-talk.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { RiskLevel } from '#shared/domain/profile.ts'
import { noteFormSchema } from '#features/notes/note-checks.ts'
import { createNote, editNote } from '#features/notes/note-commands.ts'
import { emptyNoteForm, type NoteFormValues, noteFormOf } from '#features/notes/note-form.ts'
import { changeForOther, noteForOther, unsuitableOthers } from '#features/notes/other-customers.ts'
import type { OtherCustomer, TalkContext } from '#features/notes/product-talk-form.ts'

const today = '2026-11-30'
const ids = {
  author: '00000000-0000-4000-8000-000000000001',
  main: '00000000-0000-4000-8000-000000000002',
  other: '00000000-0000-4000-8000-000000000003',
  third: '00000000-0000-4000-8000-000000000004',
  note: '00000000-0000-4000-8000-000000000005',
  group: '00000000-0000-4000-8000-000000000006',
}
const fresh = emptyNoteForm({
  channel: 'branch',
  now: Date.parse(`${today}T10:00:00+08:00`),
  nextTitle: '跟进',
  nextDueOn: '2026-12-01',
})

function facts(riskLevel: RiskLevel | undefined, elderly = false) {
  const riskAssessedOn = riskLevel && '2026-06-01'
  return { riskLevel, riskAssessedOn, profile: undefined, loaded: true, elderlyOn: () => elderly }
}

function context(
  others: readonly OtherCustomer[],
  opened: NoteFormValues = fresh,
  main = facts('C5'),
): TalkContext {
  return { today, opened, facts: main, otherOf: (id) => others.find((other) => other.id === id) }
}

function form(change: Partial<NoteFormValues>): NoteFormValues {
  return { ...fresh, text: '一家人来听了介绍', ...change }
}

const recommending = {
  purpose: ['product'],
  productGrade: 'R3',
  disclosed: ['document'],
  others: [ids.other, ids.third],
} satisfies Partial<NoteFormValues>

function noteOf(
  id: string,
  customerId: string,
  data: Partial<Interaction> = {},
): RecordOf<'interaction'> {
  const stamped = { schemaVersion: 3, createdAt: 1, createdBy: ids.author }
  return {
    ...stamped,
    type: 'interaction',
    id,
    updatedAt: 1,
    updatedBy: ids.author,
    scope: `portfolio:${ids.author}`,
    seq: 1,
    data: {
      customerIds: [customerId],
      authorId: ids.author,
      at: Date.parse(`${today}T10:00:00+08:00`),
      channel: 'branch',
      direction: 'in',
      purpose: [],
      text: '一家人来听了介绍',
      groupId: ids.group,
      ...data,
    },
  }
}

function codes(values: NoteFormValues, given: TalkContext): string[] {
  const checked = noteFormSchema({ ...given, colleagueIds: new Set() }).safeParse(values)
  return checked.error?.issues.map(({ message }) => message) ?? []
}

describe('[R4] several customers', () => {
  test('[R1] what is recommended is judged for each of them, and whom it does not suit is named', () => {
    const bears = { id: ids.other, name: '李娜', facts: facts('C4') }
    const bearsNot = { id: ids.third, name: '王强', facts: facts('C2') }
    const unknown = { ...bearsNot, facts: facts(undefined) }
    const values = form(recommending)
    expect(codes(values, context([bears, { ...bearsNot, facts: facts('C3') }]))).toEqual([])
    for (const other of [bearsNot, unknown]) {
      const given = context([bears, other])
      expect(unsuitableOthers(values, given).map(({ name }) => name)).toEqual(['王强'])
      expect(codes(values, given)).toContain('others-unsuitable')
    }
    // What a customer asked for recommends nothing to anybody.
    const asked = form({ ...recommending, productKind: 'enquiry' })
    expect(codes(asked, context([bears, bearsNot]))).toEqual([])
    expect(noteForOther(asked, context([bearsNot]), bearsNot).productTalk).toMatchObject({
      kind: 'enquiry',
      capacity: 'C2',
    })
  })

  test('[R1] each note names the capacity by which it was judged, not that of another', () => {
    const other = { id: ids.other, name: '李娜', facts: facts('C4') }
    const values = form({ ...recommending, others: [ids.other] })
    expect(noteForOther(values, context([other]), other).productTalk).toMatchObject({
      kind: 'recommended',
      grade: 'R3',
      capacity: 'C4',
    })
  })

  test('what was only asked for by the first is recommended to nobody, however much another can bear', () => {
    const other = { id: ids.other, name: '李娜', facts: facts('C5') }
    const values = form({ ...recommending, others: [ids.other] })
    const given = context([other], fresh, facts('C1'))
    expect(noteForOther(values, given, other).productTalk?.kind).toBe('enquiry')
  })

  test('an elderly other asks for extra care, too', () => {
    const other = { id: ids.other, name: '李娜', facts: facts('C5', true) }
    const values = form({ ...recommending, productGrade: 'R4', others: [ids.other] })
    expect(codes(values, context([other]))).toEqual(['care-required'])
    expect(codes({ ...values, extraCare: '请家人一起听' }, context([other]))).toEqual([])
  })

  test('each has a note of his own with the same group; the next step is of the first alone', () => {
    const other = { id: ids.other, name: '李娜', facts: facts(undefined) }
    const values = form({ nextStep: true, others: [ids.other] })
    const said = noteForOther(values, context([other]), other)
    const made = { taskId: ids.third, authorId: ids.author, now: 1, groupId: ids.group }
    const requests = createNote({ ...made, noteId: ids.note, customerId: ids.other, values: said })
    expect(requests).toHaveLength(1)
    expect(requests[0]?.args).toMatchObject({
      data: { customerIds: [ids.other], groupId: ids.group, text: values.text },
    })
    expect(requests[0]?.args).not.toHaveProperty('data.nextTaskId')
  })

  test('a change goes along where the other note still says the same, and leaves what was changed apart', () => {
    const sibling = noteOf(ids.note, ids.other, { concerns: '只有她担心利率', emotion: -1 })
    const opened = noteFormOf(noteOf(ids.third, ids.main).data)
    const other = { id: ids.other, name: '李娜', facts: facts('C2'), note: sibling }
    const values = {
      ...opened,
      text: '一家四口来听了介绍',
      concerns: '问起学费',
      emotion: '1' as const,
    }
    const change = changeForOther(values, context([other], opened), other)
    if (change === null) throw new Error('The note of the other is there.')
    const requests = editNote({ noteId: sibling.id, note: sibling.data, ...change })
    expect(requests).toEqual([
      {
        recordType: 'interaction',
        recordId: sibling.id,
        kind: 'edit-text',
        args: { field: 'text', from: '一家人来听了介绍', to: '一家四口来听了介绍' },
      },
    ])
  })

  test('a slip of the pen in a product note asks nobody again whether it suits', () => {
    const talk: ProductTalk = {
      kind: 'recommended',
      grade: 'R3',
      capacity: 'C3',
      assessedOn: '2026-06-01',
      disclosed: ['document'],
    }
    const product = { purpose: ['product' as const], productTalk: talk }
    const sibling = noteOf(ids.note, ids.other, product)
    const opened = noteFormOf(noteOf(ids.third, ids.main, product).data)
    const other = { id: ids.other, name: '李娜', facts: facts(undefined), note: sibling }
    const values = { ...opened, text: '改一个字', others: [ids.other] }
    const given = context([other], opened)
    expect(codes(values, given)).toEqual([])
    expect(changeForOther(values, given, other)?.values.productTalk).toEqual(talk)
    // Another product is another talk.
    expect(codes({ ...values, productGrade: 'R4' }, given)).toContain('others-unsuitable')
  })
})
