import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import { PushResponse } from '#shared/protocol/push-message.ts'
import { verifyAuditChain } from '#server/audit-chain.ts'
import { openSqliteStore } from '#server/store/sqlite/open-sqlite-store.ts'
import { freePort } from '#tests/support/free-port.ts'
import { type ServerProcess, startServerProcess } from '#tests/support/server-process.ts'
import { createTestClient } from '#tests/support/test-client.ts'
import { taskData } from './record-data.ts'

const disposals: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const dispose of disposals.splice(0).toReversed()) await dispose()
})

async function start(options: Parameters<typeof startServerProcess>[0]): Promise<ServerProcess> {
  const started = await startServerProcess(options)
  disposals.push(() => started.dispose())
  return started
}

/** A folder that outlives the process, so that its database can be looked into. */
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'branchbook-process-'))
  disposals.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('[I2][I3] SIGKILL in the middle of pushes: what was answered is there, once, and the rest can be sent again', async () => {
  const folder = await temporaryFolder()
  const server = await start({ folder, demoCustomers: 20, demoPassword: 'demo password 1' })
  const client = createTestClient(server.url)
  await client.signIn('1001', 'demo password 1')
  const total = 1500
  const operations = Array.from({ length: total }, (_, index) => ({
    n: index + 1,
    ...client.draft('task', randomUUID(), {
      kind: 'create',
      args: { data: taskData(client.session.staffId) },
    }),
  }))

  let answered = 0
  const sendAll = async () => {
    while (answered < total) {
      const response = await client.pushRaw(operations.slice(answered, answered + 50))
      answered = PushResponse.parse(await response.json()).lastN
    }
  }
  for (const killAt of [100, 400, 800]) {
    const sending = sendAll().catch(() => 'interrupted')
    await until(() => answered >= killAt)
    await server.kill()
    expect(await sending).toBe('interrupted')
    const before = answered
    await server.restart()
    // Everything that was ever answered is there.
    const probe = await client.pushRaw([])
    answered = PushResponse.parse(await probe.json()).lastN
    expect(answered).toBeGreaterThanOrEqual(before)
  }
  await sendAll()

  const { records, checkpoint } = await client.pull()
  const mine = new Set(operations.map(({ recordId }) => recordId))
  const arrived = records.filter(({ id }) => mine.has(id))
  expect(arrived).toHaveLength(total)
  expect(new Set(arrived.map(({ id }) => id)).size).toBe(total)
  expect(checkpoint.lastN).toBe(total)
  expect(await server.stop()).toBe(0)

  const store = await openSqliteStore({ folder, newId: () => v7() })
  const { verdict, rows } = await store.read(async ({ audit }) => ({
    verdict: await verifyAuditChain(audit),
    rows: await audit.after(0, 10_000),
  }))
  await store.close()
  expect(verdict.ok).toBe(true)
  const applied = rows.filter(({ row }) => row.what === 'operation' && row.code === 'applied')
  expect(applied).toHaveLength(total)
}, 60_000)

test('[SE9] SIGTERM answers what is under way, ends live streams, and exits cleanly', async () => {
  const server = await start({ demoCustomers: 20, demoPassword: 'demo password 1' })
  const client = createTestClient(server.url)
  await client.signIn('1001', 'demo password 1')
  const live = await client.get('/sync/live')
  const reader = live.body?.getReader()
  await reader?.read()
  const pushes = Array.from({ length: 5 }, () => client.pushRaw([]))
  const answers = await Promise.all(pushes)
  expect(await server.stop()).toBe(0)
  expect(answers.every(({ ok }) => ok)).toBe(true)
  expect(await reader?.read()).toMatchObject({ done: true })
})

test('[SE1] an empty server prints what to open and the one-time code; a filled one prints none', async () => {
  const server = await start({})
  const [, code = ''] = /set-up code: (\S+)/.exec(server.output()) ?? []
  expect(server.output()).toContain('http://localhost:')
  const client = createTestClient(server.url)
  const body = { branchName: '网点', name: '甲', staffNo: '1', password: 'long enough', code }
  expect((await client.post('/api/setup', body)).status).toBe(204)
  await server.stop()
  const printedBefore = server.output().length
  await server.restart()
  expect(server.output().slice(printedBefore)).not.toContain('set-up code')
})

test('a demonstration prints its sign-ins and keeps out of a folder with a real branch', async () => {
  const folder = await temporaryFolder()
  const demo = await start({ demoCustomers: 20, demoPassword: 'demo password 1' })
  expect(demo.output()).toMatch(/1001 {2}\S+ {2}rm/)
  expect(demo.output()).toContain('Password of everybody: demo password 1')
  const real = await start({ folder })
  const [, code = ''] = /set-up code: (\S+)/.exec(real.output()) ?? []
  const body = { branchName: '网点', name: '甲', staffNo: '1', password: 'long enough', code }
  await createTestClient(real.url).post('/api/setup', body)
  await real.stop()
  await expect(startServerProcess({ folder, demoCustomers: 20 })).rejects.toThrow('real branch')
})

test('a DATABASE_URL that cannot be used ends the start with the reason, and without the password', async () => {
  const environment = {
    DATABASE_URL: `postgres://teller:geheim-Kx72vQpL@127.0.0.1:${await freePort()}/branch`,
  }
  const start = startServerProcess({ environment })
  await expect(start).rejects.toThrow('PostgreSQL cannot be used (branch at 127.0.0.1:')
  await expect(start).rejects.not.toThrow('geheim')
})

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}
