import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cursor, PullCheckpoint, PullPage } from '#shared/protocol/pull-message.ts'
import { portfolioScope, staffScope } from '#shared/protocol/scope.ts'
import { usualLimits } from '#server/limits.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { taskData } from './record-data.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({
    customers: 30,
    // On a busy machine 40 ms are sometimes not enough for the others to be first.
    limits: { ...usualLimits, politenessMs: 1_000 },
  })
})
afterAll(() => server.close())

function ask(client: TestClient, cursor: Cursor, waitMs?: number): Promise<Response> {
  return client.post('/sync/news', {
    device: client.device,
    epoch: client.epoch,
    cursor,
    lastLocalN: client.nextN - 1,
    unsyncedCount: 0,
    oldestUnsyncedAt: null,
    ...(waitMs !== undefined && { waitMs }),
  })
}

interface News {
  pages: PullPage[]
  checkpoint: PullCheckpoint
}

/** What the answer said in the end; null when it ended without a checkpoint. */
async function newsOf(response: Response): Promise<News | null> {
  expect(response.status).toBe(200)
  const lines: { kind: string }[] = (await response.text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  const last = lines.at(-1)
  if (last?.kind !== 'checkpoint') return null
  const pages = lines.filter(({ kind }) => kind === 'page')
  return {
    pages: pages.map((page) => PullPage.parse(page)),
    checkpoint: PullCheckpoint.parse(last),
  }
}

function pushTask(client: TestClient, data = taskData(client.session.staffId)) {
  return client.push([client.draft('task', randomUUID(), { kind: 'create', args: { data } })])
}

const cursorOf = async (client: TestClient) => (await client.pull()).checkpoint.cursor

test('[PL5] what a colleague writes is answered with its rows and a checkpoint', async () => {
  const who = server.colleague('rm')
  const [desk, tablet] = [await server.signIn(who), await server.signIn(who)]
  const cursor = await cursorOf(tablet)
  const response = await ask(tablet, cursor)
  await pushTask(desk, taskData(who.id, { title: '马上看到' }))
  const news = await newsOf(response)
  expect(news?.pages.map(({ scope }) => scope)).toEqual([staffScope(who.id)])
  expect(JSON.stringify(news?.pages)).toContain('马上看到')
  // The next wait goes on where this one ended.
  const next = await tablet.pull(news?.checkpoint.cursor)
  expect(next.records).toEqual([])
})

test('[SC5] nobody is woken or told by what lies outside the own scopes', async () => {
  const [owner, teller] = [await server.signIn('rm'), await server.signIn('teller')]
  const response = await ask(teller, await cursorOf(teller), 400)
  const customer = (await owner.pull()).records.find(
    ({ type, scope }) => type === 'profile' && scope === portfolioScope(owner.session.staffId),
  )
  await pushTask(owner, taskData(owner.session.staffId, { customerId: customer?.id ?? '' }))
  expect((await newsOf(response))?.pages).toEqual([])
})

test('[PL5] what moved before the request is answered at once', async () => {
  const who = server.colleague('rm', 1)
  const [desk, tablet] = [await server.signIn(who), await server.signIn(who)]
  const cursor = await cursorOf(tablet)
  await pushTask(desk)
  expect((await newsOf(await ask(tablet, cursor)))?.pages).toHaveLength(1)
})

test('[PL5] when the time is over without news, a bare checkpoint says so', async () => {
  const client = await server.signIn('lobby')
  const news = await newsOf(await ask(client, await cursorOf(client), 50))
  expect(news?.pages).toEqual([])
  expect(news?.checkpoint.lastN).toBe(0)
})

test('[I8] more than a few rows are left to a pull', async () => {
  const client = await server.signIn('lead')
  const { cursor } = (await client.pull()).checkpoint
  const before = { ...cursor, positions: {} }
  expect(await newsOf(await ask(client, before))).toBeNull()
})

test('[SE2] the end of the session ends the wait, and nothing more is said', async () => {
  const who = server.colleague('rm', 2)
  const [desk, tablet] = [await server.signIn(who), await server.signIn(who)]
  const response = await ask(tablet, await cursorOf(tablet))
  expect((await desk.post(`/api/devices/${tablet.device}/end`, {})).status).toBe(204)
  expect(await newsOf(response)).toBeNull()
})

test('[SE5] a fourth live connection of a device ends the oldest', async () => {
  const client = await server.signIn('lobby')
  const cursor = await cursorOf(client)
  const first = await ask(client, cursor)
  const others = []
  for (let turn = 0; turn < 3; turn += 1) others.push(await ask(client, cursor))
  expect(await newsOf(first)).toBeNull()
  await pushTask(client)
  for (const other of others) expect(await newsOf(other)).not.toBeNull()
})

test('[SE3] a request that is not whole, or for another device, is refused before anything is held', async () => {
  const client = await server.signIn('lobby')
  const cursor = await cursorOf(client)
  for (const wrong of [300_001, -1, 0.5]) {
    expect((await ask(client, cursor, wrong)).status).toBe(422)
  }
  const body = { device: randomUUID(), epoch: client.epoch, cursor }
  const report = { lastLocalN: 0, unsyncedCount: 0, oldestUnsyncedAt: null }
  expect((await client.post('/sync/news', { ...body, ...report })).status).toBe(403)
  expect((await client.post('/sync/news', { ...body, ...report, device: 7 })).status).toBe(422)
})

test('[PL5] who writes is told of it after the colleagues, and what it reported before stays behind the push', async () => {
  const who = server.colleague('rm')
  const [desk, tablet] = [await server.signIn(who), await server.signIn(who)]
  const cursors = [await cursorOf(desk), await cursorOf(tablet)] as const
  const waiting = [await ask(desk, cursors[0]), await ask(tablet, cursors[1])] as const
  const order: string[] = []
  const answers = [
    newsOf(waiting[0]).finally(() => order.push('desk')),
    newsOf(waiting[1]).finally(() => order.push('tablet')),
  ]
  const unsent = { lastLocalN: desk.nextN + 4, unsyncedCount: 5, oldestUnsyncedAt: 1 }
  const n = desk.nextN
  const task = desk.draft('task', randomUUID(), {
    kind: 'create',
    args: { data: taskData(who.id) },
  })
  expect((await desk.pushRaw([{ n, ...task }], { report: unsent })).status).toBe(200)
  const news = await Promise.all(answers)
  expect(order).toEqual(['tablet', 'desk'])
  expect(news[0]?.checkpoint.lastN).toBe(n)
  const report = await server.services.store.read(({ devices }) => devices.reportOf(desk.device))
  expect(report?.report).toEqual(unsent)
})
