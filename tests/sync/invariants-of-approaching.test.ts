import * as fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cadencesOf } from '#replica/cadences.ts'
import { contactCardOf } from '#replica/contact-card.ts'
import { heldTask } from '#replica/held-tasks.ts'
import { create } from '#replica/replica.ts'
import { usualCadence } from '#shared/domain/cadence-rules.ts'
import { civilDateInShanghai } from '#shared/domain/civil-date.ts'
import { comingDates } from '#shared/domain/coming-dates.ts'
import { consentWays } from '#shared/domain/consent.ts'
import { doNotContactLevels } from '#shared/domain/customer.ts'
import { derivedId } from '#shared/domain/derived-id.ts'
import { withImportantDateDefaults } from '#shared/domain/important-date.ts'
import { messageStanding } from '#shared/domain/message-standing.ts'
import type { RecordOf } from '#shared/domain/record-types.ts'
import { type Task, taskState } from '#shared/domain/task.ts'
import { branchScope, portfolioScope } from '#shared/protocol/scope.ts'
import { editCustomer } from '#features/customers/customer-commands.ts'
import { customerFormOf } from '#features/customers/customer-form-values.ts'
import { beginTask } from '#features/customer-file/rule-task.ts'
import { addDate } from '#features/dates/date-commands.ts'
import { setTaskStatus } from '#features/tasks/task-commands.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { addCustomer, type BranchDevice } from './branch-device.ts'
import { mergeOn, undoOn } from './merge-on-device.ts'
import {
  anyStory,
  deviceOf,
  expectSameShown,
  nth,
  save,
  storedIn,
  untilQuiet,
} from './offline-devices.ts'

let server: TestServer
/** Two devices of one manager, and one of the lead. */
let devices: BranchDevice[] = []
beforeAll(async () => {
  server = await startTestServer({ customers: 3 })
  devices = [
    await deviceOf(server, 'rm'),
    await deviceOf(server, 'rm'),
    await deviceOf(server, 'lead'),
  ]
})
afterAll(() => server.close())

function device(index: number): BranchDevice {
  const found = devices[index]
  if (found === undefined) throw new Error('There are three devices.')
  return found
}

const today = civilDateInShanghai(Date.now())
const approaching = ['cadence', 'date', 'maturity', 'churn'] as const
const kinds = ['call', 'message', 'visit'] as const

/** A task as a rule makes it: one for each reason, on whatever device. */
function plan(
  by: BranchDevice,
  customerId: string,
  { origin, kind }: Pick<Task, 'origin' | 'kind'>,
) {
  const task = {
    title: '联系客户',
    kind,
    customerId,
    assigneeId: by.session.staffId,
    dueOn: today,
    priority: 'normal',
    origin,
  } as const
  return save(by, beginTask(by.replica, derivedId('test', customerId, origin, kind), task, true))
}

function isOpen({ data, archivedAt }: Pick<RecordOf<'task'>, 'data' | 'archivedAt'>): boolean {
  return archivedAt === undefined && ['todo', 'doing'].includes(taskState(data))
}

function standing({ replica }: BranchDevice, customerId: string): RecordOf<'task'>[] {
  return replica
    .by('task.customer', customerId)
    .filter((task) => isOpen(task) && heldTask(replica, task) === null)
}

function approaches({ data }: RecordOf<'task'>): boolean {
  return approaching.some((origin) => origin === data.origin)
}

const planning = fc.record({
  kind: fc.constant('plan' as const),
  origin: fc.constantFrom(...approaching, 'promise' as const),
  how: fc.constantFrom(...kinds),
})

test('[invariant 5] who died or wants no contact is approached by nothing, though another device planned it meanwhile', async () => {
  const action = fc.oneof(
    { weight: 3, arbitrary: planning },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('limit' as const),
        level: fc.constantFrom(...doNotContactLevels),
        died: fc.boolean(),
        onOther: fc.boolean(),
      }),
    },
    fc.record({ kind: fc.constant('birthday' as const), day: fc.integer({ min: 1, max: 28 }) }),
    fc.record({ kind: fc.constant('restore' as const), which: fc.nat({ max: 5 }) }),
    fc.record({ kind: fc.constantFrom('merge' as const, 'undo' as const) }),
  )
  await fc.assert(
    fc.asyncProperty(anyStory(action, { devices: 3, maxLength: 9 }), async ({ steps, order }) => {
      const owner = device(0)
      const customerId = await addCustomer(owner, { name: '欧阳一' })
      const other = await addCustomer(owner, { name: '欧阳二' })
      await untilQuiet(devices, [0])
      for (const { by: index, action: step } of steps) {
        const by = device(index)
        const { replica } = by
        if (step.kind === 'plan')
          await plan(by, customerId, { origin: step.origin, kind: step.how })
        if (step.kind === 'merge') await mergeOn(by, { keptId: customerId, otherId: other })
        if (step.kind === 'undo') await undoOn(by, other)
        if (step.kind === 'birthday') {
          const date = { customerId, kind: 'birthday', calendar: 'solar', month: 5 } as const
          const dates = replica.by('important-date.customer', customerId)
          const data = withImportantDateDefaults({ ...date, day: step.day })
          await save(by, addDate(v7(), data, dates))
        }
        if (step.kind === 'restore') {
          const task = nth(replica.by('task.customer', customerId), step.which)
          if (task !== undefined) await save(by, setTaskStatus(task, 'doing'))
        }
        // Half of what is written of limits is written on the card that may be merged away.
        if (step.kind === 'limit') {
          const { level, died } = step
          const id = step.onOther ? replica.keptCustomer(other) : customerId
          await limit(by, id, { level, died })
        }
        for (const id of [customerId, other]) expectNothingApproaches(by, id)
      }
      await untilQuiet(devices, order)
      const cards = await storedIn(server, branchScope(owner.session.branchId))
      for (const id of [customerId, other]) {
        const kept = owner.replica.keptCustomer(id)
        const said = cards.filter(
          (card) => card.type === 'customer' && owner.replica.keptCustomer(card.id) === kept,
        )
        const isToBeLeft = said.some(
          ({ data }) => data['deceasedOn'] !== undefined || data['doNotContact'] === 'all',
        )
        for (const each of devices) {
          const left = standing(each, kept).filter(approaches)
          expect(isToBeLeft ? left : []).toEqual([])
          expectNothingApproaches(each, kept)
          // What was promised stands, whatever became of the card.
          const promised = each.replica
            .by('task.customer', kept)
            .filter((task) => isOpen(task) && task.data.origin === 'promise')
          expect(standing(each, kept)).toEqual(expect.arrayContaining(promised))
        }
      }
      expectSameShown(device(0), device(1))
    }),
    { numRuns: 12 },
  )
}, 60_000)

async function limit(
  by: BranchDevice,
  id: string,
  { level, died }: { level: (typeof doNotContactLevels)[number]; died: boolean },
): Promise<unknown> {
  const { replica } = by
  const card = contactCardOf(replica, id)
  if (card === undefined) return false
  const opened = customerFormOf(card.data, replica.get('profile', id)?.data)
  const cards = [card.id, ...replica.mergedCustomers(card.id)].flatMap(
    (each) => replica.get('customer', each) ?? [],
  )
  const searchKeys = { from: card.data.searchKeys, to: card.data.searchKeys }
  const values = { ...opened, doNotContact: level, deceasedOn: died ? today : '' }
  const form = { customerId: card.id, dateId: v7(), opened, values, searchKeys, cards, today }
  return save(by, editCustomer({ ...form, withProfile: false, hasProfile: false }))
}

/** By what this device knows: tasks, greetings, messages and the list of whom to contact. */
function expectNothingApproaches(by: BranchDevice, id: string): void {
  const { replica } = by
  const card = contactCardOf(replica, id)
  if (card === undefined) throw new Error('Every card can be found.')
  const isToBeLeft = card.data.deceasedOn !== undefined || card.data.doNotContact === 'all'
  if (!isToBeLeft) return
  expect(standing(by, id).filter(approaches)).toEqual([])
  const dates = replica.by('important-date.customer', id)
  expect(comingDates(dates, () => card, today, 366)).toEqual([])
  const consents = replica.by('consent.customer', id)
  const message = messageStanding('birthday', {
    customer: card.data,
    openComplaints: 0,
    consents,
    today,
  })
  expect(message.kind).toBe('barred')
  const scopes = [portfolioScope(card.data.ownerId)]
  const cadences = cadencesOf({ cards: [card], notes: [], scopes, rules: usualCadence, today })
  expect(cadences.map(({ cadence }) => cadence.held === null)).toEqual([false])
}

test('[invariant 17] a consent that was taken back holds back at once what needs it, also what the other device planned', async () => {
  const marketing = ['marketing_call', 'marketing_sms', 'marketing_wechat'] as const
  const saying = fc.record({
    kind: fc.constant('say' as const),
    what: fc.constantFrom(...marketing),
    state: fc.constantFrom('given' as const, 'withdrawn' as const),
    how: fc.constantFrom(...consentWays),
  })
  const action = fc.oneof({ weight: 2, arbitrary: planning }, { weight: 3, arbitrary: saying })
  await fc.assert(
    fc.asyncProperty(anyStory(action, { devices: 3, maxLength: 10 }), async ({ steps, order }) => {
      const owner = device(0)
      const customerId = await addCustomer(owner, { name: '欧阳三' })
      await untilQuiet(devices, [0])
      for (const { by: index, action: step } of steps) {
        const by = device(index)
        if (step.kind === 'plan')
          await plan(by, customerId, { origin: step.origin, kind: step.how })
        else {
          const { what, state, how } = step
          const consent = { customerId, kind: what, state, on: today, how }
          await save(by, [create('consent', v7(), consent)])
        }
        const here = by.replica.by('consent.customer', customerId)
        expectHeld(standing(by, customerId), here)
        const isBack = step.kind === 'say' && step.state === 'withdrawn'
        const needing = isBack && step.what === 'marketing_call' ? ['call'] : []
        const left = standing(by, customerId).filter(approaches)
        expect(left.filter(({ data }) => needing.includes(data.kind))).toEqual([])
      }
      await untilQuiet(devices, order)
      const held = await storedIn(server, portfolioScope(owner.session.staffId))
      const said = held.filter(
        ({ type, data }) => type === 'consent' && data['customerId'] === customerId,
      )
      for (const each of devices) expectHeld(standing(each, customerId), said)
      expectSameShown(device(0), device(1))
    }),
    { numRuns: 12 },
  )
}, 60_000)

type Said = { id: string; createdAt: number; data: Record<string, unknown> }

/** By what was said last of each kind: calls need that of calls, messages that of short messages or of WeChat. */
function expectHeld(tasks: readonly RecordOf<'task'>[], consents: readonly Said[]): void {
  const latest = new Map<unknown, unknown>()
  const inOrder = consents.toSorted(
    (one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1),
  )
  for (const { data } of inOrder) latest.set(data['kind'], data['state'])
  const isBack = (kind: string) => latest.get(kind) === 'withdrawn'
  const mayNot = new Set<string>()
  if (isBack('marketing_call')) mayNot.add('call')
  if (isBack('marketing_sms') && isBack('marketing_wechat')) mayNot.add('message')
  expect(tasks.filter((task) => approaches(task) && mayNot.has(task.data.kind))).toEqual([])
}
