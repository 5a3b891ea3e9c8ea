import { expect, test } from 'vitest'
import type { Change, FieldChange } from '#shared/protocol/operation.ts'
import { applyOperation } from '#shared/protocol/apply-operation.ts'
import {
  anna,
  apply,
  applyAll,
  ben,
  complaint,
  cora,
  customer,
  id,
  madeAt,
  note,
  operation,
  patch,
  profile,
  recordId,
  recordWith,
  task,
} from './operation-samples.ts'

const card = recordWith('customer', customer())

function change(from: unknown, to: unknown): FieldChange {
  return { from, to }
}

test('[OP2] a create makes a record with the stamp of its author, and null means absent', () => {
  const data = { ...customer(), salutation: null }
  const { outcome, record } = apply(
    undefined,
    operation('customer', { kind: 'create', args: { data } }),
  )
  expect(outcome).toBe('applied')
  expect(record).toEqual({
    type: 'customer',
    id: recordId,
    schemaVersion: 1,
    data: customer(),
    createdAt: madeAt + 10_000,
    createdBy: anna,
    updatedAt: madeAt + 10_000,
    updatedBy: anna,
  })
})

test('[OP3] a create that meets the same record fills in what is absent and takes nothing away', () => {
  const data = { ...customer({ salutation: '王总', likes: ['茶'] }), tier: 'mass' }
  const before = recordWith('customer', customer({ likes: ['花'], gender: 'female' }))
  const { outcome, record } = apply(
    before,
    operation('customer', { kind: 'create', args: { data } }),
  )
  expect(outcome).toBe('merged')
  expect(record?.data).toEqual(
    customer({ salutation: '王总', likes: ['花', '茶'], gender: 'female' }),
  )
})

test('[OP3] a create of a record that is there with another phone and owner asks, and keeps both', () => {
  const data = customer({ name: '王方', ownerId: ben })
  const { outcome, record, conflicts } = apply(
    card,
    operation('customer', { kind: 'create', args: { data } }),
  )
  expect({ outcome, record }).toEqual({ outcome: 'conflict', record: undefined })
  expect(conflicts.map(({ field, mine, theirs }) => [field, mine, theirs])).toEqual([
    ['ownerId', ben, anna],
    ['name', '王方', '王芳'],
  ])
})

test('[ME7] an update never creates', () => {
  for (const kind of ['archive', 'restore'] as const) {
    const { outcome, reason, record } = apply(undefined, operation('task', { kind, args: {} }))
    expect({ outcome, reason, record }).toEqual({ outcome: 'gone', reason: 'record-not-found' })
  }
  const edit = operation('task', patch({ title: change('a', 'b') }))
  expect(apply(undefined, edit)).toMatchObject({ outcome: 'gone', reason: 'record-not-found' })
})

test('[ME1] what is as the author saw it changes, with stamp and former value', () => {
  const { outcome, record } = apply(
    card,
    operation('customer', patch({ name: change('王芳', '王方') })),
  )
  expect(outcome).toBe('applied')
  expect(record).toMatchObject({
    data: { name: '王方' },
    updatedAt: madeAt + 10_000,
    updatedBy: anna,
    stamps: { name: { at: madeAt + 10_000, by: anna } },
    history: [{ field: 'name', value: '王芳', at: madeAt, by: cora, why: 'replaced' }],
  })
})

test('[ME1] what is already so changes nothing', () => {
  const { outcome, record } = apply(
    card,
    operation('customer', patch({ name: change('王', '王芳') })),
  )
  expect({ outcome, record }).toEqual({ outcome: 'noop', record: undefined })
})

test('[ME2] of two edits of a low-risk field the later wins in either order, the other is in the history', () => {
  const early = operation('customer', patch({ stage: change('new', 'growing') }), { seconds: 10 })
  const late = operation('customer', patch({ stage: change('new', 'mature') }), {
    author: ben,
    seconds: 20,
  })
  for (const order of [
    [early, late],
    [late, early],
  ]) {
    const record = applyAll(card, order)
    expect(record.data['stage']).toBe('mature')
    expect(record.stamps?.['stage']).toEqual({ at: madeAt + 20_000, by: ben })
    expect(record.history?.map(({ value }) => value)).toContain('growing')
  }
})

test('[ME2] the later edit also wins when it takes the value away', () => {
  const before = recordWith('customer', customer({ gender: 'female' }))
  const early = operation('customer', patch({ gender: change('female', 'male') }), { seconds: 10 })
  const late = operation('customer', patch({ gender: change('female', null) }), {
    author: ben,
    seconds: 20,
  })
  const { outcome, record } = apply(applyAll(before, [early]), late)
  expect(outcome).toBe('merged')
  expect(record?.data).toEqual(customer())
  expect(record?.history?.map(({ value }) => value)).toEqual(['female', 'male'])
})

test('[ME2] a clock that is years ahead is corrected and clamped, so it cannot win for ever', () => {
  const year = 365 * 86_400_000
  const receivedAt = madeAt + 10_000
  const ahead = {
    ...operation('customer', patch({ stage: change('new', 'lost') })),
    at: madeAt + year,
  }
  const corrected = applyOperation(card, ahead, { receivedAt, clockOffset: 5_000 - year })
  expect(corrected.record?.stamps?.['stage']).toEqual({ at: madeAt + 5_000, by: anna })
  const clamped = applyOperation(card, ahead, { receivedAt, clockOffset: 0 })
  expect(clamped.record?.stamps?.['stage']).toEqual({ at: receivedAt, by: anna })
  const next = operation('customer', patch({ stage: change('new', 'mature') }), { seconds: 20 })
  expect(apply(clamped.record, next).record?.data['stage']).toBe('mature')
})

test('[ME2] a clock that is ages behind gives an instant that still is a day', () => {
  const behind = { ...operation('task', { kind: 'create', args: { data: task() } }), at: -1e300 }
  const made = applyOperation(undefined, behind, { receivedAt: madeAt, clockOffset: -1e300 })
  expect(made.record?.createdAt).toBe(0)
})

test('[SE3] an instant beyond all calendars is refused, because no screen could draw it', () => {
  for (const at of [1e300, -1e14, 8.64e15]) {
    const draft = operation('interaction', {
      kind: 'create',
      args: { data: { ...note('谈了理财。'), at } },
    })
    expect(apply(undefined, draft)).toMatchObject({
      outcome: 'rejected',
      details: expect.arrayContaining(['at']),
    })
  }
})

test('[ME3] two edits of a due date: the current one stays, both are shown, other fields still change', () => {
  const record = recordWith('task', task())
  const first = operation('task', patch({ dueOn: change('2026-11-10', '2026-11-11') }))
  const changes = { dueOn: change('2026-11-10', '2026-11-12'), title: change('回访', '回访客户') }
  const second = operation('task', patch(changes), { author: ben, seconds: 20 })
  const {
    outcome,
    reason,
    details,
    record: after,
    conflicts,
  } = apply(apply(record, first).record, second)
  expect({ outcome, reason, details }).toEqual({
    outcome: 'conflict',
    reason: 'same-field-changed',
    details: ['dueOn'],
  })
  expect(after?.data).toMatchObject({ dueOn: '2026-11-11', title: '回访客户' })
  expect(conflicts).toEqual([
    {
      field: 'dueOn',
      base: '2026-11-10',
      mine: '2026-11-12',
      theirs: '2026-11-11',
      theirsAt: madeAt + 10_000,
      theirsBy: anna,
    },
  ])
})

test('[ME3] entries of a keyed field are each asked about alone, under field.key', () => {
  const phone = { kind: 'mobile', value: '13800138000' }
  const record = recordWith('profile', profile({ contactPoints: { a: phone, b: phone } }))
  const mine = operation(
    'profile',
    patch({ 'contactPoints.a': change(phone, { ...phone, value: '1' }) }),
  )
  const theirs = operation('profile', {
    kind: 'patch',
    args: {
      changes: {
        contactPoints: change({ a: phone, b: phone }, { a: { ...phone, value: '2' }, c: phone }),
      },
    },
  })
  const { outcome, conflicts, record: after } = apply(apply(record, mine).record, theirs)
  expect(outcome).toBe('conflict')
  expect(conflicts.map(({ field }) => field)).toEqual(['contactPoints.a'])
  expect(after?.data['contactPoints']).toEqual({ a: { ...phone, value: '1' }, c: phone })
  expect(after?.history?.find(({ field }) => field === 'contactPoints.b')?.value).toEqual(phone)
})

test('[ME4] two edits of the amount in a note keep both versions', () => {
  const from = '想买房。首付三百万元。'
  const record = recordWith('interaction', note(from))
  const edit = (to: string, author: string) =>
    operation('interaction', { kind: 'edit-text', args: { field: 'text', from, to } }, { author })
  const first = apply(record, edit('想买房。首付三百五十万元。', anna)).record
  const {
    outcome,
    reason,
    conflicts,
    record: after,
  } = apply(first, edit('想买房。首付二百万元。', ben))
  expect({ outcome, reason, after }).toEqual({
    outcome: 'conflict',
    reason: 'number-changed-on-both-sides',
  })
  expect(conflicts[0]).toMatchObject({
    mine: '想买房。首付二百万元。',
    theirs: '想买房。首付三百五十万元。',
  })
})

test('[ME4] two edits of different sentences merge, and every revision is kept', () => {
  const record = recordWith('interaction', note('喜欢茶。想换车。'))
  const mine = operation(
    'interaction',
    patch({ text: change('喜欢茶。想换车。', '喜欢绿茶。想换车。') }),
  )
  const theirs = operation(
    'interaction',
    patch({ text: change('喜欢茶。想换车。', '喜欢茶。想换房。') }),
    { author: ben, seconds: 20 },
  )
  const { outcome, record: after } = apply(apply(record, mine).record, theirs)
  expect(outcome).toBe('merged')
  expect(after?.data['text']).toBe('喜欢绿茶。想换房。')
  expect(after?.history?.map(({ value }) => value)).toEqual([
    '喜欢茶。想换车。',
    '喜欢绿茶。想换车。',
    '喜欢茶。想换房。',
  ])
})

test('[ME4] two texts that are together longer than a field may be are kept apart', () => {
  const from = '好。'
  const record = recordWith('customer', customer({ pinnedNote: from }))
  const add = (letter: string) =>
    patch({ pinnedNote: change(from, `${from}${letter.repeat(1200)}。`) })
  const first = apply(record, operation('customer', add('茶'))).record
  expect(apply(first, operation('customer', add('车')))).toMatchObject({ outcome: 'conflict' })
})

test('[ME5] additions of two people to a set both stay, and what one removed is in the history', () => {
  const record = recordWith('customer', customer({ likes: ['茶'] }))
  const after = applyAll(record, [
    operation('customer', { kind: 'add', args: { field: 'likes', items: ['花', '花'] } }),
    operation('customer', patch({ likes: change(['茶'], ['茶', '狗']) }), { author: ben }),
    operation('customer', { kind: 'remove', args: { field: 'likes', items: ['茶'] } }),
  ])
  expect(after.data['likes']).toEqual(['花', '狗'])
  expect(after.history).toMatchObject([{ field: 'likes', value: '茶', why: 'replaced' }])
})

test('[ME5] a set that would grow beyond its limit is refused, not cut', () => {
  const words = Array.from({ length: 40 }, (_, index) => `词${index}`)
  const record = recordWith('customer', customer({ likes: words }))
  const add = operation('customer', { kind: 'add', args: { field: 'likes', items: ['茶'] } })
  expect(apply(record, add)).toEqual({
    outcome: 'rejected',
    reason: 'invalid-value',
    details: ['likes'],
    conflicts: [],
  })
})

test('[ME5] done plus edit is done with the edit kept; two people finishing is recorded twice', () => {
  const after = applyAll(recordWith('task', task()), [
    operation('task', { kind: 'complete', args: { completionId: id(70), result: '已接通' } }),
    operation('task', patch({ title: change('回访', '电话回访') }), { author: ben }),
    operation(
      'task',
      { kind: 'complete', args: { completionId: id(71) } },
      { author: ben, seconds: 20 },
    ),
  ])
  expect(after.data).toMatchObject({
    title: '电话回访',
    completions: {
      [id(70)]: { at: madeAt + 10_000, by: anna, result: '已接通' },
      [id(71)]: { at: madeAt + 20_000, by: ben },
    },
  })
})

test('[ME5] reopening takes back only the completion named, and what it said is in the history', () => {
  const done = operation('task', {
    kind: 'complete',
    args: { completionId: id(70), result: '已接通' },
  })
  const after = applyAll(recordWith('task', task()), [
    done,
    operation('task', { kind: 'complete', args: { completionId: id(71) } }, { author: ben }),
    operation('task', { kind: 'reopen', args: { completionId: id(70) } }, { seconds: 20 }),
    done,
  ])
  expect(Object.keys(after.data['completions'] ?? {})).toEqual([id(71)])
  expect(after.history?.at(-1)).toMatchObject({ value: { result: '已接通' } })
})

test('[ME6] an event is appended once, a second one under its id is refused', () => {
  const event = { id: id(80), kind: 'progress', by: anna, occurredAt: madeAt, text: '已联系客户。' }
  const append = operation('complaint', { kind: 'append', args: { event } })
  const { record } = apply(recordWith('complaint', complaint()), append)
  expect(record?.data['events']).toEqual({ [id(80)]: event })
  const numbered = {
    ...record,
    data: { ...record?.data, events: { [id(80)]: { ...event, no: 1, recordedAt: madeAt } } },
  } as typeof record
  expect(apply(numbered, append).outcome).toBe('noop')
  const other = { ...event, text: '别的话。' }
  expect(
    apply(numbered, operation('complaint', { kind: 'append', args: { event: other } })),
  ).toMatchObject({
    outcome: 'rejected',
    reason: 'invalid-value',
  })
})

test('[ME6] a stale device does not reopen a closed complaint: its step becomes a proposal', () => {
  const closed = {
    id: id(81),
    kind: 'closed' as const,
    by: anna,
    occurredAt: madeAt,
    reply: '已道歉。',
    noticeHow: 'phone' as const,
    remediesTold: true,
  }
  const record = recordWith('complaint', complaint({ events: { [id(81)]: closed } }))
  const append = (kind: string, more = {}) =>
    apply(
      record,
      operation('complaint', {
        kind: 'append',
        args: { event: { id: id(82), kind, by: anna, occurredAt: madeAt, ...more } },
      }),
    )
  for (const late of [
    append('accepted'),
    append('progress', { text: '在查。' }),
    append('withdrawn'),
  ]) {
    expect(late).toMatchObject({ outcome: 'proposal', reason: 'transition-not-legal' })
    expect(late.record).toBeUndefined()
  }
  expect(append('note', { text: '更正。' }).outcome).toBe('applied')
})

test("[ME6] number and recording time of an event are the server's, and nobody writes in another's name", () => {
  const event = { id: id(80), kind: 'accepted', by: anna, occurredAt: madeAt }
  const append = (more: object) =>
    apply(
      recordWith('complaint', complaint()),
      operation('complaint', { kind: 'append', args: { event: { ...event, ...more } } }),
    )
  expect(append({ no: 1 })).toMatchObject({ reason: 'server-owned-field', details: ['events.no'] })
  expect(append({ recordedAt: 1 })).toMatchObject({ reason: 'server-owned-field' })
  expect(append({ by: ben })).toMatchObject({ outcome: 'rejected', reason: 'foreign-author' })
})

test('[ME7] an edit of an archived record restores it with a notice; archiving again archives again', () => {
  const archiving: Change = { kind: 'archive', args: {} }
  const archive = (seconds: number) => operation('customer', archiving, { seconds })
  const archived = apply(card, archive(10)).record
  expect(archived?.archivedAt).toBe(madeAt + 10_000)
  const edit = operation('customer', patch({ stage: change('new', 'growing') }), {
    author: ben,
    seconds: 20,
  })
  const restored = apply(archived, edit)
  expect(restored).toMatchObject({ outcome: 'applied', reason: 'archived-restored' })
  expect(restored.record).not.toHaveProperty('archivedAt')
  // OP3: the old archiving once more, after the edit, is no new wish.
  expect(apply(restored.record, archive(10)).outcome).toBe('noop')
  expect(apply(restored.record, archive(30)).record?.archivedAt).toBe(madeAt + 30_000)
})

test('[ME7] an edit that changes nothing leaves an archived record archived', () => {
  const archived = apply(card, operation('customer', { kind: 'archive', args: {} })).record
  const edit = operation('customer', patch({ stage: change('new', 'new') }), { seconds: 20 })
  expect(apply(archived, edit)).toMatchObject({ outcome: 'noop' })
})

test.each([
  ['an unknown field', { shoeSize: change(null, 38) }, 'unknown-field', ['shoeSize']],
  [
    'what every object inherits',
    { constructor: change(null, 'x') },
    'unknown-field',
    ['constructor'],
  ],
  [
    'a key of a field without entries',
    { 'name.x': change(null, 'x') },
    'unknown-field',
    ['name.x'],
  ],
  ['a fixed field', { ownerId: change(anna, ben) }, 'not-allowed', ['ownerId']],
  ['a value that does not fit', { tier: change('mass', 'gold') }, 'invalid-value', ['tier']],
  ['taking away what is required', { name: change('王芳', null) }, 'invalid-value', ['name']],
])(
  '[SE3] %s is refused with nothing applied and no value in the answer',
  (_what, bad, reason, details) => {
    const changes = { salutation: change(null, '王总'), ...bad }
    expect(apply(card, operation('customer', patch(changes)))).toEqual({
      outcome: 'rejected',
      reason,
      details,
      conflicts: [],
    })
  },
)

test('[SE3] a field of the server is refused in a create and in a patch', () => {
  const numbered = operation('complaint', {
    kind: 'create',
    args: { data: { ...complaint(), number: 'B1-2026-0001' } },
  })
  const refusal = { outcome: 'rejected', reason: 'server-owned-field', details: ['number'] }
  expect(apply(undefined, numbered)).toMatchObject(refusal)
  const patched = operation('complaint', patch({ number: change(null, 'B1-2026-0001') }))
  expect(apply(recordWith('complaint', complaint()), patched)).toMatchObject(refusal)
})

test('[OP2] a create that lacks required fields names them', () => {
  const { name: _name, tier: _tier, ...data } = customer()
  expect(apply(undefined, operation('customer', { kind: 'create', args: { data } }))).toMatchObject(
    {
      outcome: 'rejected',
      reason: 'invalid-value',
      details: ['name', 'tier'],
    },
  )
})

test('[ME5][ME6] completions and events cannot be patched past their commands', () => {
  const completions = operation('task', patch({ completions: change({}, {}) }))
  expect(apply(recordWith('task', task()), completions)).toMatchObject({ reason: 'not-allowed' })
  const events = operation('complaint', patch({ events: change({}, {}) }))
  expect(apply(recordWith('complaint', complaint()), events)).toMatchObject({
    reason: 'not-allowed',
  })
})

test('[OP2] a profile has the id of its customer, and commands fit their record type', () => {
  const data = profile({ customerId: id(51) })
  expect(apply(undefined, operation('profile', { kind: 'create', args: { data } }))).toMatchObject({
    reason: 'invalid-value',
    details: ['customerId'],
  })
  const complete = operation('customer', { kind: 'complete', args: { completionId: id(70) } })
  expect(apply(card, complete)).toMatchObject({ outcome: 'rejected', reason: 'invalid-value' })
  const append = operation('customer', {
    kind: 'append',
    args: { event: { id: id(80), kind: 'note' } },
  })
  expect(apply(card, append)).toMatchObject({ outcome: 'rejected', reason: 'invalid-value' })
})

test('[PL4][I10] what a newer version wrote stays through edits of an older one', () => {
  const phone = { kind: 'mobile', value: '1', starred: true }
  const data = profile({ contactPoints: { a: phone }, zodiac: '龙', incomeBand: 'unheard-of' })
  const record = { ...recordWith('profile', data), schemaVersion: 9 }
  const changes = {
    occupation: change(null, '教师'),
    'contactPoints.a': change(phone, { ...phone, value: '2' }),
  }
  const { outcome, record: after } = apply(record, operation('profile', patch(changes)))
  expect(outcome).toBe('applied')
  expect(after?.schemaVersion).toBe(9)
  expect(after?.data).toEqual({
    ...data,
    occupation: '教师',
    contactPoints: { a: { ...phone, value: '2' } },
  })
})

test('[PL4][I10] an item of a newer version in a set does not stop an older one from adding', () => {
  const record = recordWith('customer', { ...customer(), specialCare: ['newcomer'] })
  const add = operation('customer', {
    kind: 'add',
    args: { field: 'specialCare', items: ['senior'] },
  })
  expect(apply(record, add).record?.data['specialCare']).toEqual(['newcomer', 'senior'])
})

test('[OP3] an old edit that arrives again after the value went there and back changes nothing', () => {
  const there = operation('customer', patch({ stage: change('new', 'growing') }), { seconds: 10 })
  const back = operation('customer', patch({ stage: change('growing', 'new') }), {
    author: ben,
    seconds: 20,
  })
  const record = applyAll(card, [there, back])
  expect(apply(record, there)).toMatchObject({ outcome: 'noop' })
})

test('[OP3] there, back and there again within one millisecond is there', () => {
  const there = operation('customer', patch({ stage: change('new', 'growing') }))
  const back = operation('customer', patch({ stage: change('growing', 'new') }))
  expect(applyAll(card, [there, back, there]).data['stage']).toBe('growing')
})

test('[OP3] the record that was given stays as it was', () => {
  const frozen = deepFreeze(recordWith('customer', customer({ likes: ['茶'] })))
  const { record } = apply(frozen, operation('customer', patch({ likes: change(['茶'], ['花']) })))
  expect(record?.data['likes']).toEqual(['花'])
})

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null)
    Object.values(Object.freeze(value)).forEach(deepFreeze)
  return value
}

// Seed 1885739101 of the property in apply-properties.test.ts.
test('[OP3] taking out one of two equal sentences takes out one, however often it arrives', () => {
  const start = recordWith('interaction', note('茶。茶。'))
  const edit = operation('interaction', patch({ text: change('茶。', '') }), { seconds: 20 })
  const once = apply(start, edit)
  expect(once.record?.data['text']).toBe('茶。')
  expect(apply(once.record, edit)).toMatchObject({ outcome: 'noop' })
})
