import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { branchScope, portfolioScope } from '#shared/protocol/scope.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { accept, customersOf, handOn, propose, scopeRecords, stored } from './handover-steps.ts'
import { taskData } from './record-data.ts'

let server: TestServer
/** Two managers and their lead; each test begins with fresh customers of the first. */
let [from, to, lead]: TestClient[] = []
beforeAll(async () => {
  server = await startTestServer({ customers: 60 })
})
afterAll(() => server.close())
beforeEach(async () => {
  from = await server.signIn(server.colleague('rm', 0))
  to = await server.signIn(server.colleague('rm', 1))
  lead = await server.signIn('lead')
})

function people() {
  if (from === undefined || to === undefined || lead === undefined) throw new Error('Nobody.')
  return { from, to, lead, fromId: from.session.staffId, toId: to.session.staffId }
}

/** Gives everything back, so that the next test finds it as it was. */
async function giveBack(customerIds: string[]): Promise<void> {
  const { lead, fromId, toId } = people()
  await handOn(lead, { fromId: toId, toId: fromId, customerIds })
}

function task(by: TestClient, customerId: string, assigneeId = by.session.staffId) {
  const id = randomUUID()
  const data = taskData(assigneeId, { customerId })
  return { id, draft: by.draft('task', id, { kind: 'create', args: { data } }) }
}

function names(rows: { type: string; id: string }[]): string[] {
  return rows.map(({ type, id }) => `${type}|${id}`).toSorted()
}

describe('[SR2] a hand-over', () => {
  test('[R4] moves of what was written about several customers only the note of whom it moves', async () => {
    const { from, lead, fromId, toId } = people()
    const [moving = '', staying = ''] = await customersOf(server, from)
    const groupId = randomUUID()
    const [moved, kept] = [moving, staying].map((customerId) => {
      const id = randomUUID()
      const data = {
        customerIds: [customerId],
        authorId: fromId,
        at: 1_795_000_000_000,
        channel: 'branch',
        direction: 'in',
        purpose: [],
        text: '两人一起来的。',
        groupId,
      }
      return { id, draft: from.draft('interaction', id, { kind: 'create', args: { data } }) }
    })
    if (moved === undefined || kept === undefined) throw new Error('There are two.')
    await from.push([moved.draft, kept.draft])
    await handOn(lead, { fromId, toId, customerIds: [moving] })
    expect((await stored(server, 'interaction', moved.id))?.scope).toBe(portfolioScope(toId))
    expect((await stored(server, 'interaction', kept.id))?.scope).toBe(portfolioScope(fromId))
    await giveBack([moving])
  })

  test('[SR2] moves nothing while it is proposed, and customers with all children once it is accepted', async () => {
    const { from, to, fromId, toId } = people()
    const customerIds = (await customersOf(server, from)).slice(0, 3)
    const own = task(from, customerIds[0] ?? '')
    await from.push([own.draft])
    const id = await propose(from, { fromId, toId, customerIds })
    expect((await stored(server, 'task', own.id))?.scope).toBe(portfolioScope(fromId))
    const children = (await scopeRecords(server, portfolioScope(fromId))).filter(
      (record) =>
        customerIds.includes(record.id) || customerIds.includes(String(record.data['customerId'])),
    )

    expect((await accept(to, id)).results).toMatchObject([{ outcome: 'applied' }])
    for (const customer of customerIds) {
      const card = await stored(server, 'customer', customer)
      expect(card?.record.data['ownerId']).toBe(toId)
      expect(card?.record.history).toContainEqual(
        expect.objectContaining({ field: 'ownerId', value: fromId, why: 'replaced' }),
      )
    }
    for (const { type, id } of children) {
      expect((await stored(server, type, id))?.scope).toBe(portfolioScope(toId))
    }
    expect((await stored(server, 'handover', id))?.record.data).toMatchObject({
      state: 'accepted',
      decidedBy: toId,
      movedCount: 3,
    })
    await giveBack(customerIds)
  })

  test('[SR2] both devices see it with their next pull: outs for the one, records for the other, checksums right', async () => {
    const { from, to, lead, fromId, toId } = people()
    const [customer = ''] = await customersOf(server, from)
    await from.push([task(from, customer).draft])
    const [byFrom, byTo] = [await from.pull(), await to.pull()]
    const children = byFrom.records.filter(
      ({ id, scope, data }) =>
        scope === portfolioScope(fromId) &&
        (id === customer ||
          data['customerId'] === customer ||
          (Array.isArray(data['customerIds']) && data['customerIds'][0] === customer)),
    )
    expect(children.length).toBeGreaterThan(1)
    await handOn(lead, { fromId, toId, customerIds: [customer] })
    const after = await from.pull(byFrom.checkpoint.cursor)
    const outs = after.pages.flatMap(({ outs = [] }) => outs.map(([, type, id]) => ({ type, id })))
    expect(names(outs)).toEqual(names(children))
    const gained = await to.pull(byTo.checkpoint.cursor)
    const gainedChildren = gained.records.filter(({ scope }) => scope === portfolioScope(toId))
    expect(names(gainedChildren)).toEqual(names(children))
    // What an empty device gets now is what the counters say.
    const whole = await to.pull(null, { compare: [portfolioScope(toId)] })
    expect(whole.checkpoint.scopes).toEqual(gained.checkpoint.scopes)
    expect(whole.indexes.flatMap(({ rows }) => rows)).toHaveLength(
      whole.checkpoint.scopes[portfolioScope(toId)]?.count ?? -1,
    )
    await giveBack([customer])
  })

  test('[SR2] open tasks of the former manager become the new one’s; done ones and others’ stay as they were', async () => {
    const { from, lead, fromId, toId } = people()
    const [customer = ''] = await customersOf(server, from)
    const tellerId = server.colleague('teller').id
    const [open, done, others] = [
      task(from, customer),
      task(from, customer),
      task(from, customer, tellerId),
    ]
    await from.push([open.draft, done.draft, others.draft])
    await from.push([
      from.draft('task', done.id, { kind: 'complete', args: { completionId: randomUUID() } }),
    ])
    await handOn(lead, { fromId, toId, customerIds: [customer] })
    const assignee = async (id: string) =>
      (await stored(server, 'task', id))?.record.data['assigneeId']
    expect(await assignee(open.id)).toBe(toId)
    expect(await assignee(done.id)).toBe(fromId)
    expect(await assignee(others.id)).toBe(tellerId)
    await giveBack([customer])
  })

  test('[SR2] changes of the same push that come before the acceptance move along and are not lost', async () => {
    const { from, lead, fromId, toId } = people()
    const [customer = ''] = await customersOf(server, from)
    const own = task(lead, customer, fromId)
    const id = randomUUID()
    const data = { branchId: lead.session.branchId, fromId, toId, reason: 'leaving' }
    const card = await stored(server, 'customer', customer)
    const { results } = await lead.push([
      own.draft,
      lead.draft('customer', customer, {
        kind: 'patch',
        args: {
          changes: {
            salutation: { from: card?.record.data['salutation'] ?? null, to: '临走前改的称呼' },
          },
        },
      }),
      lead.draft('handover', id, {
        kind: 'create',
        args: { data: { ...data, customerIds: [customer] } },
      }),
      lead.draft('handover', id, { kind: 'accept', args: {} }),
    ])
    expect(results.map(({ outcome }) => outcome)).toEqual(Array(4).fill('applied'))
    expect(await stored(server, 'task', own.id)).toMatchObject({
      scope: portfolioScope(toId),
      record: { data: { assigneeId: toId } },
    })
    expect((await stored(server, 'customer', customer))?.record.data).toMatchObject({
      ownerId: toId,
      salutation: '临走前改的称呼',
    })
    await giveBack([customer])
  })

  test('[SR2] only customers that the colleague still owns move, and the number says so', async () => {
    const { from, lead, fromId, toId } = people()
    const [own = ''] = await customersOf(server, from)
    const third = server.colleague('rm', 2)
    const foreign = (await scopeRecords(server, branchScope(third.branchId))).find(
      ({ type, data }) => type === 'customer' && data['ownerId'] === third.id,
    )
    const customerIds = [own, foreign?.id ?? '', randomUUID()]
    const id = await handOn(lead, { fromId, toId, customerIds })
    expect((await stored(server, 'handover', id))?.record.data['movedCount']).toBe(1)
    const untouched = await stored(server, 'customer', foreign?.id ?? '')
    expect(untouched?.record.data['ownerId']).toBe(third.id)
    await giveBack([own])
  })

  test('[SR2] accepted twice, or sent twice, it moves once', async () => {
    const { from, to, lead, fromId, toId } = people()
    const [customer = ''] = await customersOf(server, from)
    const id = await propose(from, { fromId, toId, customerIds: [customer] })
    const operation = { n: to.nextN, ...to.draft('handover', id, { kind: 'accept', args: {} }) }
    await to.pushRaw([operation])
    const seq = (await stored(server, 'customer', customer))?.seq
    await to.pushRaw([operation])
    to.nextN += 1
    expect((await accept(lead, id)).results).toMatchObject([{ outcome: 'noop' }])
    expect((await stored(server, 'customer', customer))?.seq).toBe(seq)
    await giveBack([customer])
  })

  test('[SR2] a returned hand-over moves nothing and cannot be accepted any more', async () => {
    const { from, to, fromId, toId } = people()
    const [customer = ''] = await customersOf(server, from)
    const id = await propose(from, { fromId, toId, customerIds: [customer] })
    await to.push([
      to.draft('handover', id, { kind: 'return', args: { reason: '本月客户已满。' } }),
    ])
    expect((await accept(to, id)).results).toMatchObject([
      { outcome: 'rejected', reason: 'transition-not-legal' },
    ])
    expect((await stored(server, 'customer', customer))?.record.data['ownerId']).toBe(fromId)
  })

  test('[SR2] nobody accepts for another one, or proposes customers of another one, or says that it is accepted', async () => {
    const { from, fromId, toId } = people()
    const third = await server.signIn(server.colleague('rm', 2))
    const teller = await server.signIn('teller')
    const [customer = ''] = await customersOf(server, from)
    const id = await propose(from, { fromId, toId, customerIds: [customer] })
    for (const forger of [third, teller, from]) {
      expect((await accept(forger, id)).results).toMatchObject([
        { outcome: 'rejected', reason: 'not-allowed' },
      ])
    }
    const forged = randomUUID()
    const data = {
      branchId: third.session.branchId,
      fromId,
      toId: third.session.staffId,
      reason: 'other',
    }
    const create = (more: object) =>
      third.draft('handover', forged, { kind: 'create', args: { data: { ...data, ...more } } })
    expect((await third.push([create({})])).results).toMatchObject([{ reason: 'not-allowed' }])
    const own = {
      ...data,
      fromId: third.session.staffId,
      toId,
      state: 'accepted',
      decidedBy: toId,
    }
    const signed = third.draft('handover', forged, { kind: 'create', args: { data: own } })
    expect((await third.push([signed])).results).toMatchObject([{ reason: 'server-owned-field' }])
    expect((await stored(server, 'customer', customer))?.record.data['ownerId']).toBe(fromId)
  })

  test('[SR2] it is refused when whoever is to take the customers cannot any more', async () => {
    const { from, lead, fromId } = people()
    const third = server.colleague('rm', 2)
    const admin = await server.signIn('admin')
    const [customer = ''] = await customersOf(server, from)
    const id = await propose(from, { fromId, toId: third.id, customerIds: [customer] })
    await admin.patch(`/admin/staff/${third.id}`, { active: false })
    expect((await accept(lead, id)).results).toMatchObject([
      { outcome: 'rejected', reason: 'invalid-value', details: ['toId'] },
    ])
    expect((await stored(server, 'customer', customer))?.record.data['ownerId']).toBe(fromId)
    await admin.patch(`/admin/staff/${third.id}`, { active: true })
  })
})
