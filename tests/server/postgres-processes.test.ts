import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { staffScope } from '#shared/protocol/scope.ts'
import { queryPostgres, startPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import { verifyAudit } from '#tests/support/server-database.ts'
import { type ServerProcess, startServerProcess } from '#tests/support/server-process.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'
import { taskData } from './record-data.ts'

const password = 'demo password 1'
let postgres: TestPostgres
/** Two processes on one database with a demonstration in it. */
let pair: { first: ServerProcess; second: ServerProcess; databaseUrl: string }
const running: ServerProcess[] = []
beforeAll(async () => {
  postgres = await startPostgres()
  const databaseUrl = await postgres.freshDatabase()
  // Both make the tables, or find them made.
  const [first, second] = await Promise.all([start(databaseUrl, 20), start(databaseUrl)])
  pair = { first, second, databaseUrl }
})
afterAll(async () => {
  for (const server of running) await server.dispose()
  await postgres.stop()
})

async function start(databaseUrl: string, demoCustomers?: number): Promise<ServerProcess> {
  const server = await startServerProcess({
    environment: { DATABASE_URL: databaseUrl },
    demoPassword: password,
    ...(demoCustomers === undefined ? {} : { demoCustomers }),
  })
  running.push(server)
  return server
}

test('[I9] [PL5] two server processes on one PostgreSQL database are one server to the devices', async () => {
  const { first, second, databaseUrl } = pair
  const [desk, tablet] = [createTestClient(first.url), createTestClient(second.url)]
  expect((await desk.signIn('1001', password)).status).toBe(200)
  expect((await tablet.signIn('1001', password)).status).toBe(200)

  const events = await liveEvents(tablet, second.url)
  await desk.push([newTask(desk)])
  expect(await events.next()).toContain(staffScope(desk.session.staffId))
  events.stop()

  // One session is good at both, and what one stored the other sends.
  const pulled = (await tablet.pull()).records
  expect(pulled.some(({ data }) => data['title'] === '给客户回电话')).toBe(true)
  const elsewhere = await fetch(`${second.url}/api/session`, { headers: { cookie: desk.cookie } })
  expect(elsewhere.status).toBe(200)
  expect(await verifyAudit({ databaseUrl })).toContain('whole')
})

test('[SE2] a session that is ended at one process is over at the other, and its live stream there closes at once', async () => {
  const { first, second } = pair
  const [desk, lost] = [createTestClient(first.url), createTestClient(second.url)]
  expect((await desk.signIn('1002', password)).status).toBe(200)
  expect((await lost.signIn('1002', password)).status).toBe(200)
  const events = await liveEvents(lost, second.url)
  expect((await desk.post(`/api/devices/${lost.device}/end`, {})).status).toBe(204)
  const endedAt = Date.now()
  await expect(events.next()).rejects.toThrow('The stream ended.')
  // Long before the heartbeat, which would notice it too.
  expect(Date.now() - endedAt).toBeLessThan(10_000)
  expect((await lost.get('/api/session')).status).toBe(401)
})

test('[I2] [PU1] a process that is killed loses nothing it answered; the other one goes on, and a repeated push gets the stored result', async () => {
  const { first, second, databaseUrl } = pair
  const device = { device: randomUUID(), epoch: randomUUID() }
  const before = createTestClient(first.url, device)
  await before.signIn('1001', password)
  const operations = Array.from({ length: 30 }, (_, index) => ({
    n: index + 1,
    ...newTask(before),
  }))
  const answered = before.pushRaw(operations).then(
    (response) => response.ok,
    () => false,
  )
  await first.kill()
  await answered

  const after = createTestClient(second.url, device)
  await after.signIn('1001', password)
  const repeated = await after.pushRaw(operations)
  expect(await repeated.json()).toMatchObject({ lastN: 30 })
  const stored = await queryPostgres(
    databaseUrl,
    'select operation_id, count(*)::int from results where device = $1 group by operation_id',
    [device.device],
  )
  expect(stored).toHaveLength(30)
  expect(stored.every(({ count }) => count === 1)).toBe(true)
  expect(await verifyAudit({ databaseUrl })).toContain('whole')
  expect(await second.stop()).toBe(0)
})

test('a demonstration keeps out of a database with a real branch, and a set-up code works once for all processes', async () => {
  const databaseUrl = await postgres.freshDatabase()
  const [first, second] = await Promise.all([start(databaseUrl), start(databaseUrl)])
  const statuses = (await Promise.all([setUp(first), setUp(second)])).map(({ status }) => status)
  expect(statuses.filter((status) => status === 204)).toHaveLength(1)
  expect(statuses.every((status) => status < 500)).toBe(true)
  await expect(start(databaseUrl, 20)).rejects.toThrow('real branch')
})

/** Makes the first branch with the code that this process printed. */
function setUp(server: ServerProcess): Promise<Response> {
  const [, code = ''] = /set-up code: (\S+)/.exec(server.output()) ?? []
  const body = { branchName: '网点', name: '甲', staffNo: '1', password: 'long enough', code }
  return createTestClient(server.url).post('/api/setup', body)
}

function newTask(client: TestClient) {
  const data = taskData(client.session.staffId)
  return client.draft('task', randomUUID(), { kind: 'create', args: { data } })
}

/** The texts of the events of a live stream, one by one. */
async function liveEvents(client: TestClient, url: string) {
  const stop = new AbortController()
  const response = await fetch(`${url}/sync/live`, {
    headers: { cookie: client.cookie },
    signal: stop.signal,
  })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  return {
    stop: () => stop.abort(),
    async next(): Promise<string> {
      for (;;) {
        const { value, done } = (await reader?.read()) ?? { value: '', done: true }
        if (done) throw new Error('The stream ended.')
        if (value.includes('event: moved')) return value
      }
    },
  }
}
