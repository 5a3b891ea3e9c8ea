import { describe, expect, test } from 'vitest'
import { type ChurnSignal, interventionTaskId } from '#shared/domain/churn-signal.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import type { Task } from '#shared/domain/task.ts'
import { noSearchKeys } from '#shared/domain/search-keys.ts'
import type { Replica } from '#replica/replica.ts'
import { taskOfRemoved } from '#features/customer-file/rule-task.ts'
import { saveSignal } from '#features/customer-file/save-signal.ts'

const ids = {
  customer: '00000000-0000-4000-8000-000000000001',
  owner: '00000000-0000-4000-8000-000000000002',
  branch: '00000000-0000-4000-8000-000000000003',
  signal: '00000000-0000-4000-8000-000000000004',
}
const made = {
  schemaVersion: 3,
  createdAt: 1,
  createdBy: ids.owner,
  updatedAt: 1,
  updatedBy: ids.owner,
}
const placed = { ...made, scope: `portfolio:${ids.owner}`, seq: 1 }
const taskId = interventionTaskId(ids.signal)

const card: RecordOf<'customer'> = {
  ...placed,
  type: 'customer',
  id: ids.customer,
  data: {
    branchId: ids.branch,
    ownerId: ids.owner,
    coOwnerIds: [],
    name: '王芳',
    aliases: [],
    searchKeys: noSearchKeys,
    tier: 'vip',
    tierBasis: [],
    stage: 'mature',
    likes: [],
    taboos: [],
    specialCare: [],
    doNotContact: 'none',
  },
}

const open = {
  customerId: ids.customer,
  kind: 'closing',
  severity: 'high',
  evidence: '来问怎么销户',
  noticedOn: '2026-11-30',
  state: 'open',
} as const

/** A replica that holds this signal and this task. */
function holding(signal?: Partial<ChurnSignal>, task?: Partial<Task>): Pick<Replica, 'get'> {
  const records = new Map<string, object>()
  if (signal) {
    const data = { ...open, ...signal }
    records.set(ids.signal, { ...placed, type: 'churn-signal', id: ids.signal, data })
  }
  if (task) {
    const data = { status: 'todo', completions: {}, ...task }
    records.set(taskId, { ...placed, type: 'task', id: taskId, data })
  }
  // Whatever is asked for is one of the two, or absent.
  return { get: (_type: string, id: string) => records.get(id) as never }
}

function save(
  replica: Pick<Replica, 'get'>,
  to: Partial<ChurnSignal>,
  change: { from?: Partial<ChurnSignal>; stage?: 'lost' } = {},
) {
  return saveSignal(replica, {
    signalId: ids.signal,
    from: { ...open, ...change.from },
    to: { ...open, ...to },
    card,
    today: '2026-11-30',
    taskTitle: '挽留：咨询销户',
    completionId: 'c1',
    stage: change.stage ?? null,
  })
}

describe('[R43] saving a signal', () => {
  test('begins an intervention with a task of the same day for the owner, in one commit', () => {
    const [signal, task, ...rest] = save(holding(), { state: 'intervening' })
    expect(rest).toEqual([])
    expect(signal).toMatchObject({
      kind: 'create',
      args: { data: { state: 'intervening', taskId } },
    })
    expect(task).toMatchObject({
      recordType: 'task',
      recordId: taskId,
      kind: 'create',
      args: {
        data: {
          dueOn: '2026-11-30',
          assigneeId: ids.owner,
          origin: 'churn',
          originKey: `churn:${ids.signal}`,
        },
      },
    })
  })

  test('makes no task where none is asked for', () => {
    expect(save(holding(), {})).toHaveLength(1)
  })

  test('makes no second task for a signal that is saved again, and takes up one that was called off', () => {
    const known = holding({ state: 'intervening', taskId }, {})
    const again = save(
      known,
      { state: 'intervening', severity: 'low' },
      { from: { state: 'intervening' } },
    )
    expect(again.map(({ recordType, kind }) => [recordType, kind])).toEqual([
      ['churn-signal', 'patch'],
    ])
    const givenUp = holding({ state: 'intervening', taskId }, { status: 'cancelled' })
    const corrected = { state: 'intervening', evidence: '来问怎样销户' } as const
    expect(
      save(givenUp, corrected, { from: { state: 'intervening' } }).map((each) => each.recordType),
    ).toEqual(['churn-signal'])
    const former = { status: 'cancelled', title: '挽留：咨询销户', dueOn: '2026-11-20' } as const
    const calledOff = holding({ state: 'open', taskId }, former)
    expect(save(calledOff, { state: 'intervening' })).toContainEqual(
      expect.objectContaining({
        recordType: 'task',
        args: {
          changes: {
            status: { from: 'cancelled', to: 'todo' },
            dueOn: { from: '2026-11-20', to: '2026-11-30' },
          },
        },
      }),
    )
  })

  test('completes the task with a result, and calls it off with a false alarm', () => {
    const known = holding({ state: 'intervening', taskId }, {})
    const from = { state: 'intervening' } as const
    expect(save(known, { state: 'lost', cause: 'yield' }, { from, stage: 'lost' })).toEqual([
      expect.objectContaining({ recordType: 'churn-signal', kind: 'patch' }),
      { recordType: 'task', recordId: taskId, kind: 'complete', args: { completionId: 'c1' } },
      expect.objectContaining({
        recordType: 'customer',
        args: { changes: { stage: { from: 'mature', to: 'lost' } } },
      }),
    ])
    expect(save(known, { state: 'dismissed', note: '问路' }, { from })).toContainEqual(
      expect.objectContaining({
        recordType: 'task',
        args: { changes: { status: { from: 'todo', to: 'cancelled' } } },
      }),
    )
  })

  test('takes its task along when it is removed, and brings that back as it was', () => {
    const status = (from: string, to: string) => [
      expect.objectContaining({
        recordType: 'task',
        recordId: taskId,
        args: { changes: { status: { from, to } } },
      }),
    ]
    const known = holding({ state: 'intervening', taskId }, { status: 'doing' })
    expect(taskOfRemoved(known, taskId)).toEqual({
      remove: status('doing', 'cancelled'),
      restore: status('cancelled', 'doing'),
    })
    const ended = holding({ state: 'intervening', taskId }, { status: 'cancelled' })
    expect(taskOfRemoved(ended, taskId)).toEqual({ remove: [], restore: [] })
  })

  test('leaves the stage of the customer unless it was asked for', () => {
    const changes = save(holding({ state: 'open' }), { state: 'recovered' })
    expect(changes.map(({ recordType }) => recordType)).not.toContain('customer')
  })
})
