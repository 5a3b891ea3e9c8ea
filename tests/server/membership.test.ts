import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { branchScope, portfolioScope, staffScope } from '#shared/protocol/scope.ts'
import { verifyAuditChain } from '#server/audit-chain.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { customersOf, handOn, stored } from './handover-steps.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ customers: 60 })
})
afterAll(() => server.close())

function change(by: TestClient, staffId: string, body: unknown) {
  return by.patch(`/admin/staff/${staffId}`, body)
}

async function membershipOf(client: TestClient): Promise<number> {
  return (await client.pull()).checkpoint.membership ?? -1
}

describe('[SR1] membership', () => {
  test('[SR1] grows with every change of role and activity, with a new colleague and a hand-over, and else stays', async () => {
    const [admin, lead] = [await server.signIn('admin'), await server.signIn('lead')]
    const from = await server.signIn(server.colleague('rm', 0))
    const other = server.colleague('rm', 1)
    const seen = [await membershipOf(lead)]
    const next = async () => seen.push(await membershipOf(lead))
    await change(admin, other.id, { role: 'lobby' })
    await next()
    await change(admin, other.id, { role: 'rm' })
    await next()
    await admin.post('/admin/staff', { name: '新同事', staffNo: '77001', role: 'teller' })
    await next()
    const [customer = ''] = await customersOf(server, from)
    await handOn(lead, {
      fromId: from.session.staffId,
      toId: other.id,
      customerIds: [customer],
    })
    await next()
    expect(seen).toEqual(seen.toSorted((left, right) => left - right))
    expect(new Set(seen).size).toBe(seen.length)
    await change(admin, other.id, { name: other.name })
    await next()
    expect(seen.at(-1)).toBe(seen.at(-2))
  })

  test('[SR1] who loses a role loses the scope with the next pull, and the customers stay his', async () => {
    const admin = await server.signIn('admin')
    const who = server.colleague('rm', 2)
    const client = await server.signIn(who)
    const owned = await customersOf(server, client)
    const before = await client.pull()
    expect(before.checkpoint.scopes).toHaveProperty(portfolioScope(who.id))
    const response = await change(admin, who.id, { role: 'lobby' })
    expect(await response.json()).toMatchObject({ id: who.id, role: 'lobby', active: true })
    const after = await client.pull(before.checkpoint.cursor)
    expect(after.checkpoint.scopes).not.toHaveProperty(portfolioScope(who.id))
    expect(after.checkpoint.scopes).toHaveProperty(branchScope(who.branchId))
    expect(after.records.find(({ type }) => type === 'staff')?.data).toMatchObject({
      role: 'lobby',
    })
    expect(await customersOf(server, client)).toEqual(owned)
    await change(admin, who.id, { role: 'rm' })
    expect((await client.pull()).checkpoint.scopes).toHaveProperty(portfolioScope(who.id))
  })

  test('[SR1] a receipt of what was taken away is kept once, with an audit row of ids and a number', async () => {
    const client = await server.signIn('rm')
    const scope = portfolioScope(server.colleague('rm', 1).id)
    const receipts = [{ scope, rows: 412, checksum: 3_912_112_233 }]
    await client.pull(null, { receipts })
    await client.pull(null, { receipts })
    expect(await keptReceipts(client)).toMatchObject(receipts)
    const { store } = server.services
    const rows = await store.read(({ audit }) => audit.after(0, 100_000))
    const told = rows.filter(({ row }) => row.what === 'taken-away')
    expect(told.map(({ row }) => row)).toMatchObject([
      { refType: 'portfolio', refId: server.colleague('rm', 1).id, code: '412' },
    ])
    expect(await store.read(({ audit }) => verifyAuditChain(audit))).toMatchObject({ ok: true })
  })

  test('[SE3] a receipt or a report that is no number of rows is 422', async () => {
    const client = await server.signIn('rm')
    const scope = staffScope(client.session.staffId)
    for (const rows of [-1, 1.5, 1e300]) {
      await expect(client.pull(null, { receipts: [{ scope, rows, checksum: 1 }] })).rejects.toThrow(
        '422',
      )
    }
    await expect(client.pull(null, { unsyncedCount: 0.5 })).rejects.toThrow('422')
  })
})

describe('[SR2] the administrator', () => {
  test('[SR2] who leaves is signed out everywhere, cannot come back in, and stays in the branch with customers', async () => {
    const admin = await server.signIn('admin')
    const who = server.colleague('rm', 1)
    const client = await server.signIn(who)
    await change(admin, who.id, { active: false })
    expect((await client.get('/api/session')).status).toBe(401)
    expect((await client.pushRaw([])).status).toBe(401)
    const again = createTestClient(server.url)
    expect((await again.signIn(who.staffNo, server.password)).status).toBe(401)
    const lead = await server.signIn('lead')
    expect(lead.session.scopes).toContain(portfolioScope(who.id))
    expect((await stored(server, 'staff', who.id))?.record.data['active']).toBe(false)
    await change(admin, who.id, { active: true })
    expect((await (await server.signIn(who)).get('/api/session')).status).toBe(200)
  })

  test('[SR2] a name is changed in the account and in the record that colleagues see, its former value kept', async () => {
    const admin = await server.signIn('admin')
    const who = server.colleague('teller')
    await change(admin, who.id, { name: '改名后的同事' })
    const record = (await stored(server, 'staff', who.id))?.record
    expect(record?.data['name']).toBe('改名后的同事')
    expect(record?.history).toContainEqual(
      expect.objectContaining({ field: 'name', value: who.name }),
    )
    const list: unknown = await (await admin.get('/admin/staff')).json()
    expect(list).toContainEqual(expect.objectContaining({ id: who.id, name: '改名后的同事' }))
    await change(admin, who.id, { name: who.name })
  })

  test('[SR2] nobody else changes anybody, and no administrator the own role or activity', async () => {
    const admin = await server.signIn('admin')
    const who = server.colleague('rm', 2)
    for (const role of ['lead', 'rm', 'teller'] as const) {
      const response = await change(await server.signIn(role), who.id, { role: 'lead' })
      expect(response.status).toBe(403)
    }
    const own = admin.session.staffId
    for (const body of [{ active: false }, { role: 'lead' }]) {
      const refused = await change(admin, own, body)
      expect(refused.status).toBe(403)
      expect(await refused.json()).toMatchObject({ type: '/problems/not-allowed' })
    }
    expect((await change(admin, randomUUID(), { role: 'rm' })).status).toBe(404)
    expect((await change(admin, 'not-an-id', { role: 'rm' })).status).toBe(422)
    for (const body of [{ role: 'king' }, { branchId: randomUUID() }, { active: 'yes' }, []]) {
      expect((await change(admin, who.id, body)).status).toBe(422)
    }
    const withoutHeader = await fetch(`${server.url}/admin/staff/${who.id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', cookie: admin.cookie },
      body: JSON.stringify({ role: 'lead' }),
    })
    expect(withoutHeader.status).toBe(403)
    expect((await stored(server, 'staff', who.id))?.record.data['role']).toBe('rm')
  })

  test('[PL5] somebody who holds no scope of the branch hears at once that his role has changed', async () => {
    const admin = await server.signIn('admin')
    const { store } = server.services
    const who = server.colleague('teller')
    const heard: string[][] = []
    const stop = store.onMoved((scopes) => heard.push(scopes))
    const before = await store.read(({ scopes }) => scopes.states([staffScope(who.id)]))
    await change(admin, who.id, { role: 'lobby' })
    stop()
    expect(heard.flat()).toContain(staffScope(who.id))
    const after = await store.read(({ scopes }) => scopes.states([staffScope(who.id)]))
    const [had, has] = [before, after].map((states) => states.get(staffScope(who.id)))
    // A device that compares positions must see it, too; rows and checksum are as they were.
    expect(has?.seq).toBe((had?.seq ?? 0) + 1)
    expect(has).toMatchObject({ count: had?.count, checksum: had?.checksum })
    await change(admin, who.id, { role: 'teller' })
  })
})

function keptReceipts({ device }: TestClient) {
  return server.services.store.write(Date.now(), ({ receipts }) => receipts.ofDevice(device))
}
