import { afterAll, beforeAll, expect, test } from 'vitest'
import { RecoveryOverview, OpenRecoveryResponse } from '#shared/protocol/recovery-message.ts'
import { AddStaffResponse } from '#shared/protocol/session-message.ts'
import { makeRecoveryKey } from '#shared/recovery/kept-recovery-key.ts'
import type { RecoveryCode } from '#shared/recovery/recovery-code.ts'
import { answerFor } from '#features/recovery/open-recovery.ts'
import { patch } from '#replica/replica.ts'
import { confirmWiped, obeyWipeOrder } from '#sync/remote-wipe.ts'
import { keepWipeKey } from '#vault/wipe-key.ts'
import { openSealedOutbox } from '#server/open-sealed-outbox.ts'
import {
  addCustomer,
  addTask,
  newBranchDevice,
  type BranchDevice,
} from '#tests/sync/branch-device.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { handOn, issuesOf, resolve, stored } from './handover-steps.ts'
import { problemOf } from './request-checks.ts'

let server: TestServer
let now = Date.now()
let first: TestClient
let second: TestClient
let made: Awaited<ReturnType<typeof makeRecoveryKey>>
beforeAll(async () => {
  server = await startTestServer({ customers: 5, clock: () => now })
  first = await server.signIn('admin')
  const body = { name: '另一位管理员', staffNo: '9002', role: 'admin' }
  const added = AddStaffResponse.parse(await (await first.post('/admin/staff', body)).json())
  second = createTestClient(server.url)
  await second.signIn('9002', added.password)
  made = await makeRecoveryKey(crypto, 2)
  await first.post('/admin/recovery/key', { kept: made.kept, replaces: null })
})
afterAll(() => server.close())

/** A tablet that knows what it would be told by, and whose vault is sealed to the recovery key. */
async function tabletOf(role: 'rm' | 'lobby', index = 0): Promise<BranchDevice> {
  const { staffNo } = server.colleague(role, index)
  const tablet = await newBranchDevice(server.url, { staffNo, password: server.password })
  await tablet.sync()
  const key = await tablet.api.wipeKey()
  if (!key.ok) throw new Error(key.error.type)
  await keepWipeKey(tablet.device.databases, tablet.vault.tag, key.value)
  const owner = { owner: tablet.session.staffId, device: tablet.vault.deviceId }
  await tablet.vault.recovery.keep(made.kept.key, owner)
  return tablet
}

/** It is lost, locked, and comes back to be wiped. */
async function wipe({ vault, replica, api, device }: BranchDevice): Promise<void> {
  replica.close()
  vault.lock()
  expect((await first.post(`/admin/devices/${vault.deviceId}/wipe`, {})).status).toBe(204)
  const parts = { api, device, close: () => Promise.resolve() }
  expect(await obeyWipeOrder(parts, vault.tag)).toBe(true)
  await confirmWiped(parts, vault.tag)
}

async function caseOf({ vault }: BranchDevice, by = first) {
  const overview = RecoveryOverview.parse(await (await by.get('/admin/recovery')).json())
  const found = overview.recoveries.find(({ device }) => device === vault.deviceId)
  if (found === undefined) throw new Error('The rescue is listed.')
  return found
}

async function agree(tablet: BranchDevice): Promise<string> {
  const { id } = await caseOf(tablet)
  const reason = { reason: '在地铁上丢失，已电话核实。' }
  expect((await first.post(`/admin/recovery/${id}/request`, reason)).status).toBe(204)
  expect((await second.post(`/admin/recovery/${id}/approve`, {})).status).toBe(204)
  return id
}

/** What the administrators do: two accounts, two codes. */
async function open(tablet: BranchDevice): Promise<Response> {
  const id = await agree(tablet)
  const opened = await first.post(`/admin/recovery/${id}/open`, {})
  const codes = [made.codes[0], made.codes[1]] as [RecoveryCode, RecoveryCode]
  const answer = await answerFor(OpenRecoveryResponse.parse(await opened.json()), {
    deviceCode: null,
    codes,
  })
  if (!answer.ok) throw new Error(answer.error.type)
  return first.post(`/admin/recovery/${id}/answer`, { box: answer.value })
}

/** What a colleague finds in the inbox, by the title or the name that was typed. */
function rescuedOn({ replica }: BranchDevice) {
  return replica
    .all('sync-issue')
    .filter(({ data }) => data.outcome === 'quarantined' && data.typedBy !== undefined)
}

test('[SR3][KE5] what a lost, locked tablet had not sent is handed over sealed, opened by two administrators, and taken by its author once each', async () => {
  const lost = await tabletOf('rm')
  const customer = await addCustomer(lost, { name: '慕容离线' })
  const sent = await addTask(lost, { title: '这一件已经到了' })
  await lost.sync()
  // It arrived, and its confirmation did not.
  const arrived = await addTask(lost, { title: '这一件刚刚到' })
  lost.network.fail('/sync/pull', { kind: 'drop-request' })
  await lost.round()
  const work = await addTask(lost, { title: '断网时写的', customerId: customer })
  await lost.replica.commit([
    patch('task', work, { title: '断网时写的' }, { title: '断网时写的，又改过' }),
  ])
  await wipe(lost)
  expect(await caseOf(lost)).toMatchObject({ state: 'asked', rescued: 3, may: ['request'] })
  expect((await open(lost)).status).toBe(204)
  expect(await caseOf(lost)).toMatchObject({ state: 'done', may: [] })

  const { staffNo } = server.colleague('rm')
  const next = await newBranchDevice(server.url, { staffNo, password: server.password })
  await next.sync()
  const issues = rescuedOn(next)
  expect(issues.map(({ data }) => String(data.operation['kind'])).toSorted()).toEqual([
    'create',
    'patch',
  ])
  expect(next.replica.get('task', work)).toBeUndefined()
  // The edit is taken, and the making of it with it.
  const edit = issues.find(({ data }) => data.operation['kind'] === 'patch')
  await next.replica.commit([patch('sync-issue', edit?.id ?? '', {}, { resolution: 'taken' })])
  await next.sync()
  expect(next.replica.get('task', work)?.data.title).toBe('断网时写的，又改过')
  expect(rescuedOn(next).map(({ data }) => data.resolution)).toEqual(['taken', 'taken'])
  for (const id of [sent, arrived]) expect(next.replica.get('task', id)).toBeDefined()
  expect(next.replica.all('task').filter(({ data }) => /断网时写的/.test(data.title))).toHaveLength(
    1,
  )
})

test('[SR3] a note about a customer who was made offline, too, brings the customer along when it is taken', async () => {
  const lost = await tabletOf('rm', 1)
  const customer = await addCustomer(lost, { name: '上官断网' })
  const task = await addTask(lost, { title: '给上官送资料', customerId: customer })
  await wipe(lost)
  await open(lost)
  const { staffNo } = server.colleague('rm', 1)
  const next = await newBranchDevice(server.url, { staffNo, password: server.password })
  await next.sync()
  const issue = rescuedOn(next).find(({ data }) => data.recordType === 'task')
  await next.replica.commit([patch('sync-issue', issue?.id ?? '', {}, { resolution: 'taken' })])
  await next.sync()
  expect(next.replica.get('customer', customer)?.data.name).toBe('上官断网')
  expect(next.replica.get('task', task)).toBeDefined()
})

test('[SR3] what was typed by somebody who has left is laid before a lead of the branch, and before nobody else', async () => {
  const lost = await tabletOf('lobby')
  await addTask(lost, { title: '离职前写的' })
  await wipe(lost)
  await first.patch(`/admin/staff/${lost.session.staffId}`, { active: false })
  expect((await open(lost)).status).toBe(204)
  const lead = await server.signIn('lead')
  const other = await server.signIn('rm')
  const read: boolean[] = []
  for (const client of [lead, other, first]) {
    read.push(JSON.stringify((await client.pull()).records).includes('离职前写的'))
  }
  expect(read).toEqual([true, false, false])
})

test('[SR3][SC2][R21] a task that was asked of a colleague stays with who asked, also when its customer is handed on', async () => {
  const lost = await tabletOf('rm')
  const { staffId, branchId } = lost.session
  const customerId = await addCustomer(lost, { name: '端木移交' })
  await lost.sync()
  const asked = await addTask(lost, {
    title: '请柜台准备单据',
    customerId,
    assigneeId: server.colleague('teller').id,
    askedBy: staffId,
    branchId,
  })
  await lost.replica.commit([patch('task', asked, {}, { dueTime: '09:30' })])
  await wipe(lost)
  expect((await open(lost)).status).toBe(204)
  const lead = await server.signIn('lead')
  const toId = server.colleague('rm', 1).id
  await handOn(lead, { fromId: staffId, toId, customerIds: [customerId] })

  const issues = await issuesOf(server, toId)
  expect(JSON.stringify(issues)).not.toContain('请柜台准备单据')
  const author = await server.signIn('rm')
  const edit = (await issuesOf(server, staffId)).find(
    ({ data }) => data.recordId === asked && data.operation['kind'] === 'patch',
  )
  const answer = await author.push([resolve(author, edit?.id ?? '', 'taken')])
  expect(answer.results).toMatchObject([{ outcome: 'applied' }])
  expect(await stored(server, 'task', asked)).toMatchObject({
    record: { data: { title: '请柜台准备单据', dueTime: '09:30' } },
  })
})

test('[SR3][SC2][R21] what somebody who has left and a colleague had between them is laid before no lead', async () => {
  const lost = await tabletOf('lobby', 1)
  const { staffId: askedBy, branchId } = lost.session
  const assigneeId = server.colleague('teller').id
  const asked = await addTask(lost, { title: '只有两人知道', assigneeId, askedBy, branchId })
  await lost.replica.commit([patch('task', asked, { title: '只有两人知道' }, { title: '又改过' })])
  await addTask(lost, { title: '自己的一件' })
  await wipe(lost)
  await first.patch(`/admin/staff/${askedBy}`, { active: false })
  expect((await open(lost)).status).toBe(204)
  const read = JSON.stringify(await issuesOf(server, server.colleague('lead').id))
  expect(read).toContain('自己的一件')
  expect(read).not.toMatch(/只有两人知道|又改过/u)
})

test('[SR3] administrators see counts and ids of a rescue, the server only what does not open, and a second rescue changes nothing', async () => {
  const lost = await tabletOf('rm')
  await addTask(lost, { title: '谁也看不到的一句话' })
  const key = await lost.api.wipeKey()
  if (!key.ok) throw new Error(key.error.type)
  await wipe(lost)
  const kept = await server.services.store.read(({ wipes }) => wipes.rescueOf(lost.vault.deviceId))
  const stored = JSON.parse(kept?.rescue ?? '{}')
  expect(openSealedOutbox(stored, new Uint8Array(32))).toEqual({ operations: [], unreadable: 1 })
  expect(JSON.stringify([kept, await caseOf(lost)])).not.toContain('谁也看不到')
  const again = { ...stored, rows: [...stored.rows, ...stored.rows] }
  expect((await lost.api.sendRescue(key.value, again)).ok).toBe(true)
  expect(await caseOf(lost)).toMatchObject({ rescued: 1 })
  const rows = await server.services.store.read(({ audit }) => audit.after(0, 100_000))
  const received = rows.filter(
    ({ row }) => row.what === 'rescue-received' && row.device === lost.vault.deviceId,
  )
  expect(received).toMatchObject([{ row: { code: '1' } }])
})

test('[SR3][KE5] a rescue waits for as long as it takes: nobody opens it alone or with another box, and a refusal or a day too late loses nothing', async () => {
  const lost = await tabletOf('rm')
  await addTask(lost, { title: '等了很久的一件' })
  await wipe(lost)
  const id = await agree(lost)
  const wrong = await first.post(`/admin/recovery/${id}/answer`, { box: 'A'.repeat(152) })
  expect(await problemOf(wrong)).toMatchObject({ type: '/problems/invalid', status: 422 })
  const outsider = await second.post(`/admin/recovery/${id}/refuse`, {})
  expect(outsider.status).toBe(204)
  expect(await caseOf(lost)).toMatchObject({ state: 'asked', reason: null, may: ['request'] })
  await agree(lost)
  now += 2 * 24 * 60 * 60_000
  expect(await caseOf(lost)).toMatchObject({ state: 'asked', may: ['request'] })
  now += 20 * 24 * 60 * 60_000
  expect((await open(lost)).status).toBe(204)
  expect(await caseOf(lost)).toMatchObject({ state: 'done' })
})
