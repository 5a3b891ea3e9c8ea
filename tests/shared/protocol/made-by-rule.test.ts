import { expect, test } from 'vitest'
import type { ChurnSignal } from '#shared/domain/churn-signal.ts'
import { apply, ben, id, operation, patch, recordWith, task } from './operation-samples.ts'

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
