import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { branchScope, portfolioScope } from '#shared/protocol/scope.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { accept, customersOf, propose, stored } from './handover-steps.ts'
import { problemOf } from './request-checks.ts'

let server: TestServer
let admin: TestClient
beforeAll(async () => {
  server = await startTestServer({ customers: 30 })
  admin = await server.signIn('admin')
})
afterAll(() => server.close())

function move(by: TestClient, staffId: string, branchId: string): Promise<Response> {
  return by.patch(`/admin/staff/${staffId}`, { branchId })
}

async function openBranch(name: string, code: string): Promise<string> {
  const response = await admin.post('/admin/branches', { name, code })
  expect(response.status).toBe(201)
  const { id }: { id: string } = await response.json()
  return id
}

describe('[SC1] an administrator keeps the branches', () => {
  test('[SC1] a new branch and what is changed of it reach every device by sync', async () => {
    const teller = await server.signIn('teller')
    const id = await openBranch('城东网点', 'cdwd')
    const hours = Array.from({ length: 7 }, () => ({ from: 510, to: 1020 }))
    const change = { name: '城东新网点', hours, complaintHotline: '0571-8888 0000' }
    expect((await admin.patch(`/admin/branches/${id}`, change)).status).toBe(200)
    const { records } = await teller.pull()
    const branch = records.find((record) => record.id === id)
    expect(branch).toMatchObject({
      type: 'branch',
      scope: 'org',
      data: { code: 'CDWD', ...change },
    })
    expect(branch?.history?.map(({ field }) => field)).toContain('name')
  })

  test('[SE3] a code that is taken, hours that end before they begin and a hotline of words are refused by field', async () => {
    await openBranch('城西网点', 'CX')
    const taken = await admin.post('/admin/branches', { name: '另一个', code: 'cx' })
    expect(await problemOf(taken)).toMatchObject({
      type: '/problems/branch-code-taken',
      fields: [{ field: 'code' }],
    })
    const hours = [{ from: 1020, to: 540 }, ...Array.from({ length: 6 }, () => null)]
    for (const [body, field] of [
      [{ name: '甲', code: 'A B' }, 'code'],
      [{ name: ' ', code: 'AB' }, 'name'],
      [{ name: '甲', code: 'AB', hours }, 'hours'],
      [{ name: '甲', code: 'AB', complaintHotline: '打给经理' }, 'complaintHotline'],
    ] as const) {
      const problem = await problemOf(await admin.post('/admin/branches', body))
      expect(problem).toMatchObject({ status: 422 })
      expect(JSON.stringify(problem['fields'])).toContain(field)
    }
  })

  test('[SC5] nobody else makes or changes a branch, and the code stays', async () => {
    const lead = await server.signIn('lead')
    const { branchId } = lead.session
    expect((await lead.post('/admin/branches', { name: '甲', code: 'AB' })).status).toBe(403)
    expect((await lead.patch(`/admin/branches/${branchId}`, { name: '甲' })).status).toBe(403)
    expect((await admin.patch(`/admin/branches/${branchId}`, { code: 'AB' })).status).toBe(422)
    expect((await admin.patch(`/admin/branches/${randomUUID()}`, { name: '甲' })).status).toBe(404)
  })
})

describe('[SR2] a colleague changes the branch', () => {
  test('[SR2] not while customers or a hand-over are waiting for it, and the answer says how many', async () => {
    const to = await openBranch('城南网点', 'CN')
    const manager = await server.signIn('rm')
    const other = await server.signIn(server.colleague('rm', 1))
    const customers = await customersOf(server, manager)
    const tryToMove = () => move(admin, manager.session.staffId, to)
    expect(await problemOf(await tryToMove())).toMatchObject({
      type: '/problems/still-needed',
      customers: customers.length,
      handovers: 0,
    })
    const id = await propose(manager, {
      fromId: manager.session.staffId,
      toId: other.session.staffId,
    })
    expect(await problemOf(await tryToMove())).toMatchObject({ handovers: 1 })
    await accept(other, id)
    expect((await tryToMove()).status).toBe(200)
  })

  test('[SR1] and holds the scopes of the new one alone, from the next sign-in on', async () => {
    const to = await openBranch('城北网点', 'CB')
    const teller = server.colleague('teller', 1)
    const client = await server.signIn(teller)
    const former = teller.branchId
    expect((await client.pull()).records.some(({ type }) => type === 'customer')).toBe(true)
    await move(admin, teller.id, to)
    expect((await client.get('/api/session')).status).toBe(401)
    await client.signIn(teller.staffNo, server.password)
    expect(client.session).toMatchObject({ branchId: to, branchName: '城北网点' })
    const { records, checkpoint } = await client.pull()
    expect(Object.keys(checkpoint.scopes)).toContain(branchScope(to))
    expect(Object.keys(checkpoint.scopes)).not.toContain(branchScope(former))
    expect(records.filter(({ type }) => type === 'customer')).toEqual([])
    expect(records.find(({ id }) => id === teller.id)?.data['branchId']).toBe(to)
    // Who stays hears that the colleague has gone.
    const lead = await server.signIn('lead')
    const left = await lead.pull()
    expect(left.records.some(({ id }) => id === teller.id)).toBe(false)
    expect(Object.keys(left.checkpoint.scopes)).not.toContain(portfolioScope(teller.id))
  })

  test('[SC5] to a branch that is there, by an administrator alone, and nobody by himself', async () => {
    const lobby = server.colleague('lobby')
    const lead = await server.signIn('lead')
    expect((await move(admin, lobby.id, randomUUID())).status).toBe(422)
    expect((await move(lead, lobby.id, lobby.branchId)).status).toBe(403)
    const to = await openBranch('开发区网点', 'KFQ')
    expect((await move(admin, admin.session.staffId, to)).status).toBe(403)
    expect((await stored(server, 'staff', lobby.id))?.scope).toBe(branchScope(lobby.branchId))
  })

  test('[SE1] a new colleague comes to the branch that is named', async () => {
    const branchId = await openBranch('新城网点', 'XC')
    const body = { name: '新同事', staffNo: '88001', role: 'teller', branchId }
    const { password } = await (await admin.post('/admin/staff', body)).json()
    const client = createTestClient(server.url)
    await client.signIn('88001', password)
    expect(client.session).toMatchObject({ branchId })
    const elsewhere = { ...body, staffNo: '88002', branchId: randomUUID() }
    expect((await admin.post('/admin/staff', elsewhere)).status).toBe(422)
  })
})
