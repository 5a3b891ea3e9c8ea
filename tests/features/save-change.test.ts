import { describe, expect, test } from 'vitest'
import { type LifeEvent, lifeEventTaskId } from '#shared/domain/life-event.ts'
import type { Task } from '#shared/domain/task.ts'
import type { Replica } from '#replica/replica.ts'
import { changeTaskTitle } from '#features/customer-file/change-words.ts'
import { saveChange } from '#features/customer-file/save-change.ts'
import { changes as zhCN } from '#i18n/changes/zh-CN.ts'

const [customerId, ownerId, eventId] = [id(1), id(2), id(3)]
const taskId = lifeEventTaskId(eventId)
const card = { data: { ownerId } }
const task = { title: '祝贺添丁', kind: 'call', dueOn: '2026-12-30' } as const
const open: Omit<LifeEvent, 'taskId'> = {
  customerId,
  kind: 'child_birth',
  on: '2026-11-30',
  state: 'open',
}

function id(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
}

/** A replica that holds this event and this task. */
function holding(
  event?: Partial<LifeEvent> & { archivedAt?: number },
  held?: Partial<Task>,
): Pick<Replica, 'get'> {
  const records = new Map<string, object>()
  if (event) {
    const { archivedAt, ...data } = event
    const archived = archivedAt === undefined ? {} : { archivedAt }
    records.set(eventId, { id: eventId, data: { ...open, ...data }, ...archived })
  }
  if (held) records.set(taskId, { id: taskId, data: { status: 'todo', completions: {}, ...held } })
  // Whatever is asked for is one of the two, or absent.
  return { get: (_type: string, asked: string) => records.get(asked) as never }
}

function save(
  replica: Pick<Replica, 'get'>,
  to: Partial<LifeEvent>,
  from: Partial<LifeEvent> = {},
) {
  const [before, after] = [from, to].map((change) => ({ ...open, ...change }))
  return saveChange(replica, { eventId, from: before ?? open, to: after ?? open, card, task })
}

describe('[R27] saving a life event', () => {
  test('notes it alone, as long as nothing is planned', () => {
    expect(save(holding(), {})).toEqual([
      { recordType: 'life-event', recordId: eventId, kind: 'create', args: { data: open } },
    ])
  })

  test('plans its task for the owner on the suggested day, in one commit', () => {
    const [event, planned, ...rest] = save(holding(), { state: 'planned' })
    expect(rest).toEqual([])
    expect(event).toMatchObject({ kind: 'create', args: { data: { state: 'planned', taskId } } })
    expect(planned).toMatchObject({
      recordType: 'task',
      recordId: taskId,
      kind: 'create',
      args: {
        data: {
          title: '祝贺添丁',
          dueOn: '2026-12-30',
          assigneeId: ownerId,
          origin: 'date',
          originKey: `life-event:${eventId}`,
        },
      },
    })
  })

  test('a maturity makes a task of that origin', () => {
    const [, planned] = save(holding(), { kind: 'maturity', state: 'planned' })
    expect(planned).toMatchObject({ args: { data: { origin: 'maturity' } } })
  })

  test('makes no second task when it is saved again, and takes up one that was called off', () => {
    const known = holding({ state: 'planned', taskId }, {})
    expect(save(known, { state: 'planned', note: '女儿' }, { state: 'planned' })).toEqual([
      expect.objectContaining({ recordType: 'life-event', kind: 'edit-text' }),
    ])
    const former = { status: 'cancelled', title: '祝贺添丁', dueOn: '2026-12-30' } as const
    const calledOff = holding({ state: 'open', taskId }, former)
    expect(save(calledOff, { state: 'planned' })).toContainEqual(
      expect.objectContaining({
        recordType: 'task',
        args: { changes: { status: { from: 'cancelled', to: 'todo' } } },
      }),
    )
  })

  test('one that was called off is taken up again on the day and under the title that hold now', () => {
    const former = { status: 'cancelled', title: '问问近况', dueOn: '2026-12-01' } as const
    const calledOff = holding({ state: 'open', taskId }, former)
    expect(save(calledOff, { state: 'planned' })).toContainEqual(
      expect.objectContaining({
        recordType: 'task',
        args: {
          changes: {
            status: { from: 'cancelled', to: 'todo' },
            title: { from: '问问近况', to: '祝贺添丁' },
            dueOn: { from: '2026-12-01', to: '2026-12-30' },
          },
        },
      }),
    )
  })

  test('declining calls the task off and keeps the reason; opening it again takes the reason back', () => {
    const known = holding({ state: 'planned', taskId }, {})
    expect(save(known, { state: 'declined', reason: 'talked' }, { state: 'planned' })).toEqual([
      {
        recordType: 'life-event',
        recordId: eventId,
        kind: 'patch',
        args: {
          changes: {
            state: { from: 'planned', to: 'declined' },
            reason: { from: null, to: 'talked' },
          },
        },
      },
      expect.objectContaining({
        recordType: 'task',
        args: { changes: { status: { from: 'todo', to: 'cancelled' } } },
      }),
    ])
    const declined = { state: 'declined', reason: 'talked' } as const
    expect(save(holding(declined), { ...declined, state: 'open' }, declined)).toEqual([
      expect.objectContaining({
        args: {
          changes: {
            state: { from: 'declined', to: 'open' },
            reason: { from: 'talked', to: null },
          },
        },
      }),
    ])
  })

  test('one whose decision was undone is taken up again, not made twice', () => {
    const undone = holding({ state: 'planned', taskId, archivedAt: 5 }, { status: 'cancelled' })
    expect(
      save(undone, { state: 'planned' }).map(({ recordType, kind }) => [recordType, kind]),
    ).toEqual([
      ['life-event', 'restore'],
      ['task', 'patch'],
    ])
  })
})

test('[R27] the title names what matures and when, and what was noted of another change, cut to a line', () => {
  const words = { texts: zhCN, language: 'zh-CN', presentYear: 2026 } as const
  const title = (change: Partial<Parameters<typeof changeTaskTitle>[0]>) =>
    changeTaskTitle({ kind: 'other', on: '2026-12-20', product: '大额存单', ...change }, words)
  expect(title({ kind: 'maturity' })).toBe('12月20日大额存单到期：问资金安排，谈续存')
  expect(title({ note: ' 学\n书法 ' })).toBe('问问近况：学 书法')
  expect(title({ note: '😀'.repeat(50) })).toBe(`问问近况：${'😀'.repeat(40)}…`)
  expect(title({ kind: 'marriage', note: '年后办酒' })).toBe(zhCN.task.marriage)
})
