import * as fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CustomerIdentity, haveOtherIdentities } from '#shared/domain/customer-identity.ts'
import { keptCustomers, mergeableCard } from '#shared/domain/customer-merges.ts'
import type { RecordBody } from '#shared/protocol/record.ts'
import { branchScope } from '#shared/protocol/scope.ts'
import { create, patch } from '#replica/replica.ts'
import {
  acceptHandover,
  proposeHandover,
  returnHandover,
} from '#features/handover/handover-commands.ts'
import { newTask } from '#features/tasks/task-commands.ts'
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
/** Two devices of one manager, one of the lead and one of another manager. */
let devices: BranchDevice[] = []
beforeAll(async () => {
  server = await startTestServer({ customers: 3 })
  devices = [
    await deviceOf(server, 'rm'),
    await deviceOf(server, 'rm'),
    await deviceOf(server, 'lead'),
    await deviceOf(server, 'rm', 1),
  ]
})
afterAll(() => server.close())

function device(index: number): BranchDevice {
  const found = devices[index]
  if (found === undefined) throw new Error('There are four devices.')
  return found
}

/** What the branch holds, as it lies on the server. */
function storedCards(): Promise<RecordBody[]> {
  return storedIn(server, branchScope(device(0).session.branchId))
}

test('[invariant 1] every customer has one owner, who can look after customers, and only an accepted hand-over changes who it is', async () => {
  const which = fc.nat({ max: 4 })
  const action = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('propose' as const), which, to: which }),
    },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('accept' as const), which }) },
    fc.record({ kind: fc.constant('return' as const), which }),
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('sync' as const) }) },
    fc.record({ kind: fc.constantFrom('seize' as const, 'edit' as const, 'new' as const) }),
  )
  const tellerId = server.colleague('teller').id
  let moved = 0
  await fc.assert(
    fc.asyncProperty(anyStory(action, { devices: 4, maxLength: 14 }), async ({ steps, order }) => {
      const made = new Map<string, string>()
      const seized: boolean[] = []
      /** Of a customer of one's own, or of anybody's for the lead; to a teller, too, which is refused. */
      const propose = (by: BranchDevice, { which, to }: { which: number; to: number }) => {
        const { branchId, staffId, role } = by.session
        const cards = [...made.keys()].flatMap((id) => by.replica.get('customer', id) ?? [])
        const card = nth(
          cards.filter(({ data }) => role === 'lead' || data.ownerId === staffId),
          which,
        )
        if (card === undefined) return
        const fromId = card.data.ownerId
        const others = [device(0), device(2), device(3)].map(({ session }) => session.staffId)
        const toId = nth([...others.filter((id) => id !== fromId), tellerId], to) ?? ''
        const customers = { fromId, toId, customerIds: [card.id] }
        return save(by, proposeHandover(v7(), { branchId, ...customers, reason: 'transfer' }))
      }
      /** Hand-overs of these customers that this device may take for undecided. */
      const open = ({ replica }: BranchDevice) =>
        replica
          .all('handover')
          .filter(({ data }) => data.state === undefined)
          .filter(({ data }) => data.customerIds?.some((id) => made.has(id)))
      const add = async (by: BranchDevice) => {
        made.set(await addCustomer(by, { name: '司徒一' }), by.session.staffId)
      }
      await add(device(0))
      await add(device(3))
      // Of each customer a hand-over is known to all when the network goes.
      await untilQuiet(devices, [0, 3])
      for (const by of [device(0), device(3)]) await propose(by, { which: 0, to: 0 })
      await untilQuiet(devices, [0, 3])
      for (const { by: index, action: step } of steps) {
        const by = device(index)
        const { replica, session } = by
        if (step.kind === 'new') await add(by)
        if (step.kind === 'sync') await by.sync()
        if (step.kind === 'propose') await propose(by, step)
        if (step.kind === 'accept' || step.kind === 'return') {
          const id = nth(open(by), step.which)?.id
          if (id === undefined) continue
          const isAccepted = step.kind === 'accept'
          await save(by, isAccepted ? acceptHandover(id) : returnHandover(id, '先不交'))
        }
        const card = replica.get('customer', nth([...made.keys()], index) ?? '')
        if (card === undefined) continue
        if (step.kind === 'edit') {
          await save(by, [patch('customer', card.id, card.data, { stage: 'growing' })])
        }
        if (step.kind === 'seize') {
          const ownerId = session.staffId
          const isTaken = await save(by, [patch('customer', card.id, card.data, { ownerId })])
          // Saying what is so already changes nothing.
          if (card.data.ownerId !== ownerId) seized.push(isTaken)
        }
      }
      await untilQuiet(devices, order)
      expect(seized).not.toContain(true)
      const cards = await storedCards()
      const accepted = cards
        .filter(({ type, data }) => type === 'handover' && data['state'] === 'accepted')
        .toSorted((one, other) => Number(one.data['decidedAt']) - Number(other.data['decidedAt']))
      for (const [id, maker] of made) {
        let owner = maker
        for (const { data } of accepted) {
          const names = data['customerIds']
          const isNamed = Array.isArray(names) && names.includes(id)
          if (isNamed && data['fromId'] === owner) owner = String(data['toId'])
        }
        const card = cards.find((each) => each.type === 'customer' && each.id === id)
        expect(card?.data['ownerId']).toBe(owner)
        if (owner !== maker) moved += 1
        const account = server.staff.find((each) => each.id === owner)
        expect(account).toMatchObject({ active: true, branchId: device(0).session.branchId })
        expect(['rm', 'lead']).toContain(account?.role)
        for (const { replica } of devices) {
          expect(replica.get('customer', id)?.data.ownerId).toBe(owner)
        }
      }
      expectSameShown(device(0), device(1))
    }),
    { numRuns: 12 },
  )
  expect(moved).toBeGreaterThan(0)
}, 60_000)

const key = 'abcdefgh'
const numbers: CustomerIdentity[] = ['a', 'b'].map((letter) => ({
  idLast4: '002X',
  idHmac: `${key}.${letter.repeat(32)}`,
}))

test('[invariant 14] merges keep every id and every child, can be undone, and never make one of two people, when devices merge differently', async () => {
  const people = 4
  const person = fc.nat({ max: people - 1 })
  const action = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('merge' as const), kept: person, other: person }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo' as const), other: person }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('task' as const), of: person }) },
  )
  const holder = fc.option(fc.constantFrom(...numbers), { nil: null })
  const identities = fc.array(holder, { minLength: people, maxLength: people })
  await fc.assert(
    fc.asyncProperty(
      identities,
      anyStory(action, { devices: 3, maxLength: 8 }),
      async (held, { steps, order }) => {
        const three = devices.slice(0, 3)
        const own = new Map<string, CustomerIdentity | null>()
        for (const identity of held) own.set(await addPerson(device(0), identity), identity)
        const ids = [...own.keys()]
        /** Whose each task was when it was written. */
        const tasks = new Map<string, string>()
        const addTo = async (by: BranchDevice, id: string) => {
          const taskId = v7()
          if (await save(by, taskOf(by, taskId, id))) tasks.set(taskId, id)
        }
        for (const id of ids) await addTo(device(0), id)
        await untilQuiet(three, [0])
        for (const { by: index, action: step } of steps) {
          const by = device(index)
          const idOf = (at: number) => ids[at] ?? ''
          if (step.kind === 'task') await addTo(by, by.replica.keptCustomer(idOf(step.of)))
          if (step.kind === 'undo') await undoOn(by, idOf(step.other))
          if (step.kind === 'merge') {
            await mergeOn(by, { keptId: idOf(step.kept), otherId: idOf(step.other) })
          }
        }
        await untilQuiet(three, order)

        const cards = new Map(
          (await storedCards()).map((card) => [card.id, mergeableCard(card)] as const),
        )
        const kept = keptCustomers(ids, (id) => cards.get(id))
        for (const each of three) expectGroups(each, { ids, tasks, kept })
        for (const group of Map.groupBy(ids, (id) => kept.get(id) ?? id).values()) {
          expect(haveOtherIdentities(group.flatMap((id) => own.get(id) ?? []))).toBe(false)
        }
        expectSameShown(device(0), device(1))

        const wanted = new Set(three.flatMap(wantedInVain))
        // Whichever device undoes it, all stand for themselves again, with what was theirs.
        for (const id of ids) while (await undoOn(device(1), id));
        await untilQuiet(three, [1])
        for (const each of three) {
          expectGroups(each, { ids, tasks, kept: new Map() })
          for (const [id, identity] of own) {
            // What a merge copied to somebody, and lost to another merge, is for a person to settle (its sync issue).
            if (wanted.has(id)) continue
            expect(each.replica.get('profile', id)?.data.identity ?? null).toEqual(identity)
          }
        }
      },
    ),
    { numRuns: 12 },
  )
}, 60_000)

async function addPerson(by: BranchDevice, identity: CustomerIdentity | null): Promise<string> {
  const id = await addCustomer(by, { name: '诸葛一' })
  const profile = {
    customerId: id,
    contactPoints: {},
    investmentPreferences: [],
    preferredChannels: [],
    ...(identity === null ? {} : { identity }),
  }
  await by.replica.commit([create('profile', id, profile)])
  return id
}

function taskOf(by: BranchDevice, taskId: string, customerId: string) {
  const content = {
    title: '回访',
    kind: 'call',
    dueOn: '2026-12-02',
    priority: 'normal',
    assigneeId: by.session.staffId,
    dueTime: undefined,
    note: undefined,
  } as const
  return newTask(taskId, content, { customerId, promised: false })
}

/** Every id leads to a card, who is merged to the one under whom he is shown, and every task to its customer or that one. */
function expectGroups(
  { replica }: BranchDevice,
  shown: { ids: string[]; tasks: Map<string, string>; kept: ReadonlyMap<string, string> },
): void {
  const listed = new Set(replica.all('customer').map(({ id }) => id))
  for (const id of shown.ids) {
    const keptId = shown.kept.get(id) ?? id
    expect(replica.get('customer', id)?.id).toBe(id)
    expect(replica.keptCustomer(id)).toBe(keptId)
    expect([id, listed.has(id)]).toEqual([id, keptId === id])
    const mine = [...shown.tasks].filter(([, of]) => (shown.kept.get(of) ?? of) === keptId)
    const here = replica.by('task.customer', id)
    expect(here.map((task) => task.id).toSorted()).toEqual(mine.map(([task]) => task).toSorted())
    for (const { data } of here) expect(data.customerId).toBe(keptId)
  }
}

/** Into whom somebody was to be merged by an operation that met another merge. */
function wantedInVain({ replica }: BranchDevice): string[] {
  return replica.all('sync-issue').flatMap(({ data }) => {
    const { args } = data.operation
    if (typeof args !== 'object' || args === null || !('changes' in args)) return []
    const changes = args.changes as Record<string, { to?: unknown }>
    const to = changes['mergedInto']?.to
    return typeof to === 'string' ? [to] : []
  })
}
