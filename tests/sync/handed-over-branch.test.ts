import { afterAll, beforeAll, expect, test } from 'vitest'
import { RecordType } from '#shared/protocol/record.ts'
import {
  betweenColleaguesScope,
  branchScope,
  complaintsScope,
  orgScope,
  portfolioScope,
  staffScope,
} from '#shared/protocol/scope.ts'
import { patch } from '#replica/replica.ts'
import { createPendingFacts } from '#sync/pending-facts.ts'
import { verifyAuditChain } from '#server/audit-chain.ts'
import { handOn, scopeRecords } from '#tests/server/handover-steps.ts'
import { fillPortfolio } from '#tests/support/large-portfolio.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { addCustomer, addTask, newBranchDevice, type BranchDevice } from './branch-device.ts'
import { someCustomers, workOnCustomers, type OfflineWork } from './offline-work.ts'

const customers = 10_000
/** Nothing that was generated is younger (ms); everything that is typed here is. */
const afterTheDemo = Date.now() - 3_600_000
const childTypes = ['profile', 'interaction', 'task', 'important-date'] as const

let server: TestServer
/** Who had the customers, and who gets them: a device each, with everything on it. */
let [former, receiver]: BranchDevice[] = []
/** What each of them typed while neither had a network. */
let typed: OfflineWork
let greetings: { customer: string; salutation: string }
let ownTask: string
/** Ids of all cards, and of all that lay in the portfolio, before. */
let cards: string[]
let children: string[]
/** What the receiver had before. */
let hadBefore: string[]

beforeAll(async () => {
  server = await startTestServer({ customers: 20 })
  await fillPortfolio(server, server.colleague('rm', 0), customers)
  former = await newDevice(0)
  receiver = await newDevice(1)
}, 120_000)
afterAll(() => server.close())

test('[SR2][I5] both are offline with unsent work when 10,000 customers go over: nothing that was typed is refused or dropped', async () => {
  const { former, receiver } = both()
  const some = someCustomers(former)
  cards = customersOf(former)
  children = childrenOn(former)
  hadBefore = childrenOn(receiver)
  expect(cards.length).toBeGreaterThanOrEqual(customers)
  expect(children.length).toBeGreaterThan(customers * 4)

  // A form that was left open about a note, and one about a customer.
  const note = former.replica.all('interaction')[0]?.id ?? ''
  await former.vault.drafts.save(`note:${note}`, { text: '改到一半' })
  await former.vault.drafts.save(`note:new:${cards[0]}`, { text: '写了一半' })
  typed = await workOnCustomers(former, some, '前任写的')
  const greeted = some.at(-1)
  if (greeted === undefined) throw new Error('There are ten customers.')
  greetings = { customer: greeted.id, salutation: '接手的人写的称呼' }
  await receiver.replica.commit([
    patch('customer', greeted.id, greeted.data, { salutation: greetings.salutation }),
  ])
  ownTask = await addTask(receiver, { title: '接手的人自己的事' })
  await addCustomer(receiver, { name: '接手的人自己的客户' })

  const lead = await server.signIn('lead')
  const began = performance.now()
  const id = await handOn(lead, { fromId: idOf(former), toId: idOf(receiver) })
  console.log(`hand-over: ${Math.round(performance.now() - began)} ms`)

  await former.sync()
  await receiver.sync()
  await former.sync()
  for (const { replica } of [former, receiver]) {
    expect(replica.pending()).toEqual([])
    expect(replica.get('handover', id)?.data).toMatchObject({
      state: 'accepted',
      movedCount: cards.length,
    })
  }
  const outcomes = issuesOn(former).map(({ data }) => [data.outcome, data.reason])
  expect(outcomes).toEqual(typed.concerning.map(() => ['quarantined', 'handed-over']))
}, 60_000)

test('[SR2] everything that was typed is with both: with the new owner to decide on, and with who typed it', () => {
  const { former, receiver } = both()
  const waiting = issuesOn(receiver).filter(({ data }) => data.typedBy === idOf(former))
  expect(operationsOf(waiting)).toEqual(typed.concerning.toSorted())
  expect(operationsOf(issuesOn(former))).toEqual(typed.concerning.toSorted())
  expectAllWithBoth()
  // What needs a person is counted on both screens.
  for (const { replica } of [former, receiver]) {
    expect(createPendingFacts(replica)().attentionCount).toBe(typed.concerning.length)
  }
})

test('[SR2] what every colleague may write, and what was his own, is simply done', () => {
  const { former, receiver } = both()
  for (const { replica } of [former, receiver]) {
    expect(replica.get('customer', greetings.customer)?.data.salutation).toBe(greetings.salutation)
    expect(replica.get('customer', typed.ownCustomer)?.data.ownerId).toBe(idOf(former))
  }
  expect(receiver.replica.get('task', ownTask)?.data.title).toBe('接手的人自己的事')
})

test('[SR2][I4] the former owner holds nothing of the portfolio any more, on the screen and on the disk', async () => {
  expect(childrenOn(both().former)).toEqual([])
  former = await both().former.reopen()
  await former.replica.whenLoaded()
  expect(childrenOn(former)).toEqual([])
  // SR1: a form about a record that went is gone with it; the card is still his to see.
  expect(await former.vault.drafts.keys()).toEqual([`note:new:${cards[0]}`])
})

test('[SR2][I1] the new owner has every customer with all children, as the server has them', async () => {
  const { receiver } = both()
  const owned = new Set(customersOf(receiver))
  expect(cards.filter((id) => !owned.has(id))).toEqual([])
  expect(childrenOn(receiver)).toEqual([...children, ...hadBefore].toSorted())
  for (const device of [both().former, receiver]) await expectAsOnServer(device)
})

test('[SR2] some are taken, some dropped: the author sees which, and what was taken says who typed it', async () => {
  const { former, receiver } = both()
  const waiting = issuesOn(receiver).filter(({ data }) => data.typedBy !== undefined)
  const [taken, dropped] = [
    waiting.filter((_, index) => index % 3 !== 2),
    waiting.filter((_, index) => index % 3 === 2),
  ]
  for (const [issues, resolution] of [
    [taken, 'taken'],
    [dropped, 'dropped'],
  ] as const) {
    for (const { id, data } of issues) {
      await receiver.replica.commit([patch('sync-issue', id, data, { resolution })])
    }
  }
  await receiver.sync()
  await former.sync()
  const became = (issues: typeof waiting) => {
    const wanted = new Set(operationsOf(issues))
    return issuesOn(former)
      .filter(({ data }) => wanted.has(String(data.operation['id'])))
      .map(({ data }) => [data.became, data.becameBy])
  }
  expect(became(taken)).toEqual(taken.map(() => ['taken', idOf(receiver)]))
  expect(became(dropped)).toEqual(dropped.map(() => ['dropped', idOf(receiver)]))
  for (const { data } of taken) {
    if (data.operation['kind'] !== 'create') continue
    const record = receiver.replica.get(RecordType.parse(data.recordType), data.recordId)
    expect([data.recordType, record?.createdBy]).toEqual([data.recordType, idOf(former)])
  }
  // I5: dropped or taken, every word of it is still there for both.
  expectAllWithBoth()
  expect(createPendingFacts(receiver.replica)().attentionCount).toBe(0)
}, 30_000)

test('[I1][I4][I12] in the end both show what the server has, and nothing had to be repaired on the way', async () => {
  const { former, receiver } = both()
  await receiver.sync()
  for (const device of [former, receiver]) {
    await expectAsOnServer(device)
    expect(device.network.pulls.flatMap(({ compare = [] }) => compare)).toEqual([])
  }
  expect(childrenOn(former)).toEqual([])
  const verdict = await server.services.store.read(({ audit }) => verifyAuditChain(audit))
  expect(verdict.ok).toBe(true)
}, 30_000)

async function newDevice(index: number): Promise<BranchDevice> {
  const { staffNo } = server.colleague('rm', index)
  const device = await newBranchDevice(server.url, { staffNo, password: server.password })
  await device.sync()
  return device
}

function both(): { former: BranchDevice; receiver: BranchDevice } {
  if (former === undefined || receiver === undefined) throw new Error('No devices.')
  return { former, receiver }
}

const idOf = ({ session }: BranchDevice): string => session.staffId
const issuesOn = ({ replica }: BranchDevice) => replica.all('sync-issue')
const idsOf = (records: readonly { id: string }[]) => records.map(({ id }) => id).toSorted()

const customersOf = (device: BranchDevice) =>
  idsOf(device.replica.all('customer').filter(({ data }) => data.ownerId === idOf(device)))

/** Ids of what a device shows of customers that existed before, and may only show to who owns them. */
function childrenOn({ replica }: BranchDevice): string[] {
  const made = new Set([typed?.ownCustomer])
  return idsOf(
    childTypes
      .flatMap((type) => [...replica.all(type)])
      .filter(({ id, scope }) => scope.startsWith('portfolio:') && !made.has(id)),
  )
}

/** Ids of the operations that issues are about. */
function operationsOf(issues: ReturnType<typeof issuesOn>): string[] {
  return issues.map(({ data }) => String(data.operation['id'])).toSorted()
}

/** Every text is on the screens of both, in a record or in an issue. */
function expectAllWithBoth(): void {
  for (const { replica } of Object.values(both())) {
    const types = [...childTypes, 'customer', 'sync-issue'] as const
    const changed = types.flatMap((type) =>
      replica.all(type).filter(({ updatedAt }) => updatedAt > afterTheDemo),
    )
    const shown = JSON.stringify(changed)
    expect(typed.texts.filter((text) => !shown.includes(text))).toEqual([])
  }
}

/** Every row of every scope that the colleague may hold is on the device in the state of the server, and no other row. */
async function expectAsOnServer({ replica, session }: BranchDevice): Promise<void> {
  const { staffId, branchId } = session
  const held = [
    orgScope,
    branchScope(branchId),
    betweenColleaguesScope(branchId),
    complaintsScope(branchId),
    staffScope(staffId),
    portfolioScope(staffId),
  ]
  expect(held).toEqual(expect.arrayContaining(replica.scopes()))
  const states = await server.services.store.read(({ scopes }) => scopes.states(held))
  for (const scope of held) {
    const { count = 0, checksum = 0 } = states.get(scope) ?? {}
    expect([scope, replica.checksum(scope)]).toEqual([scope, { count, checksum }])
    const others = (await scopeRecords(server, scope)).filter(
      ({ type, id, data }) =>
        JSON.stringify(replica.get(RecordType.parse(type), id)?.data) !== JSON.stringify(data),
    )
    expect(others).toEqual([])
  }
}
