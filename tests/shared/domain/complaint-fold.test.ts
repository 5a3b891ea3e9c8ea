import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ComplaintEvent } from '#shared/domain/complaint.ts'
import { canAppend, complaintState, isFinal } from '#shared/domain/complaint-fold.ts'
import { anna, complaint, id, madeAt } from '#tests/shared/protocol/operation-samples.ts'

const closing = { reply: '已道歉。', noticeHow: 'phone', remediesTold: true } as const

function event(n: number, kind: ComplaintEvent['kind'], no?: number): ComplaintEvent {
  const base = { id: id(n), by: anna, occurredAt: madeAt + n, ...(no === undefined ? {} : { no }) }
  if (kind === 'closed') return { ...base, kind, ...closing }
  if (kind === 'progress' || kind === 'note') return { ...base, kind, text: '在查。' }
  return { ...base, kind }
}

function withEvents(...events: ComplaintEvent[]) {
  return complaint({ events: Object.fromEntries(events.map((each) => [each.id, each])) })
}

test('[ME6] without events a complaint is registered at its receipt', () => {
  expect(complaintState(complaint())).toEqual({
    state: 'registered',
    registeredAt: madeAt,
    timeline: [],
  })
})

test('[ME6] state, times and timeline come from the events', () => {
  const folded = complaintState(
    withEvents(
      event(1, 'registered', 1),
      event(2, 'accepted', 2),
      event(3, 'progress', 3),
      event(4, 'closed', 4),
    ),
  )
  expect(folded).toMatchObject({
    state: 'closed',
    closedAt: madeAt + 4,
    lastProgressAt: madeAt + 4,
  })
  expect(folded.timeline.map(({ kind }) => kind)).toEqual([
    'registered',
    'accepted',
    'progress',
    'closed',
  ])
})

test("[ME6] the server's numbers order the timeline, what has none yet comes after by its time", () => {
  const { timeline } = complaintState(
    withEvents(
      event(1, 'progress'),
      event(2, 'accepted', 2),
      event(3, 'registered', 1),
      event(9, 'note'),
    ),
  )
  expect(timeline.map(({ id: eventId }) => eventId)).toEqual([id(3), id(2), id(1), id(9)])
})

test('[ME6] a note or a late step after closing changes neither state nor closing time', () => {
  const folded = complaintState(
    withEvents(
      event(1, 'closed', 1),
      event(2, 'note', 2),
      event(3, 'accepted', 3),
      event(4, 'withdrawn', 4),
    ),
  )
  expect(folded).toMatchObject({
    state: 'closed',
    closedAt: madeAt + 1,
    lastProgressAt: madeAt + 1,
  })
})

test('[PL4] an event of a kind from a newer version moves nothing', () => {
  const newer = { ...event(2, 'note', 2), kind: 'extended' } as unknown as ComplaintEvent
  expect(complaintState(withEvents(event(1, 'accepted', 1), newer)).state).toBe('accepted')
})

test.each([
  [[], ['registered', 'accepted', 'progress', 'note', 'closed', 'withdrawn']],
  [['accepted'], ['progress', 'note', 'closed', 'withdrawn']],
  [['progress'], ['progress', 'note', 'closed', 'withdrawn']],
  [['closed'], ['note']],
  [['withdrawn'], ['note']],
] as const)('[ME6] after %s these steps are legal: %s', (before, legal) => {
  const record = withEvents(...before.map((kind, index) => event(index, kind, index)))
  const kinds = ['registered', 'accepted', 'progress', 'note', 'closed', 'withdrawn'] as const
  expect(kinds.filter((kind) => canAppend(record, { kind }))).toEqual(legal)
})

test('[ME6] nothing that is appended legally ever reopens a closed complaint', () => {
  const kinds = fc.array(
    fc.constantFrom('registered', 'accepted', 'progress', 'note', 'closed', 'withdrawn'),
  )
  fc.assert(
    fc.property(kinds, (wanted) => {
      let record = complaint()
      let wasFinal = false
      for (const [index, kind] of wanted.entries()) {
        if (!canAppend(record, { kind })) continue
        const added = event(index, kind, index)
        record = { ...record, events: { ...record.events, [added.id]: added } }
        const { state, closedAt } = complaintState(record)
        expect(isFinal(state)).toBe(closedAt !== undefined)
        expect(wasFinal && !isFinal(state)).toBe(false)
        wasFinal = isFinal(state)
      }
    }),
  )
})
