import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  OpenRecoveryResponse,
  OwnRecoveryAnswer,
  RecoveryKeyAnswer,
  RecoveryOverview,
} from '#shared/protocol/recovery-message.ts'
import { AddStaffResponse } from '#shared/protocol/session-message.ts'
import { fromBase64url, toBase64url } from '#shared/recovery/base64url.ts'
import { makeRecoveryKey, openRecoveryKey } from '#shared/recovery/kept-recovery-key.ts'
import type { RecoveryCode } from '#shared/recovery/recovery-code.ts'
import { newKeyPair, openBox, openingKey, sealTo } from '#shared/recovery/sealed-box.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { problemOf } from './request-checks.ts'

const hour = 60 * 60_000
const vaultKey = 'vault-key-1'

let server: TestServer
let now = Date.now()
let first: TestClient
let second: TestClient
let made: Awaited<ReturnType<typeof makeRecoveryKey>>
beforeAll(async () => {
  server = await startTestServer({ customers: 5, clock: () => now })
  first = await server.signIn('admin')
  const response = await first.post('/admin/staff', {
    name: '另一位管理员',
    staffNo: '9002',
    role: 'admin',
  })
  const { staff, password } = AddStaffResponse.parse(await response.json())
  second = createTestClient(server.url)
  await second.signIn(staff.staffNo, password)
  made = await makeRecoveryKey(crypto, 3)
  await first.post('/admin/recovery/key', { kept: made.kept, replaces: null })
})
afterAll(() => server.close())

/** A device of a colleague, with the key of its vault sealed to the recovery key, and its own key for the answer. */
async function lockedOut(client: TestClient) {
  const secret = crypto.getRandomValues(new Uint8Array(32))
  const { staffId } = client.session
  const place = { owner: staffId, device: client.device, subject: vaultKey } as const
  const key = RecoveryKeyAnswer.parse(await (await client.get('/api/recovery/key')).json()).key
  if (key === null) throw new Error('There is a recovery key.')
  const box = await sealTo(crypto, key, { ...place, purpose: 'vault-key' }, secret)
  const slot = { recoveryKey: key.id, vaultKey, box: toBase64url(box) }
  const pair = await newKeyPair(crypto)
  const opening = await openingKey(crypto, pair.key, pair.privateKey)
  return { client, secret, place, slot, answerKey: pair.key, opening }
}

async function ask({ client, answerKey, slot }: Awaited<ReturnType<typeof lockedOut>>) {
  const response = await client.post('/api/recovery/ask', { answerKey, slot })
  expect(response.status).toBe(200)
  return OwnRecoveryAnswer.parse(await response.json()).recovery
}

async function own(client: TestClient) {
  return OwnRecoveryAnswer.parse(await (await client.get('/api/recovery')).json()).recovery
}

async function overview(administrator: TestClient): Promise<RecoveryOverview> {
  return RecoveryOverview.parse(await (await administrator.get('/admin/recovery')).json())
}

async function caseOf(administrator: TestClient, { device }: TestClient) {
  const found = (await overview(administrator)).recoveries.find((one) => one.device === device)
  if (found === undefined) throw new Error('The recovery is listed.')
  return found
}

async function act(by: TestClient, id: string, step: string, body: object = {}): Promise<number> {
  return (await by.post(`/admin/recovery/${id}/${step}`, body)).status
}

const reason = { reason: '本人当面，工牌核对过。' }

async function auditOf(id: string): Promise<[string, string | null | undefined][]> {
  const rows = await server.services.store.read(({ audit }) => audit.after(0, 100_000))
  return rows.filter(({ row }) => row.refId === id).map(({ row }) => [row.what, row.staffId])
}

test('[KE5][KE7] a vault is opened for its device by two administrators and two codes, and the server never sees its key', async () => {
  const device = await lockedOut(await server.signIn('rm'))
  expect(await ask(device)).toMatchObject({ state: 'asked', box: null })
  const { id, may } = await caseOf(first, device.client)
  expect(may).toEqual(['request', 'refuse'])
  expect(await act(first, id, 'request', reason)).toBe(204)
  // One alone does not agree with oneself, and gets nothing before the other has.
  expect((await caseOf(first, device.client)).may).toEqual(['refuse'])
  expect(await act(first, id, 'approve')).toBe(403)
  expect(await act(first, id, 'open')).toBe(409)
  expect(await act(second, id, 'approve')).toBe(204)
  const opened = await first.post(`/admin/recovery/${id}/open`, {})
  expect(opened.headers.get('cache-control')).toBe('no-store')
  const {
    kept,
    slot,
    answerKey,
    owner,
    device: of,
  } = OpenRecoveryResponse.parse(await opened.json())
  expect({ slot, answerKey, owner, of }).toEqual({
    slot: device.slot,
    answerKey: device.answerKey,
    owner: device.place.owner,
    of: device.client.device,
  })
  const codes = [made.codes[2], made.codes[0]] as [RecoveryCode, RecoveryCode]
  const key = await openRecoveryKey(crypto, kept, codes)
  if (!key.ok) throw new Error('two codes open')
  const box = fromBase64url(slot.box) ?? new Uint8Array()
  const place = { owner, device: of, subject: slot.vaultKey }
  const secret = await openBox(crypto, key.value, { ...place, purpose: 'vault-key' }, box)
  if (!secret.ok) throw new Error('the slot opens')
  const answer = toBase64url(
    await sealTo(crypto, answerKey, { ...place, purpose: 'recovered-key' }, secret.value),
  )
  expect(await act(first, id, 'answer', { box: answer })).toBe(204)
  // Asked again, as after a page that was reloaded: the same one, with its answer.
  const heard = await ask(device)
  expect(heard).toMatchObject({ state: 'answered', box: answer })
  const place2 = { ...device.place, purpose: 'recovered-key' } as const
  expect(
    await openBox(
      crypto,
      device.opening,
      place2,
      fromBase64url(heard?.box ?? '') ?? new Uint8Array(),
    ),
  ).toEqual({ ok: true, value: device.secret })
  expect((await device.client.post('/api/recovery/done', {})).status).toBe(204)
  expect((await device.client.post('/api/recovery/done', {})).status).toBe(204)
  expect(await own(device.client)).toMatchObject({ state: 'done', box: null })
  expect(await caseOf(second, device.client)).toMatchObject({ state: 'done', may: [] })
  const by = {
    rm: device.place.owner,
    first: first.session.staffId,
    second: second.session.staffId,
  }
  expect(await auditOf(id)).toEqual([
    ['recovery-asked', by.rm],
    ['recovery-requested', by.first],
    ['recovery-approved', by.second],
    ['recovery-opened', by.first],
    ['recovery-answered', by.first],
    ['recovery-done', by.rm],
  ])
})

test('[KE5][SC5] nobody but administrators sees or moves a recovery, and nobody one of the own vault', async () => {
  const device = await lockedOut(await server.signIn('teller'))
  await ask(device)
  const { id } = await caseOf(first, device.client)
  for (const role of ['rm', 'lead', 'teller'] as const) {
    const client = await server.signIn(role)
    expect((await client.get('/admin/recovery')).status).toBe(403)
    for (const step of ['approve', 'refuse', 'open']) expect(await act(client, id, step)).toBe(403)
    expect(await act(client, id, 'request', reason)).toBe(403)
    expect(await own(client)).toBeNull()
  }
  const mine = await lockedOut(second)
  await ask(mine)
  const { id: ownId, may } = await caseOf(second, second)
  expect(may).toEqual([])
  expect(await act(second, ownId, 'request', reason)).toBe(403)
  expect(await act(first, ownId, 'request', reason)).toBe(204)
  expect(await act(second, ownId, 'approve')).toBe(403)
  expect(await act(first, randomUUID(), 'approve')).toBe(404)
  expect(await act(first, ownId, 'request', { reason: ' ' })).toBe(422)
})

test('[KE5] a recovery that waits too long, is refused or is asked for anew is over', async () => {
  const device = await lockedOut(await server.signIn('lobby'))
  await ask(device)
  const { id } = await caseOf(first, device.client)
  expect(await act(first, id, 'request', reason)).toBe(204)
  expect(await act(second, id, 'approve')).toBe(204)
  now += 25 * hour
  expect(await caseOf(first, device.client)).toMatchObject({ state: 'expired', may: [] })
  expect(await act(second, id, 'open')).toBe(409)
  // The same device asks once more, with the same key: it begins anew.
  expect(await ask(device)).toMatchObject({ state: 'asked' })
  const again = await caseOf(first, device.client)
  expect(again.id).not.toBe(id)
  expect(await act(second, again.id, 'refuse')).toBe(204)
  expect(await own(device.client)).toMatchObject({ state: 'refused' })
  expect(await act(first, again.id, 'request', reason)).toBe(409)
  await ask(device)
  const third = await caseOf(first, device.client)
  // With another key of its own, after a second reset: what was asked before is void.
  const other = { ...device, answerKey: (await newKeyPair(crypto)).key }
  await ask(other)
  expect(await act(first, third.id, 'request', reason)).toBe(409)
  expect(await own(device.client)).toMatchObject({
    state: 'asked',
    answerKeyId: other.answerKey.id,
  })
})

test('[KE5] another key takes its place once, devices hear of it, and what is sealed to the former one still opens', async () => {
  const client = await server.signIn('rm')
  const device = await lockedOut(client)
  expect((await client.post('/api/recovery/slot', device.slot)).status).toBe(204)
  const former = made.kept.key.id
  const { devices } = await overview(first)
  expect(devices.sealed).toBeGreaterThan(0)
  expect(devices.all).toBeGreaterThanOrEqual(devices.sealed)
  const next = await makeRecoveryKey(crypto, 2)
  const body = { kept: next.kept, replaces: former }
  expect((await second.post('/admin/recovery/key', { ...body, replaces: null })).status).toBe(409)
  expect((await client.post('/admin/recovery/key', body)).status).toBe(403)
  expect((await second.post('/admin/recovery/key', body)).status).toBe(204)
  expect((await second.post('/admin/recovery/key', body)).status).toBe(204)
  expect((await overview(first)).key).toMatchObject({
    key: next.kept.key,
    keepers: 2,
    madeBy: '另一位管理员',
  })
  expect((await overview(first)).devices.sealed).toBe(0)
  const heard = RecoveryKeyAnswer.parse(await (await client.get('/api/recovery/key')).json())
  expect(heard).toEqual({ key: next.kept.key, slot: { recoveryKey: former, vaultKey } })
  await ask(device)
  const { id } = await caseOf(first, client)
  expect(await act(first, id, 'request', reason)).toBe(204)
  expect(await act(second, id, 'approve')).toBe(204)
  const opened = await second.post(`/admin/recovery/${id}/open`, {})
  expect(OpenRecoveryResponse.parse(await opened.json()).kept).toEqual(made.kept)
  const unknown = { ...device.slot, recoveryKey: 'x'.repeat(22) }
  expect(await problemOf(await client.post('/api/recovery/slot', unknown))).toMatchObject({
    status: 404,
  })
})

test('[KE5] of two who make a key at the same moment one is told', async () => {
  const replaces = (await overview(first)).key?.key.id ?? null
  const keys = await Promise.all([makeRecoveryKey(crypto, 2), makeRecoveryKey(crypto, 2)])
  const statuses = await Promise.all(
    keys.map(async ({ kept }, index) => {
      const by = index === 0 ? first : second
      return (await by.post('/admin/recovery/key', { kept, replaces })).status
    }),
  )
  expect(new Set(statuses)).toEqual(new Set([204, 409]))
})
