import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod/mini'
import {
  OwnPasskeys,
  PasskeyChallenge,
  PasskeyListItem,
  PasskeyOptions,
  PasskeySignInResponse,
} from '#shared/protocol/passkey-message.ts'
import type { StaffAccount } from '#server/store/staff-table.ts'
import {
  createAuthenticator,
  type Slip,
  type SoftwareAuthenticator,
} from '#tests/support/software-authenticator.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { problemOf } from './request-checks.ts'

const minute = 60_000

let server: TestServer
let now = Date.now()
beforeAll(async () => {
  server = await startTestServer({ customers: 5, clock: () => now })
})
afterAll(() => server.close())

async function optionsFor(client: TestClient, password = server.password): Promise<Response> {
  return client.post('/api/passkeys/options', { password })
}

async function offer(client: TestClient): Promise<PasskeyOptions> {
  return PasskeyOptions.parse(await (await optionsFor(client)).json())
}

/** A person with a session and a passkey. */
async function withPasskey(who: StaffAccount, name = '手机') {
  const client = await server.signIn(who)
  const authenticator = createAuthenticator(server.url)
  const response = await client.post('/api/passkeys', authenticator.make(await offer(client), name))
  expect(response.status).toBe(201)
  return { client, authenticator, passkey: PasskeyListItem.parse(await response.json()) }
}

async function listOf(client: TestClient): Promise<PasskeyListItem[]> {
  const { staffId, passkeys } = OwnPasskeys.parse(await (await client.get('/api/passkeys')).json())
  expect(staffId).toBe(client.session.staffId)
  return passkeys
}

const newIds = () => ({ device: randomUUID(), epoch: randomUUID() })

async function challengeFor(client: TestClient): Promise<PasskeyChallenge> {
  return PasskeyChallenge.parse(
    await (await client.post('/api/sign-in/passkey/options', {})).json(),
  )
}

/** A browser without a session signs in. */
async function enter(
  authenticator: SoftwareAuthenticator,
  slip: Slip = {},
  here: { device: string; epoch: string }[] = [],
): Promise<Response> {
  const client = createTestClient(server.url)
  const ids = { here, fresh: newIds() }
  return client.post(
    '/api/sign-in/passkey',
    authenticator.use(await challengeFor(client), ids, slip),
  )
}

async function auditOf(what: string) {
  const rows = await server.services.store.read(({ audit }) => audit.after(0, 100_000))
  return rows.filter(({ row }) => row.what === what).map(({ row }) => row)
}

async function refusalsOf({ id }: StaffAccount) {
  const rows = await auditOf('sign-in-refused')
  return rows.filter(({ staffId }) => staffId === id).map(({ code }) => code)
}

test('[SE1] whoever adds a passkey types the password again, and what is added is listed and opens the door', async () => {
  const who = server.colleague('rm')
  const client = await server.signIn(who)
  expect(await problemOf(await optionsFor(client, 'wrong one'))).toMatchObject({
    type: '/problems/not-allowed',
    fields: [{ field: 'password', code: 'wrong' }],
  })
  const { passkey, authenticator } = await withPasskey(who, '我的手机')
  expect(await listOf(client)).toEqual([passkey])
  expect(passkey).toMatchObject({ staffId: who.id, name: '我的手机', synced: false })
  now += minute
  const response = await enter(authenticator)
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-store')
  const { session, device } = PasskeySignInResponse.parse(await response.json())
  expect(session).toMatchObject({ staffId: who.id, staffNo: who.staffNo })
  const cookie = response.headers.getSetCookie()[0] ?? ''
  expect(cookie).toMatch(/^branchbook=[\w-]{43};.*HttpOnly/)
  const asked = await fetch(`${server.url}/api/session`, { headers: { cookie } })
  expect(asked.status).toBe(200)
  expect((await listOf(client))[0]).toMatchObject({ lastUsedAt: now })
  expect((await auditOf('sign-in')).at(-1)).toMatchObject({ device, code: 'passkey' })
  expect(await auditOf('passkey-added')).toMatchObject([{ staffId: who.id, refId: passkey.id }])
})

test('[SE1] the name that an authenticator knows a person by is random, one for all of the passkeys, and not the staff number', async () => {
  const { client, passkey } = await withPasskey(server.colleague('rm', 1))
  const [first, second] = [await offer(client), await offer(client)]
  expect(first.userHandle).toBe(second.userHandle)
  expect(Buffer.from(first.userHandle, 'base64url')).toHaveLength(32)
  expect(first.known.map(({ credential }) => credential)).toEqual([passkey.credential])
  expect(first.relyingParty).toBe('127.0.0.1')
  const other = await offer(await server.signIn('lobby'))
  expect(other.userHandle).not.toBe(first.userHandle)
})

const forgeries: [string, Slip, string][] = [
  ['for another page', { origin: 'https://evil.example' }, 'signature'],
  ['for another server', { relyingParty: 'evil.example' }, 'signature'],
  ['without finger, face or PIN', { unverified: true }, 'signature'],
  ['in the name of another person', { userHandle: 'AAAA' }, 'signature'],
  ['with a challenge that nobody gave out', { challenge: 'AAAA' }, 'challenge'],
]

test.each(forgeries)('[SE1] a sign-in %s is refused', async (_, slip, reason) => {
  const who = server.colleague('rm', 2)
  const { authenticator } = await withPasskey(who)
  const before = (await refusalsOf(who)).length
  const response = await enter(authenticator, slip)
  expect(await problemOf(response)).toMatchObject({ type: '/problems/passkey-refused' })
  expect(response.headers.getSetCookie()).toEqual([])
  expect((await refusalsOf(who)).slice(before)).toEqual([`passkey ${reason}`])
})

test.each([
  ['for another page', { origin: 'https://evil.example' }],
  ['for another server', { relyingParty: 'evil.example' }],
  ['without finger, face or PIN', { unverified: true }],
  ['with certificates that would have to be looked up', { certificate: true }],
  ['for a challenge of nobody', { challenge: 'AAAA' }],
] satisfies [string, Slip][])('[SE1] a passkey that was made %s is not taken', async (_, slip) => {
  const client = await server.signIn(server.colleague('teller', 1))
  const made = createAuthenticator(server.url).make(await offer(client), '手机', slip)
  expect((await client.post('/api/passkeys', made)).status).toBe(403)
  expect(await listOf(client)).toEqual([])
})

test('[SE1] a challenge is good once, for five minutes, for what it was given out for, and for the person who asked', async () => {
  const { client, authenticator } = await withPasskey(server.colleague('lead'))
  const challenge = await challengeFor(client)
  const ids = { here: [], fresh: newIds() }
  const first = authenticator.use(challenge, ids)
  expect((await client.post('/api/sign-in/passkey', first)).status).toBe(200)
  // The same answer again, and another one to the same challenge.
  expect((await client.post('/api/sign-in/passkey', first)).status).toBe(401)
  expect(
    (await client.post('/api/sign-in/passkey', authenticator.use(challenge, ids))).status,
  ).toBe(401)
  const late = await challengeFor(client)
  now += 5 * minute
  expect((await client.post('/api/sign-in/passkey', authenticator.use(late, ids))).status).toBe(401)
  // One for a sign-in makes no passkey, and one of a colleague none for me.
  const other = await server.signIn('lobby')
  const swapped = { ...(await offer(other)), challenge: (await challengeFor(other)).challenge }
  const another = createAuthenticator(server.url)
  expect((await other.post('/api/passkeys', another.make(swapped, 'x'))).status).toBe(403)
  expect((await other.post('/api/passkeys', another.make(await offer(client), 'x'))).status).toBe(
    403,
  )
  expect(await listOf(other)).toEqual([])
})

test('[SE1] a copy of a passkey is noticed by its counter: who comes second is refused, and the audit says why', async () => {
  const who = server.colleague('teller')
  const { authenticator } = await withPasskey(who)
  await enter(authenticator)
  const copy = authenticator.clone()
  expect((await enter(authenticator)).status).toBe(200)
  expect((await enter(copy)).status).toBe(401)
  expect(await refusalsOf(who)).toEqual(['passkey counter'])
})

test('[SE1] guesses at one passkey wait longer each time, like passwords', async () => {
  const { authenticator } = await withPasskey(server.colleague('lobby', 1))
  for (let tries = 0; tries < 5; tries += 1) {
    expect((await enter(authenticator, { unverified: true })).status).toBe(401)
  }
  const response = await enter(authenticator)
  expect(response.status).toBe(429)
  expect(response.headers.get('retry-after')).toBe('2')
  now += 2000
  expect((await enter(authenticator)).status).toBe(200)
})

test('[SE1] nobody removes a passkey of another person; its owner does, at once, and twice is once', async () => {
  const who = server.colleague('rm', 3)
  const { client, authenticator, passkey } = await withPasskey(who)
  const other = await server.signIn('lobby')
  // Answered like one that is not there any more; nothing happens.
  expect((await other.post(`/api/passkeys/${passkey.id}/remove`, {})).status).toBe(204)
  expect(await listOf(client)).toHaveLength(1)
  expect((await other.get('/admin/passkeys')).status).toBe(403)
  expect((await other.post(`/admin/passkeys/${passkey.id}/remove`, {})).status).toBe(403)
  for (let times = 0; times < 2; times += 1) {
    expect((await client.post(`/api/passkeys/${passkey.id}/remove`, {})).status).toBe(204)
  }
  expect(await listOf(client)).toEqual([])
  expect((await enter(authenticator)).status).toBe(401)
  const rows = (await auditOf('passkey-removed')).filter(({ refId }) => refId === passkey.id)
  expect(rows).toMatchObject([{ staffId: who.id, device: client.device }])
})

test('[SE1] an administrator sees and removes the passkeys of the branch; a reset password takes all of them along', async () => {
  const who = server.colleague('rm', 4)
  const admin = await server.signIn('admin')
  const { passkey } = await withPasskey(who)
  const { authenticator } = await withPasskey(who, '钥匙扣')
  const answer = await admin.get('/admin/passkeys')
  const listed = z.array(PasskeyListItem).parse(await answer.json())
  expect(listed.filter(({ staffId }) => staffId === who.id)).toHaveLength(2)
  expect((await admin.post(`/admin/passkeys/${passkey.id}/remove`, {})).status).toBe(204)
  expect((await admin.post(`/admin/staff/${who.id}/password`, {})).status).toBe(200)
  expect((await enter(authenticator)).status).toBe(401)
  const rows = await auditOf('passkey-removed')
  expect(rows.slice(-2)).toMatchObject([
    { staffId: admin.session.staffId, refId: passkey.id, code: null },
    { staffId: admin.session.staffId, code: 'by reset' },
  ])
})

test('[SE1] with an ended account a passkey opens nothing; once it is open again, it does as the password does', async () => {
  const who = server.colleague('consumer_protection')
  const admin = await server.signIn('admin')
  const { authenticator } = await withPasskey(who)
  await admin.patch(`/admin/staff/${who.id}`, { active: false })
  expect((await enter(authenticator)).status).toBe(401)
  expect(await refusalsOf(who)).toEqual(['passkey account'])
  await admin.patch(`/admin/staff/${who.id}`, { active: true })
  expect((await enter(authenticator)).status).toBe(200)
})

test('[CL7] of the vaults of a shared device the one of this person signs in, and nothing counts as lost', async () => {
  const who = server.colleague('lead', 0)
  const { client, authenticator } = await withPasskey(who)
  const other = await server.signIn('lobby')
  const response = await enter(authenticator, {}, [
    { device: other.device, epoch: other.epoch },
    { device: client.device, epoch: client.epoch },
  ])
  expect(PasskeySignInResponse.parse(await response.json()).device).toBe(client.device)
  const alone = await enter(authenticator, {}, [{ device: other.device, epoch: other.epoch }])
  const { device } = PasskeySignInResponse.parse(await alone.json())
  expect([other.device, client.device]).not.toContain(device)
})

test('[SE3] what a passkey answers to a device is not even taken by the server', async () => {
  const { client, authenticator } = await withPasskey(server.colleague('lead', 0))
  const body = authenticator.use(await challengeFor(client), { here: [], fresh: newIds() })
  const told = { ...body, clientExtensionResults: { prf: { results: { first: 'AAAA' } } } }
  expect((await client.post('/api/sign-in/passkey', told)).status).toBe(422)
})
