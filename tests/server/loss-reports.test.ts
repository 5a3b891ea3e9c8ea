import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { LossReport } from '#shared/domain/loss-report.ts'
import { staffScope } from '#shared/protocol/scope.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { scopeRecords } from './handover-steps.ts'
import { taskData } from './record-data.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())
/** Every test has a device of its own, so only its own reports are looked at. */
let device = ''
beforeEach(() => {
  device = randomUUID()
})

function newTask(client: TestClient) {
  const data = taskData(client.session.staffId)
  return client.draft('task', randomUUID(), { kind: 'create', args: { data } })
}

/** Loss reports about the device of this test in somebody's own scope. */
async function reportsFor(staffId: string): Promise<LossReport[]> {
  const records = await scopeRecords(server, staffScope(staffId))
  return records
    .filter(({ type, data }) => type === 'loss-report' && data['device'] === device)
    .map(({ data }) => LossReport.parse(data))
}

/** A manager's device that sent two of five changes, and said so. */
async function deviceWithUnsent(): Promise<TestClient> {
  const client = await server.signIn('rm', { device, epoch: randomUUID() })
  await client.push([newTask(client), newTask(client)])
  await client.pull(null, { lastLocalN: 5, unsyncedCount: 3, oldestUnsyncedAt: 1_795_000_000_000 })
  return client
}

/** Signs in from a browser that has this device cookie; answers the response. */
function signInWithCookie(staffNo: string, cookie: string, more: object = {}) {
  const client = createTestClient(server.url)
  return client.post(
    '/api/sign-in',
    { staffNo, password: server.password, device: randomUUID(), epoch: randomUUID(), ...more },
    { cookie },
  )
}

describe('[CL7] a device that came back empty', () => {
  test('[CL7] its person and every lead of the branch are told how many changes never arrived', async () => {
    const client = await deviceWithUnsent()
    await server.signIn('rm', { device, epoch: randomUUID() })
    for (const reader of [client.session.staffId, server.colleague('lead').id]) {
      expect(await reportsFor(reader)).toEqual([
        {
          staffId: client.session.staffId,
          device,
          missing: 3,
          oldestAt: 1_795_000_000_000,
          reportedAt: expect.any(Number),
        },
      ])
    }
    // Nobody else is told.
    expect(await reportsFor(server.colleague('rm', 1).id)).toEqual([])
    expect(await reportsFor(server.colleague('admin').id)).toEqual([])
  })

  test('[CL7] what arrived after the report is not counted, and what a push itself reports is', async () => {
    const client = await server.signIn('rm', { device, epoch: randomUUID() })
    const report = { lastLocalN: 4, unsyncedCount: 4, oldestUnsyncedAt: 1 }
    const operations = [1, 2, 3].map((n) => ({ n, ...newTask(client) }))
    await client.pushRaw(operations, { report })
    await server.signIn('rm', { device, epoch: randomUUID() })
    expect(await reportsFor(client.session.staffId)).toMatchObject([{ missing: 1 }])
  })

  test('[CL7] nothing is reported when everything had arrived, and after the same sign-in again', async () => {
    const client = await server.signIn('rm', { device, epoch: randomUUID() })
    await client.push([newTask(client)])
    await client.pull(null, { lastLocalN: 1, unsyncedCount: 1, oldestUnsyncedAt: 1 })
    const next = { device, epoch: randomUUID() }
    await server.signIn('rm', next)
    await server.signIn('rm', next)
    expect(await reportsFor(client.session.staffId)).toEqual([])
  })

  test('[CL7] one that only signs in again with its epoch reports nothing', async () => {
    const client = await deviceWithUnsent()
    await server.signIn('rm', { device, epoch: client.epoch })
    expect(await reportsFor(client.session.staffId)).toEqual([])
  })

  test('[CL7] whose ids were lost too is known by the cookie of its browser, once', async () => {
    const { session } = await deviceWithUnsent()
    const cookie = `branchbook-device=${device}`
    expect((await signInWithCookie(session.staffNo, cookie)).status).toBe(200)
    await signInWithCookie(session.staffNo, cookie)
    expect(await reportsFor(session.staffId)).toMatchObject([{ missing: 3 }])
    expect(await reportsFor(server.colleague('lead').id)).toHaveLength(1)
  })

  test('[CL7] a copy of a profile that takes ids of its own has its vault, and nothing was lost', async () => {
    const { session } = await deviceWithUnsent()
    const cookie = `branchbook-device=${device}`
    const answer = await signInWithCookie(session.staffNo, cookie, { vaultKept: true })
    expect(answer.status).toBe(200)
    expect(await reportsFor(session.staffId)).toEqual([])
  })

  test('[CL7] a colleague who signs in on the same tablet is told nothing, and tells nothing', async () => {
    const { session } = await deviceWithUnsent()
    const other = server.colleague('teller')
    await signInWithCookie(other.staffNo, `branchbook-device=${device}`)
    expect(await reportsFor(other.id)).toEqual([])
    expect(await reportsFor(session.staffId)).toEqual([])
  })

  test('[CL7] what stands in a forged cookie is no device, and breaks nothing', async () => {
    const { staffNo } = server.colleague('teller')
    for (const value of ['', 'x'.repeat(3000), randomUUID(), '%00', '1 or 1=1']) {
      const response = await signInWithCookie(staffNo, `branchbook-device=${value}`)
      expect(response.status).toBe(200)
    }
  })

  test('[CL7] the cookie holds the last device alone, for 400 days, out of reach of scripts and other sites', async () => {
    const { staffNo } = server.colleague('teller')
    const response = await signInWithCookie(staffNo, '', { device })
    const [session = '', cookie = '', ...more] = response.headers.getSetCookie()
    expect(session).toMatch(/^branchbook=/)
    expect(cookie).toContain(`branchbook-device=${device};`)
    expect(cookie).toContain('Max-Age=34560000')
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Strict')
    expect(more).toEqual([])
  })

  test('[CL7] a report that was read stays read, and only its reader may say so', async () => {
    const { session } = await deviceWithUnsent()
    const client = await server.signIn('rm', { device, epoch: randomUUID() })
    const lead = await server.signIn('lead')
    const records = await scopeRecords(server, staffScope(session.staffId))
    const id = records.find(({ data }) => data['device'] === device)?.id ?? ''
    const seen = (by: TestClient, changes = { seen: { from: null, to: true as unknown } }) =>
      by.draft('loss-report', id, { kind: 'patch', args: { changes } })
    expect((await lead.push([seen(lead)])).results).toMatchObject([{ reason: 'not-allowed' }])
    expect((await client.push([seen(client)])).results).toMatchObject([{ outcome: 'applied' }])
    const forged = client.draft('loss-report', id, {
      kind: 'patch',
      args: { changes: { missing: { from: 3, to: 0 } } },
    })
    expect((await client.push([forged])).results).toMatchObject([{ outcome: 'rejected' }])
    await signInWithCookie(session.staffNo, `branchbook-device=${device}`)
    expect(await reportsFor(session.staffId)).toMatchObject([{ missing: 3, seen: true }])
  })
})
