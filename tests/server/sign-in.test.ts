import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { SessionInfo } from '#shared/protocol/session-message.ts'
import { hashPassword } from '#server/passwords.ts'
import { createTestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'

let server: TestServer
let now = Date.now()
beforeAll(async () => {
  server = await startTestServer({ clock: () => now })
})
afterAll(() => server.close())

test('[SE2] signing in answers who one is and sets a cookie that scripts cannot read', async () => {
  const client = createTestClient(server.url)
  const { staffNo, name } = server.colleague('rm')
  const response = await client.signIn(staffNo, server.password)
  expect(response.status).toBe(200)
  expect(SessionInfo.parse(await response.json())).toMatchObject({ staffNo, name, role: 'rm' })
  const [cookie = ''] = response.headers.getSetCookie()
  expect(cookie).toMatch(/^branchbook=[\w-]{43};/)
  expect(cookie).toContain('HttpOnly')
  expect(cookie).toContain('SameSite=Strict')
  expect(cookie).not.toContain('Secure')
  const session = await client.get('/api/session')
  expect(await session.json()).toMatchObject({ staffNo, demo: true })
})

test('[SE2] behind TLS the cookie is __Host- and Secure, and HSTS is set', async () => {
  const behind = await startTestServer({ trustProxy: true })
  const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'bank.example' }
  const body = {
    staffNo: behind.colleague('rm').staffNo,
    password: behind.password,
    device: randomUUID(),
    epoch: randomUUID(),
  }
  const client = createTestClient(behind.url)
  const response = await client.post('/api/sign-in', body, headers)
  expect(response.headers.getSetCookie()[0]).toMatch(/^__Host-branchbook=.*Secure/)
  expect(response.headers.getSetCookie()[0]).toContain('Path=/')
  expect(response.headers.get('strict-transport-security')).toContain('max-age=')
  const plain = await client.post('/api/sign-in', body, { 'x-forwarded-host': 'bank.example' })
  expect(plain.status).toBe(403)
  expect(await plain.json()).toMatchObject({ type: '/problems/needs-https' })
  expect(plain.headers.getSetCookie()).toEqual([])
  await behind.close()
})

test('[SE2] only the hash of a token is stored', async () => {
  const client = await server.signIn('lead')
  const token = client.cookie.split('=')[1] ?? ''
  const found = await server.services.store.read(({ sessions }) => sessions.find(token, 0))
  expect(found).toBeUndefined()
})

test('[SE1] a wrong password and an unknown number are answered alike, in about the same time', async () => {
  const { staffNo } = server.colleague('teller')
  const times: Record<string, number> = {}
  const answers: unknown[] = []
  for (const who of [staffNo, 'nobody']) {
    const client = createTestClient(server.url)
    const started = performance.now()
    for (let round = 0; round < 3; round += 1) {
      const response = await client.signIn(who, 'wrong password')
      expect(response.status).toBe(401)
      if (round === 0) answers.push(await response.json())
    }
    times[who] = performance.now() - started
  }
  expect(answers[0]).toEqual(answers[1])
  // Without the same work an unknown number would be answered fifty times faster.
  expect(times['nobody']).toBeGreaterThan((times[staffNo] ?? 0) / 5)
})

test('[SE1] after five failures one has to wait, longer each time, also with the right password', async () => {
  const { staffNo } = server.colleague('lobby')
  const client = createTestClient(server.url)
  for (let round = 0; round < 5; round += 1) {
    expect((await client.signIn(staffNo, 'wrong password')).status).toBe(401)
  }
  const refused = await client.signIn(staffNo, server.password)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('2')
  const said = { type: '/problems/too-many-requests', retryAfterMs: 2000 }
  expect(await refused.json()).toMatchObject(said)
  now += 2000
  expect((await client.signIn(staffNo, 'wrong password')).status).toBe(401)
  expect((await client.signIn(staffNo, server.password)).headers.get('retry-after')).toBe('4')
  now += 4000
  expect((await client.signIn(staffNo, server.password)).status).toBe(200)
})

test('[SE1] strangers who guess keep nobody out of a tablet that the person has signed in on', async () => {
  const who = server.colleague('rm', 3)
  const own = await server.signIn(who)
  for (let round = 0; round < 6; round += 1) {
    await createTestClient(server.url).signIn(who.staffNo, 'a guess')
  }
  expect((await createTestClient(server.url).signIn(who.staffNo, server.password)).status).toBe(429)
  const { staffNo } = who
  const { device, epoch } = own
  const again = { staffNo, password: server.password, device, epoch }
  const cookie = `branchbook-device=${device}`
  expect((await own.post('/api/sign-in', again, { cookie })).status).toBe(200)
  // The device of one colleague is no way around the wait for another one's number.
  const { device: foreign } = await server.signIn('lead')
  const stolen = { cookie: `branchbook-device=${foreign}` }
  expect((await own.post('/api/sign-in', again, stolen)).status).toBe(429)
})

test('[SE1] known, unknown and ended numbers go the same way: the same work, the same transactions', async () => {
  const [known, ended] = [server.colleague('rm', 1), server.colleague('rm', 2)]
  const admin = await server.signIn('admin')
  await admin.patch(`/admin/staff/${ended.id}`, { active: false })
  const ways = []
  for (const staffNo of [known.staffNo, ended.staffNo, 'nobody-at-all']) {
    const { store } = server.services
    const [read, write] = [vi.spyOn(store, 'read'), vi.spyOn(store, 'write')]
    const answer = await createTestClient(server.url).signIn(staffNo, 'wrong password')
    const calls = [read, write].map(({ mock }) => mock.calls.length)
    ways.push({ status: answer.status, body: await answer.json(), calls })
    read.mockRestore()
    write.mockRestore()
  }
  expect(ways[0]?.status).toBe(401)
  expect(ways[1]).toEqual(ways[0])
  expect(ways[2]).toEqual(ways[0])
  await admin.patch(`/admin/staff/${ended.id}`, { active: true })
})

test('[SE1] many wrong passwords at the same time are counted like as many in a row', async () => {
  const { staffNo } = server.colleague('lobby')
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => createTestClient(server.url).signIn(staffNo, 'not it')),
  )
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
})

test('[SE1] behind a proxy the wait is for the address it names, not for one that the client made up', async () => {
  const behind = await startTestServer({ trustProxy: true })
  const { staffNo } = behind.colleague('rm')
  const statuses: number[] = []
  for (let attempt = 0; attempt < 7; attempt += 1) {
    const headers = { 'x-forwarded-for': `10.0.0.${attempt}, 192.0.2.1` }
    const { device, epoch, post } = createTestClient(behind.url)
    const body = { staffNo, password: 'not it', device, epoch }
    statuses.push((await post('/api/sign-in', body, headers)).status)
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
  await behind.close()
})

test('[SE2] signing out ends the session on the server, not only the cookie', async () => {
  const client = await server.signIn('rm')
  expect((await client.post('/api/sign-out', {})).status).toBe(204)
  expect((await client.get('/api/session')).status).toBe(401)
  expect((await client.pushRaw([])).status).toBe(401)
})

test('[SE2] a session ends after thirty days', async () => {
  const client = await server.signIn('rm')
  now += 31 * 24 * 60 * 60_000
  expect((await client.get('/api/session')).status).toBe(401)
})

test('[SE1] a changed password counts at once and ends the other sessions, but not this one', async () => {
  const who = server.colleague('rm', 4)
  const [here, there] = [await server.signIn(who), await server.signIn(who)]
  const wrong = await here.post('/api/password', { current: 'not this', next: 'a new pass 1' })
  expect(wrong.status).toBe(403)
  const changed = await here.post('/api/password', {
    current: server.password,
    next: '一个新的密码2026',
  })
  expect(changed.status).toBe(204)
  expect((await here.get('/api/session')).status).toBe(200)
  expect((await there.get('/api/session')).status).toBe(401)
  const client = createTestClient(server.url)
  expect((await client.signIn(who.staffNo, server.password)).status).toBe(401)
  expect((await client.signIn(who.staffNo, '一个新的密码2026')).status).toBe(200)
})

test('[SC5] who leaves, or whose password changes, while it is being checked is not let in', async () => {
  const admin = await server.signIn('admin')
  const { id, staffNo } = server.colleague('teller')
  const client = createTestClient(server.url)
  const signingIn = client.signIn(staffNo, server.password)
  // Answered after the sign-in has looked the account up and before the slow hash is done.
  expect((await admin.get('/api/hello')).status).toBe(200)
  expect((await admin.patch(`/admin/staff/${id}`, { active: false })).status).toBe(200)
  expect((await signingIn).status).toBe(401)
  // No session waits for the day on which the colleague comes back.
  expect((await admin.patch(`/admin/staff/${id}`, { active: true })).status).toBe(200)
  expect((await client.get('/api/session')).status).toBe(401)

  const again = client.signIn(staffNo, server.password)
  expect((await admin.get('/api/hello')).status).toBe(200)
  await server.services.store.write(now, async ({ staff }) => staff.setPassword(id, 'another hash'))
  expect((await again).status).toBe(401)
  const hash = await hashPassword(server.password, server.services.randomBytes)
  await server.services.store.write(now, async ({ staff }) => staff.setPassword(id, hash))
})

test('[CL7] the device of one person cannot be taken by another', async () => {
  const client = await server.signIn('rm')
  const other = createTestClient(server.url, { device: client.device, epoch: client.epoch })
  const response = await other.signIn(server.colleague('lead').staffNo, server.password)
  expect(response.status).toBe(409)
  expect(await response.json()).toMatchObject({ type: '/problems/device-of-another' })
  // A sign-in that came to nothing leaves the browser the session that it has.
  expect(response.headers.getSetCookie()).toEqual([])
})

test('[SE6] sign-ins and refusals are in the audit chain', async () => {
  const rows = await server.services.store.read(({ audit }) => audit.after(0, 10_000))
  const kinds = new Set(rows.map(({ row }) => row.what))
  for (const what of ['sign-in', 'sign-in-refused', 'sign-out', 'password-changed']) {
    expect(kinds).toContain(what)
  }
})

test('an administrator adds a colleague, who signs in with the password that was shown once', async () => {
  const admin = await server.signIn('admin')
  const response = await admin.post('/admin/staff', { name: '新同事', staffNo: '1099', role: 'rm' })
  expect(response.status).toBe(201)
  const { staff, password } = await response.json()
  const list = await (await admin.get('/admin/staff')).json()
  expect(list).toContainEqual({ ...staff, staffNo: '1099', role: 'rm', active: true })
  const client = createTestClient(server.url)
  expect((await client.signIn('1099', password)).status).toBe(200)
  const lead = await server.signIn('lead')
  const seen = (await lead.pull()).records.find(({ id }) => id === staff.id)
  expect(seen?.data).toMatchObject({ name: '新同事', role: 'rm' })
  const again = await admin.post('/admin/staff', { name: '又一位', staffNo: '1099', role: 'rm' })
  expect(again.status).toBe(409)
})

test('[SC5] nobody but an administrator sees or adds accounts', async () => {
  for (const role of ['rm', 'lead', 'teller', 'consumer_protection'] as const) {
    const client = await server.signIn(role)
    expect((await client.get('/admin/staff')).status).toBe(403)
    const body = { name: '某人', staffNo: randomUUID().slice(0, 8), role: 'admin' }
    expect((await client.post('/admin/staff', body)).status).toBe(403)
  }
  expect((await createTestClient(server.url).get('/admin/staff')).status).toBe(401)
})
