import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ResetPasswordResponse } from '#shared/protocol/device-message.ts'
import { changeStaff } from '#server/change-staff.ts'
import { addBranch } from '#server/set-up-branch.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { taskData } from './record-data.ts'
import { problemOf } from './request-checks.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ customers: 20 })
})
afterAll(() => server.close())

async function auditOf(what: string) {
  const rows = await server.services.store.read(({ audit }) => audit.after(0, 100_000))
  return rows.filter(({ row }) => row.what === what).map(({ row }) => row)
}

test('[SE1] a forgotten password is replaced by a generated one that is shown once; all sessions of the colleague end', async () => {
  const admin = await server.signIn('admin')
  const who = server.colleague('rm')
  const [one, two] = [await server.signIn(who), await server.signIn(who)]
  const stream = (await one.get('/sync/live')).body?.getReader()
  await stream?.read()
  const response = await admin.post(`/admin/staff/${who.id}/password`, {})
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-store')
  const { staff, password } = ResetPasswordResponse.parse(await response.json())
  expect(staff).toMatchObject({ id: who.id, staffNo: who.staffNo })
  expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
  for (const client of [one, two]) expect((await client.get('/api/session')).status).toBe(401)
  await expect.poll(async () => (await stream?.read())?.done).toBe(true)
  const client = createTestClient(server.url)
  expect((await client.signIn(who.staffNo, server.password)).status).toBe(401)
  expect((await client.signIn(who.staffNo, password)).status).toBe(200)
  const rows = await auditOf('password-reset')
  expect(rows).toMatchObject([{ staffId: admin.session.staffId, refType: 'staff', refId: who.id }])
  expect(JSON.stringify(rows)).not.toContain(password)
  const kept = { current: password, next: server.password }
  expect((await client.post('/api/password', kept)).status).toBe(204)
})

test('[SE1][SC5] nobody else resets a password, and an administrator not the own one', async () => {
  const who = server.colleague('rm', 1)
  for (const role of ['rm', 'lead', 'teller'] as const) {
    const client = await server.signIn(role)
    expect((await client.post(`/admin/staff/${who.id}/password`, {})).status).toBe(403)
  }
  const admin = await server.signIn('admin')
  const own = await admin.post(`/admin/staff/${admin.session.staffId}/password`, {})
  expect(await problemOf(own)).toMatchObject({ type: '/problems/not-allowed' })
  expect((await admin.get('/api/session')).status).toBe(200)
  expect((await admin.post(`/admin/staff/${randomUUID()}/password`, {})).status).toBe(404)
  expect((await server.signIn(who)).session.staffId).toBe(who.id)
})

test('[SR2] whoever has left is signed out of every device at once, live streams too, and keeps what was written', async () => {
  const admin = await server.signIn('admin')
  const who = server.colleague('rm', 2)
  const client = await server.signIn(who)
  const owned = (await client.pull()).records.filter(({ data }) => data['ownerId'] === who.id)
  const stream = (await client.get('/sync/live')).body?.getReader()
  await stream?.read()
  expect((await admin.patch(`/admin/staff/${who.id}`, { active: false })).status).toBe(200)
  await expect.poll(async () => (await stream?.read())?.done).toBe(true)
  const lead = await server.signIn('lead')
  const seen = (await lead.pull()).records.filter(({ data }) => data['ownerId'] === who.id)
  expect(seen.map(({ id }) => id).toSorted()).toEqual(owned.map(({ id }) => id).toSorted())
  await admin.patch(`/admin/staff/${who.id}`, { active: true })
})

test('[R21][SR2] what was asked of somebody who leaves, moves or becomes an administrator is given up and tells who asked; what he asked stays', async () => {
  const { store } = server.services
  const admin = await server.signIn('admin')
  const who = server.colleague('teller')
  const asker = await server.signIn('rm')
  const { staffId: askedBy, branchId } = asker.session
  const ask = async (by: TestClient, assigneeId: string) => {
    const id = randomUUID()
    const data = taskData(assigneeId, { askedBy: by.session.staffId, branchId })
    const draft = by.draft('task', id, { kind: 'create', args: { data: { ...data } } })
    const { results } = await by.push([draft])
    return { id, outcome: results[0]?.outcome }
  }
  const statusOf = async (id: string) =>
    (await store.read(({ records }) => records.get('task', id)))?.record.data['status']
  const otherBranch = randomUUID()
  await store.write(Date.now(), (transaction) =>
    addBranch(
      transaction,
      { id: otherBranch, name: '别的网点', code: 'B98' },
      { at: Date.now(), staffId: askedBy },
    ),
  )
  const ways = [
    [{ active: false }, { active: true }],
    [{ role: 'admin' }, { role: 'teller' }],
    [{ branchId: otherBranch }, { branchId }],
  ]
  for (const [away, back] of ways) {
    const own = await ask(await server.signIn(who), askedBy)
    const { id } = await ask(asker, who.id)
    const done = await ask(asker, who.id)
    await asker.push([
      asker.draft('task', done.id, { kind: 'complete', args: { completionId: randomUUID() } }),
    ])
    expect((await admin.patch(`/admin/staff/${who.id}`, away ?? {})).status).toBe(200)
    const heard = (await asker.pull()).records.find((record) => record.id === id)
    expect(heard?.data).toMatchObject({ status: 'cancelled' })
    expect(heard?.stamps?.['status']?.by).toBe(admin.session.staffId)
    expect([await statusOf(done.id), await statusOf(own.id)]).toEqual(['todo', 'todo'])
    expect((await ask(asker, who.id)).outcome).toBe('rejected')
    expect((await admin.patch(`/admin/staff/${who.id}`, back ?? {})).status).toBe(200)
    expect((await ask(asker, who.id)).outcome).toBe('applied')
  }
})

test('[SE1] two administrators who end each other at the same time leave one', async () => {
  const first = await server.signIn('admin')
  const body = { name: '第二位管理员', staffNo: '9002', role: 'admin' }
  const { staff, password } = await (await first.post('/admin/staff', body)).json()
  const second = createTestClient(server.url)
  await second.signIn('9002', password)
  const answers = await Promise.all([
    first.patch(`/admin/staff/${staff.id}`, { active: false }),
    second.patch(`/admin/staff/${first.session.staffId}`, { active: false }),
  ])
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 401]))
  const left = await server.services.store.read(({ staff }) => staff.all())
  expect(left.filter(({ role, active }) => role === 'admin' && active)).toHaveLength(1)
  const keeper = { serverId: randomUUID() }
  const ended = left.find(({ role, active }) => role === 'admin' && !active)
  const now = Date.now()
  await server.services.store.write(now, (transaction) =>
    changeStaff(transaction, keeper, ended?.id ?? '', { change: { active: true }, now }),
  )
})

test('[SE1] the last administrator of a branch is neither ended nor given another role, not by an operator either', async () => {
  const { store } = server.services
  const admins = (await store.read(({ staff }) => staff.all())).filter(
    ({ role }) => role === 'admin',
  )
  const keeper = { serverId: randomUUID() }
  const change = (id: string, what: { active?: boolean; role?: 'rm' | 'admin' }) =>
    store.write(Date.now(), (transaction) =>
      changeStaff(transaction, keeper, id, { change: what, now: Date.now() }),
    )
  const [last, ...others] = admins
  for (const { id } of others) expect((await change(id, { active: false })).ok).toBe(true)
  for (const what of [{ active: false }, { role: 'rm' as const }]) {
    const refused = await change(last?.id ?? '', what)
    expect(refused).toMatchObject({
      ok: false,
      problem: { problem: { type: '/problems/last-administrator', status: 409 } },
    })
  }
  for (const { id } of others) expect((await change(id, { active: true })).ok).toBe(true)
  const rows = (await auditOf('staff-changed')).filter(({ code }) => code?.includes('operator'))
  expect(rows.every(({ staffId, device }) => staffId === null && device === null)).toBe(true)
  expect(rows.length).toBeGreaterThan(0)
})
