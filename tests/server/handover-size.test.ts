import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { addToChecksum, rowChecksum } from '#shared/protocol/checksum.ts'
import { branchScope, portfolioScope } from '#shared/protocol/scope.ts'
import { newRecord } from '#server/set-up-branch.ts'
import { startTestServer } from '#tests/support/test-server.ts'
import { accept, propose, stored } from './handover-steps.ts'
import { taskData } from './record-data.ts'

const customers = 10_000
/** A profile, a note, a date and an open task each. */
const childrenEach = 4
/** On two cores shared with other work; a query for each record would take minutes. */
const longestMs = 30_000

test('[SR2] a portfolio of 10,000 customers goes over with 40,000 children in one transaction', async () => {
  const server = await startTestServer({ customers: 20 })
  const [from, to] = [await server.signIn('rm'), await server.signIn(server.colleague('rm', 1))]
  const { branchId, staffId: fromId } = from.session
  const toId = to.session.staffId
  const { store } = server.services
  const [former, next] = [portfolioScope(fromId), portfolioScope(toId)]
  await store.write(1, async ({ records }) => {
    records.putNew(manyCustomers({ branchId, fromId }))
  })
  const count = async (scope: string) =>
    (await store.read(({ scopes }) => scopes.states([scope]))).get(scope)?.count ?? -1
  const [hadFrom, hadTo] = [await count(former), await count(next)]
  const owned = await store.read(({ records }) => records.ofScope(branchScope(branchId)))
  const customersBefore = owned.filter(({ body }) => body.includes(`"ownerId":"${fromId}"`)).length

  const id = await propose(from, { fromId, toId })
  const began = performance.now()
  const { results } = await accept(to, id)
  const took = performance.now() - began
  console.log(
    `hand-over of ${customersBefore} customers, ${hadFrom} children: ${Math.round(took)} ms`,
  )

  expect(results).toMatchObject([{ outcome: 'applied' }])
  expect(took).toBeLessThan(longestMs)
  expect(customersBefore).toBeGreaterThanOrEqual(customers)
  expect(hadFrom).toBeGreaterThanOrEqual(customers * childrenEach)
  expect((await stored(server, 'handover', id))?.record.data['movedCount']).toBe(customersBefore)
  expect(await count(former)).toBe(0)
  expect(await count(next)).toBe(hadFrom + hadTo)
  const open = await store.read(({ records }) => records.ofScope(next))
  const tasks = open.filter(({ type, id }) => type === 'task' && id.startsWith(many))
  expect(tasks.every(({ body }) => body.includes(`"assigneeId":"${toId}"`))).toBe(true)
  // SC3, PL3: the counters, kept without counting, are what counting says.
  for (const scope of [former, next, branchScope(branchId)]) {
    const rows = await store.read(({ records }) => records.ofScope(scope))
    const checksum = rows.reduce(
      (sum, { type, id, seq }) => addToChecksum(sum, rowChecksum(type, id, seq)),
      0,
    )
    const state = (await store.read(({ scopes }) => scopes.states([scope]))).get(scope)
    expect(state).toMatchObject({ count: rows.length, checksum })
    expect(new Set(rows.map(({ seq }) => seq)).size).toBe(rows.length)
  }
  // SC4: who had them hears that each of them went.
  const outs = await store.read(async (reader) => {
    const found = await Promise.all(
      [1, 2, 3, 4].map((tier) =>
        reader.outs.range({ scope: former, tier, after: 0, through: 1e9 }, 1e6),
      ),
    )
    return found.flat().length
  })
  expect(outs).toBe(hadFrom)
  await server.close()
}, 180_000)

/** Ids of what was made here begin with it. */
const many = 'facade00'

const newId = () => many + randomUUID().slice(8)

function* manyCustomers({ branchId, fromId }: { branchId: string; fromId: string }) {
  const by = { at: 1, staffId: fromId }
  const [cards, portfolio] = [branchScope(branchId), portfolioScope(fromId)]
  for (let index = 0; index < customers; index += 1) {
    const id = newId()
    const card = { branchId, ownerId: fromId, name: `客户${index}`, tier: 'mass', likes: [] }
    const task = taskData(fromId, { customerId: id })
    yield { record: newRecord('customer', id, card, by), scope: cards }
    yield { record: newRecord('profile', id, { customerId: id }, by), scope: portfolio }
    const note = { customerIds: [id], authorId: fromId, text: '聊了近况，约了下个月再见。' }
    yield { record: newRecord('interaction', newId(), note, by), scope: portfolio }
    const date = { customerId: id, kind: 'birthday', month: 3, day: 8 }
    yield { record: newRecord('important-date', newId(), date, by), scope: portfolio }
    yield { record: newRecord('task', newId(), task, by), scope: portfolio }
  }
}
