import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { DeviceListItem } from '#shared/protocol/device-message.ts'
import { readUserAgent } from '#server/user-agent.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { problemOf } from './request-checks.ts'

const minute = 60_000
const day = 24 * 60 * minute
const windowsEdge =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0'

let server: TestServer
let now = Date.now()
beforeAll(async () => {
  server = await startTestServer({ customers: 5, clock: () => now })
})
afterAll(() => server.close())

async function listOf(client: TestClient, path = '/api/devices'): Promise<DeviceListItem[]> {
  const response = await client.get(path)
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-store')
  return z.array(DeviceListItem).parse(await response.json())
}

/** Signs in with a browser that says what it is. */
async function signInFrom(userAgent: string, staffNo: string): Promise<TestClient> {
  const client = createTestClient(server.url)
  await client.signIn(staffNo, server.password)
  const { device, epoch } = client
  const body = { staffNo, password: server.password, device, epoch }
  const response = await client.post('/api/sign-in', body, { 'user-agent': userAgent })
  expect(response.status).toBe(200)
  return client
}

async function auditOf(what: string) {
  const rows = await server.services.store.read(({ audit }) => audit.after(0, 100_000))
  return rows.filter(({ row }) => row.what === what).map(({ row }) => row)
}

test('[SE2] people see their own devices: which browser, since when, last seen, what is unsent, and which is this one', async () => {
  const { staffNo, id } = server.colleague('rm')
  const desk = await signInFrom(windowsEdge, staffNo)
  const firstSeenAt = now
  now += 3 * 60 * minute
  const tablet = await server.signIn('rm')
  const oldestUnsyncedAt = now - 5 * minute
  await desk.pull(null, { lastLocalN: 3, unsyncedCount: 3, oldestUnsyncedAt })
  const mine = await listOf(tablet)
  expect(mine.map(({ device }) => device).toSorted()).toEqual(
    [desk.device, tablet.device].toSorted(),
  )
  expect(mine.find(({ device }) => device === desk.device)).toMatchObject({
    staffId: id,
    browser: 'edge',
    platform: 'windows',
    firstSeenAt,
    lastSeenAt: now,
    signedIn: true,
    current: false,
    unsyncedCount: 3,
    oldestUnsyncedAt,
    reportedAt: now,
    vaultKept: true,
  })
  expect(mine.find(({ device }) => device === tablet.device)).toMatchObject({ current: true })
  const other = await server.signIn(server.colleague('rm', 1))
  expect((await listOf(other)).map(({ device }) => device)).toEqual([other.device])
})

test('[SE2] that a device was here is noted once in a quarter of an hour, without a push or a report', async () => {
  const client = await server.signIn('lobby')
  await client.get('/api/session')
  const seenAt = async () => (await listOf(client))[0]?.lastSeenAt
  const before = now
  now += 14 * minute
  await client.get('/api/session')
  expect(await seenAt()).toBe(before)
  now += minute
  await client.get('/api/session')
  expect(await seenAt()).toBe(now)
})

test('[SE2] ending the session of another own device takes effect at its next request and closes its live stream at once', async () => {
  const who = server.colleague('rm', 2)
  const [here, lost] = [await server.signIn(who), await server.signIn(who)]
  const stream = (await lost.get('/sync/live')).body?.getReader()
  expect((await stream?.read())?.done).toBe(false)
  expect((await here.post(`/api/devices/${lost.device}/end`, {})).status).toBe(204)
  await expect.poll(async () => (await stream?.read())?.done).toBe(true)
  expect((await lost.get('/api/session')).status).toBe(401)
  expect((await lost.pushRaw([])).status).toBe(401)
  expect((await here.get('/api/session')).status).toBe(200)
  const item = (await listOf(here)).find(({ device }) => device === lost.device)
  expect(item).toMatchObject({ signedIn: false, vaultKept: true })
  // The answer was lost and it is sent again: one event.
  expect((await here.post(`/api/devices/${lost.device}/end`, {})).status).toBe(204)
  const rows = (await auditOf('session-ended')).filter(({ refId }) => refId === lost.device)
  expect(rows).toMatchObject([{ staffId: who.id, device: here.device, refType: 'device' }])
  expect((await lost.signIn(who.staffNo, server.password)).status).toBe(200)
})

test('[SE2][SC5] nobody ends a device of another person, nor sees one, and asking tells nothing of it', async () => {
  const [mine, other] = [await server.signIn('teller'), await server.signIn('lead')]
  for (const device of [other.device, randomUUID()]) {
    const response = await mine.post(`/api/devices/${device}/end`, {})
    expect(await problemOf(response)).toMatchObject({ type: '/problems/not-found', status: 404 })
    expect((await mine.post(`/admin/devices/${device}/end`, {})).status).toBe(403)
  }
  expect((await mine.post('/api/devices/not-an-id/end', {})).status).toBe(422)
  expect((await mine.post(`/api/devices/${mine.device}/end`, { force: 1 })).status).toBe(422)
  expect((await mine.post(`/api/devices/${mine.device}/end`, {})).status).toBe(204)
  expect((await mine.get('/api/devices')).status).toBe(401)
  expect((await other.get('/admin/devices')).status).toBe(403)
  expect((await other.get('/api/session')).status).toBe(200)
})

test('[SE2] an administrator sees the devices of all colleagues and ends them', async () => {
  const admin = await server.signIn('admin')
  const who = server.colleague('rm', 3)
  const client = await server.signIn(who)
  const all = await listOf(admin, '/admin/devices')
  expect(all.find(({ device }) => device === admin.device)).toMatchObject({ current: true })
  expect(all.find(({ device }) => device === client.device)).toMatchObject({ staffId: who.id })
  expect((await admin.post(`/admin/devices/${client.device}/end`, {})).status).toBe(204)
  expect((await client.get('/api/session')).status).toBe(401)
  const rows = (await auditOf('session-ended')).filter(({ refId }) => refId === client.device)
  expect(rows).toMatchObject([{ staffId: admin.session.staffId, device: admin.device }])
  expect((await admin.post(`/admin/devices/${randomUUID()}/end`, {})).status).toBe(404)
})

test('[SE2] an administrator keeps the devices of every branch, whichever is the own one', async () => {
  const client = await server.signIn('lobby')
  const elsewhere = await administratorElsewhere()
  const listed = (await listOf(elsewhere, '/admin/devices')).map(({ device }) => device)
  expect(listed).toEqual(expect.arrayContaining([client.device, elsewhere.device]))
  expect((await elsewhere.post(`/admin/devices/${client.device}/end`, {})).status).toBe(204)
  expect((await client.get('/api/session')).status).toBe(401)
})

test('[CL7] a browser that came back without its vault is shown as such, until it signs in again as the same device', async () => {
  const who = server.colleague('lobby', 1)
  const former = await server.signIn(who)
  const next = createTestClient(server.url)
  const body = {
    staffNo: who.staffNo,
    password: server.password,
    device: next.device,
    epoch: next.epoch,
  }
  await next.post('/api/sign-in', body, { cookie: `branchbook-device=${former.device}` })
  await next.signIn(who.staffNo, server.password)
  const lookAt = async (device: string) => (await listOf(next)).find((one) => one.device === device)
  expect(await lookAt(former.device)).toMatchObject({ vaultKept: false })
  expect(await lookAt(next.device)).toMatchObject({ vaultKept: true })
  await former.signIn(who.staffNo, server.password)
  expect(await lookAt(former.device)).toMatchObject({ vaultKept: true })
})

test('[SE2] a device that has been away for long is listed while it is signed in or has something to send', async () => {
  const who = server.colleague('teller', 1)
  const [gone, owing] = [await server.signIn(who), await server.signIn(who)]
  await owing.pull(null, { lastLocalN: 2, unsyncedCount: 2, oldestUnsyncedAt: now })
  now += 181 * day
  const here = await server.signIn(who)
  const listed = (await listOf(here)).map(({ device }) => device)
  expect(listed).toContain(owing.device)
  expect(listed).not.toContain(gone.device)
})

test.each([
  [windowsEdge, 'edge', 'windows'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
    'safari',
    'apple',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/143.0.0.0 Mobile/15E148 Safari/604.1',
    'chrome',
    'iphone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 12; HarmonyOS; BAH4-W09) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.5735.196 HuaweiBrowser/16.0.0.300 Safari/537.36',
    'huawei',
    'harmony',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.50',
    'wechat',
    'android',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'firefox', 'linux'],
  ['curl/8.5.0', 'other', 'other'],
])('[SE2] %s is said in words', (header, browser, platform) => {
  expect(readUserAgent(header)).toEqual({ browser, platform })
})

test('[SE2] a client that says nothing of itself is left unnamed', () => {
  expect(readUserAgent(undefined)).toBeUndefined()
  expect(readUserAgent('')).toBeUndefined()
})

async function administratorElsewhere(): Promise<TestClient> {
  const { store, newId } = server.services
  const branchId = newId()
  const staffNo = '8801'
  const found = await store.read(({ staff }) => staff.byStaffNo(server.colleague('rm').staffNo))
  await store.write(now, async ({ branches, staff }) => {
    await branches.add({ id: branchId, name: '另一网点', code: 'OTHER' })
    const account = {
      id: newId(),
      staffNo,
      name: '另一位',
      role: 'admin',
      branchId,
      active: true,
    } as const
    await staff.add(account, found?.passwordHash ?? '', now)
  })
  const client = createTestClient(server.url)
  await client.signIn(staffNo, server.password)
  return client
}
