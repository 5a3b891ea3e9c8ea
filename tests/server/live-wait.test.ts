import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { type ScopePositions, WaitAnswer } from '#shared/protocol/live-message.ts'
import { orgScope, portfolioScope, staffScope } from '#shared/protocol/scope.ts'
import { openSqliteStore } from '#server/store/sqlite/open-sqlite-store.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { taskData } from './record-data.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ customers: 30 })
})
afterAll(() => server.close())

function ask(client: TestClient, after: ScopePositions | null, waitMs?: number): Promise<Response> {
  const { device } = client
  return client.post('/sync/live', { device, after, ...(waitMs !== undefined && { waitMs }) })
}

async function wait(
  client: TestClient,
  after: ScopePositions | null,
  waitMs?: number,
): Promise<WaitAnswer> {
  const response = await ask(client, after, waitMs)
  expect(response.status).toBe(200)
  expect(response.headers.get('cache-control')).toBe('no-store')
  return WaitAnswer.parse(await response.json())
}

function pushTask(client: TestClient, data = taskData(client.session.staffId)) {
  return client.push([client.draft('task', randomUUID(), { kind: 'create', args: { data } })])
}

/** A stream of events, after its first words. */
async function openStream(client: TestClient) {
  const response = await client.get('/sync/live')
  const reader = response.body?.getReader()
  await reader?.read()
  return reader
}

test('[PL5] the first wait says at once where the scopes of this person stand', async () => {
  const client = await server.signIn('teller')
  const { scopes, seen } = await wait(client, null)
  const { positions } = (await client.pull()).checkpoint.cursor
  expect(scopes.toSorted()).toEqual(Object.keys(positions).toSorted())
  expect(seen[orgScope]).toBe(positions[orgScope]?.['1'])
})

test('[PL5] a waiting device hears as soon as a colleague writes, and only of its own scopes', async () => {
  const [owner, lead, teller] = [
    await server.signIn('rm'),
    await server.signIn('lead'),
    await server.signIn('teller'),
  ]
  const [byLead, byTeller] = [await wait(lead, null), await wait(teller, null)]
  const waiting = [wait(lead, byLead.seen), wait(teller, byTeller.seen)] as const
  const customer = (await owner.pull()).records.find(
    ({ type, data }) => type === 'customer' && data['ownerId'] === owner.session.staffId,
  )
  await pushTask(owner, taskData(owner.session.staffId, { customerId: customer?.id ?? '' }))
  const scope = portfolioScope(owner.session.staffId)
  const answer = await waiting[0]
  expect(answer.scopes).toEqual([scope])
  expect(answer.seen[scope]).toBe((byLead.seen[scope] ?? 0) + 1)
  await pushTask(teller)
  expect((await waiting[1]).scopes).toEqual([staffScope(teller.session.staffId)])
})

test('[PL5] a move between two waits is not missed', async () => {
  const who = server.colleague('rm', 1)
  const [desk, tablet] = [await server.signIn(who), await server.signIn(who)]
  const { seen } = await wait(tablet, null)
  await pushTask(desk)
  await pushTask(desk)
  const answer = await wait(tablet, seen)
  expect(answer.scopes).toEqual([staffScope(who.id)])
  expect(answer.seen[staffScope(who.id)]).toBe((seen[staffScope(who.id)] ?? 0) + 2)
})

test('[PL5] with nothing new the answer comes when the time is over', async () => {
  const client = await server.signIn('lobby')
  const { seen } = await wait(client, null)
  expect(await wait(client, seen, 50)).toEqual({ scopes: [], seen })
})

test('[PL5] what another process wrote into the database is noticed', async () => {
  const who = server.colleague('rm', 2)
  const tablet = await server.signIn(who)
  const { seen } = await wait(tablet, null)
  const waiting = wait(tablet, seen)
  const other = await openSqliteStore({ folder: server.folder, newId: () => v7() })
  const record = {
    type: 'task',
    id: randomUUID(),
    schemaVersion: 1,
    data: taskData(who.id),
    createdAt: 1,
    createdBy: who.id,
    updatedAt: 1,
    updatedBy: who.id,
  } as const
  await other.write(Date.now(), ({ records }) => records.put(record, staffScope(who.id)))
  await other.close()
  expect((await waiting).scopes).toEqual([staffScope(who.id)])
})

test('[SC2] a claim about a scope that one does not hold tells nothing about it', async () => {
  const client = await server.signIn('teller')
  const { seen } = await wait(client, null)
  const foreign = portfolioScope(server.colleague('rm').id)
  const answer = await wait(client, { ...seen, [foreign]: 3 })
  expect(answer).toEqual({ scopes: [foreign], seen })
})

test('[SE2] the end of the session ends the wait', async () => {
  const client = await server.signIn('lobby')
  const { seen } = await wait(client, null)
  const waiting = ask(client, seen)
  await client.post('/api/sign-out', {})
  expect((await waiting).status).toBe(401)
})

test('[SE3] the wait asks for a session of this very device and for a body of its form', async () => {
  const client = await server.signIn('teller')
  const stranger = createTestClient(server.url)
  expect((await ask(stranger, null)).status).toBe(401)
  const other = await client.post('/sync/live', { device: randomUUID(), after: null })
  expect(other.status).toBe(403)
  for (const change of [{ after: { 'no scope': 1 } }, { after: { org: -1 } }, { waitMs: 60_000 }]) {
    const body = { device: client.device, after: null, ...change }
    expect((await client.post('/sync/live', body)).status).toBe(422)
  }
})

test('[SE5] a device holds three live connections; a fourth takes the place of the oldest', async () => {
  const [client, neighbour] = [await server.signIn('lobby'), await server.signIn('lobby')]
  const { seen } = await wait(client, null)
  const neighbours = await openStream(neighbour)
  const oldest = await openStream(client)
  const second = ask(client, seen)
  // Whoever has no session of this device pushes nobody out.
  const body = { device: client.device, after: seen }
  expect((await neighbour.post('/sync/live', body)).status).toBe(403)
  const third = await openStream(client)
  const fourth = await openStream(client)
  expect(await oldest?.read()).toMatchObject({ done: true })
  const fifth = await openStream(client)
  const letGo = await second
  expect(letGo.status).toBe(429)
  expect(letGo.headers.get('retry-after')).toBe('1')
  await pushTask(client)
  for (const stream of [third, fourth, fifth]) {
    expect(await stream?.read()).toMatchObject({ done: false })
    await stream?.cancel()
  }
  await pushTask(neighbour)
  expect(await neighbours?.read()).toMatchObject({ done: false })
  await neighbours?.cancel()
})

test('[SE9] a server that stops answers the waits first', async () => {
  const stopping = await startTestServer({ customers: 5 })
  const client = await stopping.signIn('rm')
  const { seen } = await wait(client, null)
  const waiting = wait(client, seen)
  // The wait has reached the server: another request of the same device was answered after it set out.
  await client.get('/api/session')
  await stopping.close()
  expect(await waiting).toEqual({ scopes: [], seen })
})
