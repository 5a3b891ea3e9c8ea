import { expect, test } from 'vitest'
import type { ChurnSignal } from '#shared/domain/churn-signal.ts'
import type { Feedback } from '#shared/domain/feedback.ts'
import { anna, apply, ben, id, operation, patch, recordWith, task } from './operation-samples.ts'

const signal: ChurnSignal = {
  customerId: id(60),
  kind: 'closing',
  severity: 'high',
  evidence: '11月3日的记录里提到“销户”。',
  noticedOn: '2026-11-03',
  state: 'intervening',
  taskId: id(70),
}

test('[OP3][R43] the task of one intervention that two devices begin on different days is due as the first one said, and nobody is asked', () => {
  const origin = { origin: 'churn', originKey: `churn:${id(50)}` } as const
  const first = recordWith('task', { ...task({ ...origin, dueOn: '2026-11-30' }) })
  const data = { ...task({ ...origin, dueOn: '2026-12-01' }) }
  const second = operation('task', { kind: 'create', args: { data } }, { author: ben })
  const { outcome, record, conflicts } = apply(first, second)
  expect([outcome, conflicts]).toEqual(['merged', []])
  expect(record?.data['dueOn']).toBe('2026-11-30')
  // It is done once: pushed again it changes nothing.
  expect(record && apply(record, second)).toMatchObject({ outcome: 'noop', conflicts: [] })
})

test('[ME3][R43] whoever moves the day of such a task by hand is asked as for every task', () => {
  const first = recordWith('task', { ...task({ originKey: 'churn:1', dueOn: '2026-11-30' }) })
  const moved = patch({ dueOn: { from: '2026-11-29', to: '2026-12-05' } })
  expect(apply(first, operation('task', moved)).outcome).toBe('conflict')
})

test('[OP3][R43] one suggestion that two devices take up in different languages keeps the words of the first, the others lie in the history', () => {
  const first = recordWith('churn-signal', { ...signal })
  const evidence = 'A note of 3 November says “close the account”.'
  const create = { kind: 'create', args: { data: { ...signal, evidence } } } as const
  const { outcome, record, conflicts } = apply(first, operation('churn-signal', create))
  expect([outcome, conflicts]).toEqual(['merged', []])
  expect(record?.data['evidence']).toBe(signal.evidence)
  expect(JSON.stringify(record)).toContain(evidence)
})

const feedback: Feedback = {
  customerId: id(60),
  receivedBy: anna,
  receivedOn: '2026-11-03',
  channel: 'branch',
  category: 'waiting',
  text: '等了一个小时',
  state: 'open',
}

test('[OP3][R30] of two people who take up the opinion in one note the first wrote it down, and nobody is asked', () => {
  const ofNote = { ...feedback, noteId: id(21) }
  const data = { ...ofNote, receivedBy: ben, category: 'service' }
  const create = { kind: 'create', args: { data } } as const
  const { record, conflicts } = apply(
    recordWith('feedback', ofNote),
    operation('feedback', create, { author: ben }),
  )
  expect(conflicts).toEqual([])
  expect(record?.data).toMatchObject({ receivedBy: anna, category: 'service' })
})

test('[ME6][R30] feedback that is not of a note says for good who wrote it down', () => {
  const create = { kind: 'create', args: { data: { ...feedback, receivedBy: ben } } } as const
  const { conflicts } = apply(
    recordWith('feedback', { ...feedback }),
    operation('feedback', create),
  )
  expect(conflicts).toMatchObject([{ field: 'receivedBy', mine: ben, theirs: anna }])
})
