import { expect, test } from 'vitest'
import { wordingFaults } from '#shared/domain/template-wording.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { Template } from '#shared/domain/template.ts'
import { begunNote, emptyNoteForm } from '#features/notes/note-form.ts'
import {
  changeTemplate,
  templateGaps,
  templateValuesOf,
} from '#features/templates/template-form.ts'
import { foundTemplates, templatesFor } from '#features/templates/template-list.ts'
import { addUsualTemplates } from '#features/templates/usual-templates.ts'
import { id, recordWith } from '#tests/shared/protocol/operation-samples.ts'

const words: Template = {
  branchId: id(2),
  occasion: 'birthday',
  tone: 'warm',
  text: '{称呼}，生日快乐。',
  active: true,
}

function template(no: number, change: Partial<Template> = {}): RecordOf<'template'> {
  const data = { ...words, ...change }
  return { ...recordWith('template', data), id: id(no), type: 'template', data, scope: '', seq: 0 }
}

test('[R26] the usual templates say nothing that may not be said, are made once, and come back when they were deleted', () => {
  const none = { get: () => undefined }
  const made = addUsualTemplates(none, { ownerId: id(21) })
  expect(made.length).toBeGreaterThan(5)
  const texts = made.flatMap((each) => (each.kind === 'create' ? [each.args.data['text']] : []))
  expect(texts.flatMap((text) => wordingFaults(String(text)))).toEqual([])
  // Today offers a birthday's on the day before as well.
  expect(texts.filter((text) => String(text).includes('今天'))).toEqual([])
  // Whoever deleted one on another device, unheard of here, gets it back as well.
  const ids = made.filter(({ kind }) => kind === 'create').map(({ recordId }) => recordId)
  expect(made.filter(({ kind }) => kind === 'restore').map(({ recordId }) => recordId)).toEqual(ids)
  expect(addUsualTemplates(none, { ownerId: id(21) })).toEqual(made)
  const [first] = made
  const deleted = { ...template(1), archivedAt: 5 }
  // The replica answers by type, and there is one here.
  const here = (record: RecordOf<'template'>) => ({
    get: (_: string, asked: string) => (asked === first?.recordId ? record : undefined),
  })
  const again = addUsualTemplates(here(deleted) as never, { ownerId: id(21) })
  const others = made.filter(({ recordId }) => recordId !== first?.recordId)
  expect(again.map(({ kind }) => kind)).toEqual(['restore', ...others.map(({ kind }) => kind)])
  expect(addUsualTemplates(here(template(1)) as never, { ownerId: id(21) })).toEqual(others)
})

test('[R26] offered is what is in use, fits occasion and tier, and may be said today; those of the tier come first', () => {
  const all = [
    template(1),
    template(2, { tier: 'vip' }),
    template(3, { tier: 'mass' }),
    template(4, { active: false }),
    template(5, { occasion: 'mid_autumn' }),
    template(6, { text: '保本保收益' }),
  ]
  expect(templatesFor(all, 'birthday', 'vip').map((each) => each.id)).toEqual([id(2), id(1)])
})

test('a template is found by any of its words, in any width and order', () => {
  const all = [template(1), template(2, { text: '端午安康' })]
  const found = foundTemplates(all, '安康  端午', ({ data }) => data.text)
  expect(found.map((each) => each.id)).toEqual([id(2)])
  expect(foundTemplates(all, '', ({ data }) => data.text)).toEqual(all)
})

test('a form that says nothing, or what it must not, is not saved, and a change says only what differs', () => {
  const opened = templateValuesOf({ ...words, tier: 'vip' })
  expect(templateGaps({ ...opened, occasion: '', text: ' ' })).toEqual({
    occasion: 'required',
    text: 'required',
  })
  expect(templateGaps({ ...opened, text: '零风险' })).toEqual({ text: 'wording' })
  expect(templateGaps({ ...opened, text: '卡号 4111 1111 1111 1111' })).toEqual({
    text: 'looks-like-card',
  })
  expect(changeTemplate(id(1), { opened, values: opened })).toEqual([])
  const values = { ...opened, tier: '' as const, text: '{称呼}，安康。' }
  expect(changeTemplate(id(1), { opened, values })).toMatchObject([
    { kind: 'patch', args: { changes: { tier: { from: 'vip', to: null } } } },
    { kind: 'edit-text', args: { field: 'text', from: words.text, to: '{称呼}，安康。' } },
  ])
})

test('[R26] a message that was sent goes into the note; what was typed there before stays, and nothing is added twice', () => {
  const opened = emptyNoteForm({
    channel: 'phone',
    now: 0,
    nextTitle: '',
    nextDueOn: '2026-12-01',
  })
  const typed = { ...opened, text: '来取卡。', purpose: ['service' as const] }
  const begin = { channel: 'wechat' as const, purpose: ['birthday' as const], text: '生日快乐' }
  const once = begunNote({ opened, values: typed }, begin)
  expect(once.values).toMatchObject({
    channel: 'wechat',
    purpose: ['service', 'birthday'],
    text: '来取卡。\n生日快乐',
  })
  expect(begunNote(once, begin)).toEqual(once)
})
