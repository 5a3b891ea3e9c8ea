import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { usualLimits } from '#server/limits.ts'
import { createRowBudget } from '#server/row-budget.ts'
import { rawExchange, statusesOf } from '#tests/support/raw-exchange.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { taskData } from './record-data.ts'

let server: TestServer
let now = Date.now()
const minute = 60_000
beforeAll(async () => {
  server = await startTestServer({
    clock: () => now,
    limits: {
      pulledRows: { most: 100, windowMs: 10 * minute, perRequest: 1 },
      pushedOperations: { most: 20, windowMs: 10 * minute, perRequest: 1 },
      connectionsPerAddress: 30,
      headers: { longestMs: 1000, lookEveryMs: 100 },
      politenessMs: 40,
    },
  })
})
afterAll(() => server.close())

test('[SE5] a pull is answered whole, however many rows it is, and the next one waits until they are paid for', async () => {
  const client = await server.signIn('lead')
  const first = await client.pull()
  expect(first.records.length).toBeGreaterThan(100)
  const pull = () =>
    client.post('/sync/pull', {
      device: client.device,
      epoch: client.epoch,
      cursor: first.checkpoint.cursor,
      lastLocalN: 0,
      unsyncedCount: 0,
      oldestUnsyncedAt: null,
    })
  const refused = await pull()
  expect(refused.status).toBe(429)
  const { retryAfterMs } = await refused.json()
  expect(retryAfterMs).toBeGreaterThan(0)
  expect(refused.headers.get('retry-after')).toBe(String(Math.ceil(retryAfterMs / 1000)))
  // What is written here still goes out, and other devices of the same person are not in it.
  expect((await client.push([])).lastN).toBe(0)
  const other = await server.signIn('lead')
  expect((await other.pull()).records.length).toBe(first.records.length)
  now += retryAfterMs
  expect((await pull()).status).toBe(200)
})

test('[SE5] operations are counted, not requests; what was refused is taken later as it is', async () => {
  const client = await server.signIn('rm')
  const task = () =>
    client.draft('task', randomUUID(), {
      kind: 'create',
      args: { data: taskData(client.session.staffId) },
    })
  await client.push(Array.from({ length: 25 }, task))
  const operations = [{ n: client.nextN, ...task() }]
  const refused = await client.pushRaw(operations)
  expect(refused.status).toBe(429)
  const epoch = { device: client.device, former: client.epoch, next: randomUUID() }
  expect((await client.post('/sync/epoch', epoch)).status).toBe(429)
  now += (await refused.json()).retryAfterMs
  expect((await client.pushRaw(operations)).status).toBe(200)
})

test('[SE5] naming the device of somebody else spends none of what it may ask for', async () => {
  const [mine, theirs] = [await server.signIn('rm'), await server.signIn('teller')]
  for (let round = 0; round < 30; round += 1) {
    const operations = Array.from({ length: 5 }, (_, index) => ({ n: index + 1 }))
    await mine.pushRaw(operations, { device: theirs.device })
  }
  expect((await theirs.push([])).lastN).toBe(0)
})

test('[SE5] the usual limits never meet a first sync of 100,000 customers, nor a day of restored work, nor fast typing', async () => {
  let at = 0
  const pulled = createRowBudget(usualLimits.pulledRows, () => at)
  // Customers, profiles, notes, tasks, complaints with events: the largest branch of the measurements, in one pull.
  for (let again = 0; again < 6; again += 1) {
    expect(pulled.enter('tablet')).toBe(0)
    pulled.spend('tablet', 480_000)
  }
  const pushed = createRowBudget(usualLimits.pushedOperations, () => at)
  for (let batch = 0; batch < 100; batch += 1) {
    expect(pushed.enter('restored')).toBe(0)
    pushed.spend('restored', 500)
  }
  const waits = new Set<number>()
  for (let second = 0; second < 8 * 3600; second += 1) {
    at += 1000
    // Five operations and five pulls each second, all day long.
    for (let round = 0; round < 5; round += 1) {
      waits.add(pushed.enter('typist') + pulled.enter('typist'))
      pushed.spend('typist', 1)
      pulled.spend('typist', 20)
    }
  }
  expect([...waits]).toEqual([0])
})

test('[SE5] a loop without a pause is stopped, told when to come again, and let in then', () => {
  let at = 0
  const budget = createRowBudget({ most: 100, windowMs: 10_000, perRequest: 10 }, () => at)
  const waits = Array.from({ length: 11 }, () => budget.enter('loop'))
  expect(waits).toEqual([...Array(10).fill(0), 1000])
  expect(budget.enter('calm')).toBe(0)
  at += 1000
  expect(budget.enter('loop')).toBe(0)
  // A clock that was set back gives nothing, and takes nothing.
  at -= 5000
  expect(budget.enter('loop')).toBe(1000)
})

test('[SE5] headers that trickle in are waited for no longer than their time, and answered with a problem', async () => {
  const answer = await rawExchange(server.url, 'GET /api/hello HTTP/1.1\r\nhost: x\r\nx-slow: ')
  expect(statusesOf(answer)).toEqual([408])
  expect(answer).toContain('/problems/too-slow')
})

test('[SE5] one address holds so many connections and no more, and a closed one makes room', async () => {
  const { hostname, port } = new URL(server.url)
  const sockets = Array.from({ length: 40 }, () => connect(Number(port), hostname))
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  const closed = sockets.filter((socket) => {
    socket.resume()
    return true
  })
  const ended = Promise.all(closed.map((socket) => once(socket, 'close')))
  await expect
    .poll(() => sockets.filter(({ destroyed }) => destroyed).length)
    .toBeGreaterThanOrEqual(10)
  for (const socket of sockets) socket.destroy()
  await ended
  await expect
    .poll(() =>
      fetch(`${server.url}/healthz`).then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(200)
})
