import { expect, test } from 'vitest'
import { mayBeHeld } from '#shared/domain/held-task.ts'

test('only an open task by which the bank approaches somebody is looked up', () => {
  const task = { origin: 'churn', status: 'todo', completions: {} } as const
  const by = '00000000-0000-4000-8000-000000000001'
  expect(mayBeHeld(task)).toBe(true)
  expect(mayBeHeld({ ...task, status: 'cancelled' })).toBe(false)
  expect(mayBeHeld({ ...task, completions: { c1: { at: 1, by } } })).toBe(false)
  for (const origin of ['manual', 'promise', 'complaint'] as const) {
    expect(mayBeHeld({ ...task, origin })).toBe(false)
  }
})
