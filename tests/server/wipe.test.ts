import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { DeviceListItem } from '#shared/protocol/device-message.ts'
import { WipeAnswer, WipeKey } from '#shared/protocol/wipe-message.ts'
import { listWipes, wipeDevice, withdrawDeviceWipe } from '#server/operator/wipe-device.ts'
import { sha256 } from '#tests/support/sha256.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { auditOfDevice, problemOf } from './request-checks.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ customers: 5 })
})
afterAll(() => server.close())

/** A device that has been given what it is told by. */
async function knownDevice(who: Parameters<TestServer['signIn']>[0] = 'rm') {
  const client = await server.signIn(who)
  const key = WipeKey.parse(await (await client.post('/api/wipe-key', {})).json())
  return { client, key, as: { authorization: `Bearer ${key.device}.${key.contact}` } }
}

async function lookAs(as: Record<string, string>): Promise<WipeAnswer['order']> {
  const response = await createTestClient(server.url).post('/api/wipe', {}, as)
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-store')
  return WipeAnswer.parse(await response.json()).order
}

async function wipeOf(client: TestClient, device: string, path = '/api/devices') {
  const list = z.array(DeviceListItem).parse(await (await client.get(path)).json())
  return list.find((item) => item.device === device)
}

const audits = (device: string, what: string) => auditOfDevice(server, { device }, what)

test('[SR3] a device that is reported as lost is signed out at once, told at its next contact, and listed with how far it has come', async () => {
  const lost = await knownDevice()
  const here = await server.signIn('rm')
  expect(await lookAs(lost.as)).toBeNull()
  const order = () => here.post(`/api/devices/${lost.client.device}/wipe`, {})
  expect((await order()).status).toBe(204)
  expect((await lost.client.get('/api/session')).status).toBe(401)
  expect(await wipeOf(here, lost.client.device)).toMatchObject({
    signedIn: false,
    wipe: { toldAt: null, rescued: null, confirmedAt: null, canBeTold: true },
  })
  const told = await lookAs(lost.as)
  expect(told).toMatchObject({ rescue: 'wanted' })
  expect(sha256(told?.key ?? '')).toBe(lost.key.commitment)
  expect((await wipeOf(here, lost.client.device))?.wipe?.toldAt).toBeGreaterThan(0)
  const confirm = () => lost.client.post('/api/wipe/confirm', { lost: 2 }, lost.as)
  expect((await confirm()).status).toBe(204)
  expect(await wipeOf(here, lost.client.device)).toMatchObject({ wipe: { lost: 2 } })
  // Answers were lost, and everything is said once more: it happened once.
  await order()
  await confirm()
  const { device } = lost.client
  expect(await audits(device, 'wipe-told')).toBe(1)
  expect(await audits(device, 'wipe-confirmed')).toBe(1)
  const rows = await server.services.store.read(({ audit }) => audit.after(0, 100_000))
  const orders = rows.filter(({ row }) => row.what === 'wipe-ordered' && row.refId === device)
  expect(orders).toMatchObject([{ row: { staffId: here.session.staffId, device: here.device } }])
})

test('[SR3] the key that proves an order is told to nobody before, and to no other device', async () => {
  const [lost, other] = [await knownDevice(), await knownDevice(server.colleague('rm', 1))]
  // The same each time: an answer that was lost loses nothing.
  const again = await (await lost.client.post('/api/wipe-key', {})).json()
  expect(again).toEqual(lost.key)
  expect(Object.keys(again).toSorted()).toEqual(['commitment', 'contact', 'device'])
  const lead = await server.signIn('rm')
  await lead.post(`/api/devices/${lost.client.device}/wipe`, {})
  expect(await lookAs(other.as)).toBeNull()
  const order = await lookAs(lost.as)
  expect(sha256(order?.key ?? '')).not.toBe(other.key.commitment)
})

test('[SR3] whoever does not hold the secret of a device learns nothing, and cannot rescue or confirm in its name', async () => {
  const lost = await knownDevice()
  const here = await server.signIn('rm')
  await here.post(`/api/devices/${lost.client.device}/wipe`, {})
  const outsider = createTestClient(server.url)
  const wrong = randomBytes(32).toString('base64url')
  const asked = [
    {},
    { authorization: `Bearer ${lost.client.device}.${wrong}` },
    { authorization: `Bearer ${randomUUID()}.${wrong}` },
    { authorization: `Bearer ${lost.client.device}` },
  ]
  for (const headers of asked) {
    const answers = [
      await outsider.post('/api/wipe', {}, headers),
      await outsider.post('/api/wipe/rescue', rescue, headers),
      await outsider.post('/api/wipe/confirm', { lost: 0 }, headers),
    ]
    for (const answer of answers) {
      expect(await problemOf(answer)).toEqual({
        type: '/problems/not-signed-in',
        title: 'There is no session.',
        status: 401,
      })
    }
  }
  // A session is no contact, and a contact no session.
  expect((await here.post('/api/wipe', {})).status).toBe(401)
  expect((await outsider.post('/api/wipe-key', {}, lost.as)).status).toBe(401)
  expect((await outsider.post('/sync/pull', {}, lost.as)).status).not.toBe(200)
  expect((await wipeOf(here, lost.client.device))?.wipe).toMatchObject({ toldAt: null })
})

test('[SR3] a device that is not to be wiped, or was not told yet, can neither hand over nor confirm', async () => {
  const good = await knownDevice()
  for (const answer of [
    await good.client.post('/api/wipe/rescue', rescue, good.as),
    await good.client.post('/api/wipe/confirm', { lost: 0 }, good.as),
  ]) {
    expect(await problemOf(answer)).toMatchObject({ type: '/problems/not-allowed' })
  }
})

test('[SR3][SC5] people report their own devices, an administrator those of the branch, and nobody the one in hand', async () => {
  const lost = await knownDevice('teller')
  const { device } = lost.client
  const [own, colleague, admin] = await Promise.all([
    server.signIn('teller'),
    server.signIn('rm'),
    server.signIn('admin'),
  ])
  expect((await colleague.post(`/api/devices/${device}/wipe`, {})).status).toBe(404)
  expect((await colleague.post(`/admin/devices/${device}/wipe`, {})).status).toBe(403)
  expect((await own.post(`/api/devices/${randomUUID()}/wipe`, {})).status).toBe(404)
  expect((await own.post(`/api/devices/${own.device}/wipe`, {})).status).toBe(403)
  expect((await own.post(`/api/devices/${device}/wipe`, { now: true })).status).toBe(422)
  expect((await admin.post(`/admin/devices/${device}/wipe`, {})).status).toBe(204)
  expect(await wipeOf(admin, device, '/admin/devices')).toMatchObject({ wipe: { toldAt: null } })
})

test('[SR3] an order is taken back as long as the device has not been told, and not afterwards', async () => {
  const lost = await knownDevice()
  const here = await server.signIn('rm')
  const path = `/api/devices/${lost.client.device}/wipe`
  await here.post(path, {})
  const { staffNo } = server.colleague('rm')
  const refused = await lost.client.signIn(staffNo, server.password)
  expect(await problemOf(refused)).toMatchObject({ type: '/problems/device-to-wipe', status: 403 })
  expect((await here.post(`${path}/withdraw`, {})).status).toBe(204)
  expect(await lookAs(lost.as)).toBeNull()
  expect((await lost.client.signIn(staffNo, server.password)).status).toBe(200)
  await here.post(path, {})
  await lookAs(lost.as)
  const late = await here.post(`${path}/withdraw`, {})
  expect(await problemOf(late)).toMatchObject({ type: '/problems/wipe-under-way', status: 409 })
  expect(await lookAs(lost.as)).not.toBeNull()
})

test('[SR3][CL7] a wiped device is no lost one: nothing is reported as missing, and a copy of it never signs in again', async () => {
  const who = server.colleague('rm', 1)
  const lost = await knownDevice(who)
  await lost.client.pull(null, { lastLocalN: 3, unsyncedCount: 3, oldestUnsyncedAt: Date.now() })
  const here = await server.signIn(who)
  await here.post(`/api/devices/${lost.client.device}/wipe`, {})
  await lookAs(lost.as)
  await lost.client.post('/api/wipe/confirm', { lost: 0 }, lost.as)
  expect(await wipeOf(here, lost.client.device)).toMatchObject({ unsyncedCount: 0 })
  expect((await lost.client.signIn(who.staffNo, server.password)).status).toBe(403)
  // The browser may not have heard the confirmation: its cookie still names the device.
  const anew = createTestClient(server.url)
  const body = { staffNo: who.staffNo, password: server.password, ...identity() }
  const cookie = `branchbook-device=${lost.client.device}`
  expect((await anew.post('/api/sign-in', body, { cookie })).status).toBe(200)
  const { records } = await here.pull()
  expect(records.filter(({ type }) => type === 'loss-report')).toEqual([])
})

test('[SR3] with the confirmation go the cookies of this device, and those of a colleague stay', async () => {
  const lost = await knownDevice()
  const here = await server.signIn('rm')
  await here.post(`/api/devices/${lost.client.device}/wipe`, {})
  await lookAs(lost.as)
  const confirm = async (cookie: string) => {
    const answer = await lost.client.post('/api/wipe/confirm', { lost: 0 }, { ...lost.as, cookie })
    return answer.headers.getSetCookie().map((line) => line.split(';')[0])
  }
  expect(await confirm(`branchbook=x; branchbook-device=${randomUUID()}`)).toEqual([])
  expect(await confirm(`branchbook=x; branchbook-device=${lost.client.device}`)).toEqual([
    'branchbook=',
    'branchbook-device=',
  ])
})

test('[SR3] operators order a wipe, see how far each has come, and take it back', async () => {
  const who = server.colleague('rm', 1)
  const lost = await knownDevice(who)
  await lost.client.pull(null, { lastLocalN: 2, unsyncedCount: 2, oldestUnsyncedAt: Date.now() })
  const { device } = lost.client
  const said = await wipeDevice.run(server.services, device)
  expect(said.join('\n')).toContain(`${who.staffNo} ${who.name}`)
  expect(said.join('\n')).toContain('2 unsent changes: they are lost')
  const row = async () =>
    (await listWipes.run(server.services)).find((line) => line.includes(device))
  expect(await row()).toContain('never came back')
  await withdrawDeviceWipe.run(server.services, device)
  expect(await row()).toBeUndefined()
  await wipeDevice.run(server.services, device)
  await lookAs(lost.as)
  expect(await row()).toContain('told')
  await expect(withdrawDeviceWipe.run(server.services, device)).rejects.toThrow('told already')
  await expect(wipeDevice.run(server.services, randomUUID())).rejects.toThrow('no such device')
  const rows = await server.services.store.read(({ audit }) => audit.after(0, 100_000))
  const orders = rows.filter(({ row }) => row.what === 'wipe-ordered' && row.refId === device)
  expect(orders[0]?.row).toMatchObject({ staffId: null, code: 'by operator' })
})

/** As a device would send it; nobody can open it. */
const rescue = {
  sentAt: 1,
  database: 'x',
  slot: { recoveryKey: 'x', vaultKey: 'x', box: 'x'.repeat(152) },
  epoch: randomUUID(),
  offset: 0,
  rows: [{ n: 1, sealed: 'AAAA' }],
}

function identity() {
  return { device: randomUUID(), epoch: randomUUID() }
}
