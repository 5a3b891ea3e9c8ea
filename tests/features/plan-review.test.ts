import { expect, test } from 'vitest'
import { reviewTaskId } from '#shared/domain/service-plan.ts'
import type { Task } from '#shared/domain/task.ts'
import type { Replica } from '#replica/replica.ts'
import { reviewTasks } from '#features/customer-file/plan-review.ts'

const [customerId, assigneeId] = [id(1), id(2)]
const [first, second] = ['2026-12-01', '2027-03-01']
const title = '回顾服务计划'

function id(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
}

/** What saving asks for when there are these tasks, by the day of the review. */
function saved(
  tasks: Record<string, Partial<Task>>,
  dates: { before?: string | undefined; after?: string | undefined },
) {
  const held = new Map(
    Object.entries(tasks).map(([dueOn, data]) => {
      const task = { title, dueOn, status: 'todo', completions: {}, ...data }
      return [reviewTaskId(customerId, dueOn), { id: reviewTaskId(customerId, dueOn), data: task }]
    }),
  )
  // Whatever is asked for is one of the tasks, or absent.
  const replica: Pick<Replica, 'get'> = {
    get: (_type: string, asked: string) => held.get(asked) as never,
  }
  return reviewTasks(replica, {
    customerId,
    assigneeId,
    title,
    before: undefined,
    after: undefined,
    ...dates,
  })
}

test('[R11] the date of a review has one task; when it moves, that of the former one is called off', () => {
  expect(saved({}, { after: first })).toMatchObject([
    { kind: 'create', recordId: reviewTaskId(customerId, first), args: { data: { dueOn: first } } },
  ])
  expect(saved({ [first]: {} }, { before: first, after: first })).toEqual([])
  expect(saved({ [first]: {} }, { before: first, after: second })).toMatchObject([
    { kind: 'patch', args: { changes: { status: { from: 'todo', to: 'cancelled' } } } },
    { kind: 'create', recordId: reviewTaskId(customerId, second) },
  ])
})

test('[R11] a review that was done stays done, and one that was called off is to be done again', () => {
  const completions = { c1: { at: 1, by: assigneeId } }
  expect(saved({ [first]: { completions } }, { before: first })).toEqual([])
  expect(saved({ [first]: { status: 'cancelled' } }, { after: first })).toMatchObject([
    { kind: 'patch', args: { changes: { status: { from: 'cancelled', to: 'todo' } } } },
  ])
  expect(saved({}, { before: first, after: '' })).toEqual([])
})
