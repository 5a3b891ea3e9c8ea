import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Change, OperationDraft } from '#shared/protocol/operation.ts'
import type { RecordBody, RecordType } from '#shared/protocol/record.ts'
import {
  anna,
  apply,
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
  recordWith,
  task,
} from './operation-samples.ts'

/** Few values and few times, so that edits often meet. */
const word = fc.constantFrom('茶', '花', '狗')
const text = fc
  .array(fc.constantFrom('茶。', '花。', '狗', '三万。', '\n', '好！'), { maxLength: 4 })
  .map((parts) => parts.join(''))
const stage = fc.constantFrom('new', 'growing', 'mature')
const tier = fc.constantFrom('vip', 'potential', 'mass')
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value)
const phone = fc.record({ kind: fc.constant('mobile'), value: fc.constantFrom('1', '2', '3') })
const key = fc.constantFrom('a', 'b')
const date = fc.constantFrom('2026-11-10', '2026-11-11', '2026-11-12')
const completionId = fc.constantFrom(id(70), id(71))

const change = (value: fc.Arbitrary<unknown>) => fc.record({ from: value, to: value })
const field = (name: string, value: fc.Arbitrary<unknown>) =>
  change(value).map((fieldChange) => patch({ [name]: fieldChange }))
const archiving = fc.constantFrom<Change>(
  { kind: 'archive', args: {} },
  { kind: 'restore', args: {} },
)

const customerChange: fc.Arbitrary<Change> = fc.oneof(
  field('stage', stage),
  field('tier', tier),
  field('salutation', optional(word)),
  field('pinnedNote', optional(text)),
  field('likes', fc.uniqueArray(word)),
  fc.record({ from: text, to: text }).map((edit): Change => ({
    kind: 'edit-text',
    args: { field: 'pinnedNote', ...edit },
  })),
  fc
    .tuple(fc.constantFrom('add' as const, 'remove' as const), fc.array(word))
    .map(([kind, items]): Change => ({
      kind,
      args: { field: 'likes', items },
    })),
  fc
    .record({ stage, tier, pinnedNote: text, likes: fc.uniqueArray(word) })
    .map((changes): Change => ({
      kind: 'create',
      args: { data: customer(changes as object) },
    })),
  archiving,
)

const profileChange: fc.Arbitrary<Change> = fc.oneof(
  fc
    .tuple(key, change(optional(phone)))
    .map(([name, edit]) => patch({ [`contactPoints.${name}`]: edit })),
  field('contactPoints', fc.dictionary(key, phone, { noNullPrototype: true })),
  archiving,
)

const taskChange: fc.Arbitrary<Change> = fc.oneof(
  field('dueOn', date),
  field('title', word),
  fc.tuple(completionId, word).map(([finished, result]): Change => ({
    kind: 'complete',
    args: { completionId: finished, result },
  })),
  completionId.map((finished): Change => ({ kind: 'reopen', args: { completionId: finished } })),
)

const noteChange: fc.Arbitrary<Change> = field('text', text)

const author = fc.constantFrom(anna, ben, cora)

function draftOf(type: RecordType, changes: fc.Arbitrary<Change>): fc.Arbitrary<OperationDraft> {
  return fc
    .tuple(changes, author, fc.integer({ min: 1, max: 5 }))
    .map(([made, by, seconds]) => operation(type, made, { author: by, seconds }))
}

const eventDraft: fc.Arbitrary<OperationDraft> = fc
  .record({
    event: fc.constantFrom(id(80), id(81), id(82), id(83)),
    kind: fc.constantFrom('registered', 'accepted', 'progress', 'note', 'closed', 'withdrawn'),
    by: author,
    seconds: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ event, kind, by, seconds }) => {
    const base = { id: event, kind, by, occurredAt: madeAt + seconds * 1000 }
    const more =
      kind === 'closed'
        ? { reply: '已道歉。', noticeHow: 'phone', remediesTold: true }
        : kind === 'progress' || kind === 'note'
          ? { text: '在查。' }
          : {}
    return operation(
      'complaint',
      { kind: 'append', args: { event: { ...base, ...more } } },
      { author: by, seconds },
    )
  })

const worlds: [RecordType, RecordBody, fc.Arbitrary<OperationDraft>][] = [
  [
    'customer',
    recordWith('customer', customer({ pinnedNote: '茶。' })),
    draftOf('customer', customerChange),
  ],
  ['profile', recordWith('profile', profile()), draftOf('profile', profileChange)],
  ['task', recordWith('task', task()), draftOf('task', taskChange)],
  ['interaction', recordWith('interaction', note('茶。花。')), draftOf('interaction', noteChange)],
  ['complaint', recordWith('complaint', complaint()), eventDraft],
]

test.each(worlds)(
  '[OP3] after any history, an operation applied again changes nothing: %s',
  (_type, start, drafts) => {
    fc.assert(
      fc.property(fc.array(drafts, { maxLength: 6 }), drafts, (history, draft) => {
        const before = history.reduce((record, each) => apply(record, each).record ?? record, start)
        const once = apply(before, draft)
        const after = once.record ?? before
        const again = apply(after, draft)
        expect(again.record).toBeUndefined()
        // What a person has to look at is answered the same way again; the rest is done.
        const isDone = once.record !== undefined && once.conflicts.length === 0
        expect(again.outcome).toBe(isDone ? 'noop' : once.outcome)
      }),
      { numRuns: 400 },
    )
  },
)

test.each(worlds)(
  '[I5] whatever is typed is in the record, its history, a conflict or a refusal: %s',
  (_type, start, drafts) => {
    fc.assert(
      fc.property(fc.array(drafts, { maxLength: 8 }), (made) => {
        const history = made.map(withOwnWords)
        const seen: string[] = []
        let record = start
        for (const draft of history) {
          const applied = apply(record, draft)
          record = applied.record ?? record
          for (const { mine } of applied.conflicts) seen.push(...textsIn(mine))
          // OP4: the operation as a whole is kept in a sync issue.
          if (['rejected', 'proposal', 'gone'].includes(applied.outcome))
            seen.push(...typedIn(draft))
        }
        const kept = new Set([...textsIn(record.data), ...textsIn(record.history), ...seen])
        for (const typed of history.flatMap(typedIn)) {
          const isKept = [...kept].some((found) => found.includes(typed))
          expect({ typed, isKept }).toEqual({ typed, isKept: true })
        }
      }),
      { numRuns: 400 },
    )
  },
)

test('[I1] edits of different fields come to the same record in any order', () => {
  const single = [
    patch({ stage: { from: 'new', to: 'mature' } }),
    patch({ tier: { from: 'mass', to: 'vip' } }),
    patch({ salutation: { from: null, to: '王总' } }),
    patch({ pinnedNote: { from: null, to: '三点后来。' } }),
    patch({ doNotContact: { from: 'none', to: 'all' } }),
    { kind: 'add', args: { field: 'taboos', items: ['烟'] } },
    { kind: 'add', args: { field: 'likes', items: ['茶'] } },
  ] satisfies Change[]
  const drafts = single.map((made, index) =>
    operation('customer', made, { author: index % 2 === 0 ? anna : ben, seconds: index % 3 }),
  )
  const start = recordWith('customer', customer())
  const expected = comparable(drafts.reduce(applyOne, start))
  fc.assert(
    fc.property(fc.shuffledSubarray(drafts, { minLength: drafts.length }), (order) => {
      expect(comparable(order.reduce(applyOne, start))).toEqual(expected)
    }),
  )
})

test('[ME2] edits of one low-risk field come to the same value in any order', () => {
  const edits = fc.uniqueArray(fc.tuple(author, fc.integer({ min: 1, max: 9 })), {
    selector: ([by, seconds]) => `${by}${seconds}`,
    minLength: 2,
    maxLength: 5,
  })
  fc.assert(
    fc.property(edits, fc.infiniteStream(fc.nat()), (stamps, chance) => {
      const drafts = stamps.map(([by, seconds], index) =>
        operation('customer', patch({ salutation: { from: null, to: `称呼${index}` } }), {
          author: by,
          seconds,
        }),
      )
      const shuffled = drafts
        .map((draft) => ({ draft, place: chance.next().value ?? 0 }))
        .toSorted((left, right) => left.place - right.place)
        .map(({ draft }) => draft)
      const start = recordWith('customer', customer())
      const one = drafts.reduce(applyOne, start)
      const other = shuffled.reduce(applyOne, start)
      expect(other.data).toEqual(one.data)
      expect(other.stamps).toEqual(one.stamps)
    }),
  )
})

function applyOne(record: RecordBody, draft: OperationDraft): RecordBody {
  return apply(record, draft).record ?? record
}

/** The record without the order in which its history came together. */
function comparable({ history = [], ...record }: RecordBody): unknown {
  return { ...record, history: new Set(history.map((entry) => JSON.stringify(entry))) }
}

/** The same operation with words that no other operation of the history writes. */
function withOwnWords(draft: OperationDraft, index: number): OperationDraft {
  const own = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value).replaceAll(
        /[茶花狗]|在查/gu,
        (found) => `${found}${letters.charAt(index)}`,
      ),
    )
  switch (draft.kind) {
    case 'patch': {
      const changes = Object.entries(draft.args.changes)
      const owned = changes.map(([path, { from, to }]) => [path, { from, to: own(to) }] as const)
      return { ...draft, args: { changes: Object.fromEntries(owned) } }
    }
    case 'edit-text':
      return { ...draft, args: { ...draft.args, to: String(own(draft.args.to)) } }
    case 'remove':
      return draft
    default:
      return { ...draft, args: own(draft.args) } as OperationDraft
  }
}

const letters = 'abcdefgh'

/** What the author wants the record to say. */
function typedIn(draft: OperationDraft): string[] {
  switch (draft.kind) {
    case 'create':
      return newTexts(null, draft.args.data)
    case 'patch':
      return Object.values(draft.args.changes).flatMap(({ from, to }) => newTexts(from, to))
    case 'edit-text':
      return newTexts(draft.args.from, draft.args.to)
    case 'add':
      return draft.args.items
    case 'append':
      return textsIn(draft.args.event)
    case 'complete':
      return draft.args.result === undefined ? [] : [draft.args.result]
    default:
      return []
  }
}

/** Texts, and of a longer text the sentences, that were not there before. */
function newTexts(from: unknown, to: unknown): string[] {
  const before = textsIn(from).flatMap(sentences)
  return textsIn(to)
    .flatMap(sentences)
    .filter((part) => !before.includes(part))
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

function sentences(typed: string): string[] {
  return typed.split(/(?<=[。！\n])/u).filter((part) => part !== '')
}
