import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PushResponse } from '#shared/protocol/push-message.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { issueAbout, resolve, stored } from './handover-steps.ts'
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

function startEpoch(client: TestClient, former: string, next: string, device = client.device) {
  return client.post('/sync/epoch', { device, former, next })
}

async function startedAt(client: TestClient, former: string, next: string) {
  const response = await startEpoch(client, former, next)
  return { status: response.status, body: await response.json() }
}

describe('[GC2] a device that counts anew', () => {
  test('[GC2] pushes everything it still has under new numbers, and nothing is done twice', async () => {
    const client = await server.signIn('rm')
    const [known, fresh] = [newTask(client), newTask(client)]
    await client.push([known])
    const seq = (await stored(server, 'task', known.recordId))?.seq
    const next = randomUUID()
    expect(await startedAt(client, client.epoch, next)).toEqual({ status: 200, body: { lastN: 0 } })
    const response = await client.pushRaw(
      [
        { n: 1, ...known },
        { n: 2, ...fresh },
      ],
      { epoch: next },
    )
    expect(PushResponse.parse(await response.json())).toMatchObject({
      lastN: 2,
      results: [{ outcome: 'applied' }, { outcome: 'applied' }],
    })
    expect((await stored(server, 'task', known.recordId))?.seq).toBe(seq)
    expect(await stored(server, 'task', fresh.recordId)).toBeDefined()
    expect((await client.pull(null, { epoch: next })).checkpoint.lastN).toBe(2)
  })

  test('[GC2] the announcement again, because its answer was lost, answers how far the new epoch got', async () => {
    const client = await server.signIn('rm')
    const next = randomUUID()
    await startEpoch(client, client.epoch, next)
    expect(await startedAt(client, client.epoch, next)).toEqual({ status: 200, body: { lastN: 0 } })
    await client.pushRaw([{ n: 1, ...newTask(client) }], { epoch: next })
    expect(await startedAt(client, client.epoch, next)).toEqual({ status: 200, body: { lastN: 1 } })
  })

  test('[PU1] an epoch that is over starts none, and never comes back: 409 and an audit row', async () => {
    const client = await server.signIn('rm')
    const [second, third] = [randomUUID(), randomUUID()]
    await startEpoch(client, client.epoch, second)
    for (const [former, next] of [
      [client.epoch, third],
      [second, client.epoch],
    ] as const) {
      const refused = await startedAt(client, former, next)
      expect(refused).toMatchObject({ status: 409, body: { type: '/problems/stale-epoch' } })
    }
    const rows = await server.services.store.read(({ audit }) => audit.after(0, 100_000))
    const seen = rows.filter(
      ({ row }) => row.what === 'stale-epoch' && row.device === client.device,
    )
    expect(seen).toHaveLength(2)
    // The former epoch still cannot push.
    expect((await client.pushRaw([{ n: 1, ...newTask(client) }])).status).toBe(409)
    expect(await startedAt(client, second, third)).toMatchObject({ status: 200 })
  })

  test('[GC2] two devices with one epoch, as a copied profile can make them, both count anew', async () => {
    const epoch = randomUUID()
    for (const role of ['rm', 'teller'] as const) {
      const client = await server.signIn(role, { device: randomUUID(), epoch })
      const started = await startedAt(client, epoch, randomUUID())
      expect(started).toEqual({ status: 200, body: { lastN: 0 } })
    }
  })

  test('[GC2] [OP4] what could not be read is offered again, and what its author made of the issue stands', async () => {
    const client = await server.signIn('rm')
    const { staffId } = client.session
    const unreadable = { ...newTask(client), unheardOf: true }
    await client.pushRaw([{ n: 1, ...unreadable }])
    client.nextN = 2
    const issue = await issueAbout(server, staffId, unreadable.recordId)
    await client.push([resolve(client, issue.id, 'dismissed')])
    const next = randomUUID()
    await startEpoch(client, client.epoch, next)
    await client.pushRaw([{ n: 1, ...unreadable }], { epoch: next })
    const again = await issueAbout(server, staffId, unreadable.recordId)
    expect(again).toMatchObject({ id: issue.id, data: { resolution: 'dismissed' } })
  })

  test('[CL7] a report that comes late from an epoch that is over says nothing of the present one', async () => {
    const client = await server.signIn('rm')
    const report = { lastLocalN: 5, unsyncedCount: 5, oldestUnsyncedAt: 1 }
    await startEpoch(client, client.epoch, randomUUID())
    const { store } = server.services
    await store.write(1, ({ devices }) => devices.setReport(client, report, 1))
    const kept = await store.read(({ devices }) => devices.reportOf(client.device))
    expect(kept?.report).toMatchObject({ lastLocalN: 0, unsyncedCount: 0 })
  })

  test('[PU1] nobody starts an epoch for the device of another session, or without one', async () => {
    const [own, other] = [await server.signIn('rm'), await server.signIn('teller')]
    const refused = await startEpoch(other, own.epoch, randomUUID(), own.device)
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({ type: '/problems/other-device' })
    const nobody = createTestClient(server.url)
    expect((await startEpoch(nobody, own.epoch, randomUUID(), own.device)).status).toBe(401)
    expect((await own.push([newTask(own)])).lastN).toBe(1)
  })

  test('[CL7] it is no loss: nobody gets a report, and what was reported counts on', async () => {
    const client = await server.signIn('rm')
    await client.pull(null, { lastLocalN: 5, unsyncedCount: 5, oldestUnsyncedAt: 1 })
    await startEpoch(client, client.epoch, randomUUID())
    const { records } = await (await server.signIn('lead')).pull()
    expect(records.filter(({ type }) => type === 'loss-report')).toEqual([])
    const kept = await server.services.store.read(({ devices }) => devices.reportOf(client.device))
    expect(kept?.report).toMatchObject({ lastLocalN: 0, unsyncedCount: 5 })
  })
})
