import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PushResponse } from '#shared/protocol/push-message.ts'
import { createPushCrowd } from '#server/push-crowd.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { taskData } from './record-data.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

function newTask(client: TestClient) {
  const data = taskData(client.session.staffId)
  return client.draft('task', randomUUID(), { kind: 'create', args: { data } })
}

describe('[PU3] everybody at once', () => {
  test('[PU3] while the writer is busy nobody gets a 5xx, all are answered, and most are asked for a pause', async () => {
    let now = Date.now()
    let asked = 0
    const clock = () => {
      asked += 1
      return now
    }
    const busy = await startTestServer({ clock })
    // One after the other: forty tries for one number at once are not answered (SE1).
    const clients: TestClient[] = []
    while (clients.length < 40) clients.push(await busy.signIn('rm'))
    const [free, isHeld] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const held = busy.services.store.write(1, async () => {
      isHeld.resolve()
      await free.promise
    })
    await isHeld.promise
    const before = asked
    const pushes = clients.map((client) => client.push([newTask(client)]))
    // Each of them looks at the clock three times before it waits.
    await expect.poll(() => asked - before, { timeout: 10_000 }).toBe(clients.length * 3)
    now += 4000
    free.resolve()
    await held
    const answers = await Promise.all(pushes)
    expect(answers.every(({ lastN }) => lastN === 1)).toBe(true)
    const pauses = answers.flatMap(({ retryAfterMs = [] }) => retryAfterMs)
    expect(pauses.length).toBeGreaterThanOrEqual(10)
    for (const pause of pauses) {
      expect(pause).toBeGreaterThanOrEqual(2000)
      expect(pause).toBeLessThanOrEqual(8000)
    }
    // By chance, so that they do not come together again.
    expect(new Set(pauses).size).toBeGreaterThan(3)
    const calm = await Promise.all(clients.slice(0, 1).map((client) => client.push([])))
    expect(calm.map(({ retryAfterMs }) => retryAfterMs)).toEqual([undefined])
    await busy.close()
  }, 60_000)

  test('[PU3] a pause is half to twice of the wait, at most a minute, and only in a crowd', async () => {
    let now = 0
    const pausesOf = async (most: number, waitMs: number, chance: number) => {
      const crowd = createPushCrowd({
        clock: () => now,
        randomBytes: () => new Uint8Array([chance]),
      })
      const doors = Array.from({ length: most }, () => Promise.withResolvers<void>())
      const all = doors.map(({ promise }) => crowd.enter(() => promise))
      now += waitMs
      for (const { resolve } of doors) resolve()
      return (await Promise.all(all)).map(({ retryAfterMs }) => retryAfterMs)
    }
    expect((await pausesOf(30, 4000, 0))[0]).toBe(2000)
    expect((await pausesOf(30, 4000, 255))[0]).toBe(8000)
    expect((await pausesOf(30, 4_000_000, 255))[0]).toBe(60_000)
    // The last ones of a crowd, a small one, and a quick one.
    expect((await pausesOf(30, 4000, 255)).at(-1)).toBeUndefined()
    expect(await pausesOf(20, 4000, 255)).toEqual(Array(20).fill(undefined))
    expect(await pausesOf(30, 999, 255)).toEqual(Array(30).fill(undefined))
  })
})

describe('too much, and again', () => {
  test('[PU3] 10,000 operations in one body are 413 with the limits, and none of them runs', async () => {
    const client = await server.signIn('rm')
    const operations = Array.from({ length: 10_000 }, (_, index) => ({ n: index + 1 }))
    const response = await client.pushRaw(operations)
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({
      type: '/problems/too-large',
      limits: { operationsPerPush: 500 },
    })
    const whole = newTask(client)
    const large = Array.from({ length: 10_000 }, (_, index) => ({ ...whole, n: index + 1 }))
    expect((await client.pushRaw(large)).status).toBe(413)
    expect((await client.push([])).lastN).toBe(0)
  })

  test('[PU1] a whole push sent five times over is answered five times and done once', async () => {
    const client = await server.signIn('rm')
    const operations = Array.from({ length: 10 }, (_, index) => ({
      n: index + 1,
      ...newTask(client),
    }))
    const answers = []
    for (let round = 0; round < 5; round += 1) {
      const response = await client.pushRaw(operations)
      const { serverTime: _, ...rest } = PushResponse.parse(await response.json())
      answers.push(rest)
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    const rows = await server.services.store.read(({ audit }) => audit.after(0, 100_000))
    const ids = new Set(operations.map(({ id }) => id))
    expect(rows.filter(({ row }) => ids.has(row.operationId ?? ''))).toHaveLength(10)
  })

  test('[PU4] an operation from a future schema is put off with all it says, and what follows runs', async () => {
    const client = await server.signIn('rm')
    const future = {
      n: 1,
      ...newTask(client),
      schemaVersion: 99,
      recordType: 'hologram',
      newMember: '未来的字段',
    }
    const response = await client.pushRaw([future, { n: 2, ...newTask(client) }])
    expect(PushResponse.parse(await response.json()).results).toMatchObject([
      { outcome: 'deferred', reason: 'newer-schema' },
      { outcome: 'applied' },
    ])
    const { records } = await client.pull()
    const issue = records.find(({ data }) => data['outcome'] === 'deferred')
    expect(JSON.stringify(issue)).toContain('未来的字段')
    const { store } = server.services
    expect(await store.read(({ quarantine }) => quarantine.count(client.device))).toBe(1)
  })
})
