import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '#shared/protocol/session-message.ts'
import { PushResponse } from '#shared/protocol/push-message.ts'
import { complaintsScope, staffScope } from '#shared/protocol/scope.ts'
import { verifyAuditChain } from '#server/audit-chain.ts'
import { operationHash } from '#server/operation-hash.ts'
import { keepSyncIssue } from '#server/sync-issues.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { customerData } from '#tests/sync/branch-device.ts'
import { complaintData, taskData } from './record-data.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

function newTask(client: TestClient, id: string = randomUUID(), title = '给客户回电话') {
  const data = taskData(client.session.staffId, { title })
  return client.draft('task', id, { kind: 'create', args: { data } })
}

function stored(type: string, id: string) {
  return server.services.store.read(({ records }) => records.get(type, id))
}

async function issuesOf(client: TestClient) {
  const scope = staffScope(client.session.staffId)
  const rows = await server.services.store.read(({ records }) => records.ofScope(scope))
  return rows.filter(({ type }) => type === 'sync-issue').map(({ body }) => JSON.parse(body))
}

/** As a server left it that did not know the version of these operations. */
async function deferredBefore(client: TestClient, drafts: ReturnType<typeof newTask>[]) {
  const operations = drafts.map((draft, index) => ({ n: index + 1, ...draft }))
  const { device, epoch, session } = client
  const by = { staffId: session.staffId, device, at: Date.now() }
  await server.services.store.write(by.at, async (transaction) => {
    for (const operation of operations) {
      const { n, id: operationId } = operation
      const result = { n, outcome: 'deferred', reason: 'newer-schema' } as const
      const bodyHash = operationHash(operation)
      await transaction.results.add({ device, epoch }, { operationId, bodyHash, result })
      const kept = { device, epoch, n, staffId: by.staffId, operation }
      await transaction.quarantine.keep({ ...kept, reason: 'newer-schema' }, by.at)
      await keepSyncIssue(transaction, operation, result, [], by)
    }
    await transaction.devices.setLastN(device, operations.length, by.at)
  })
  return operations
}

describe('[PU1] push', () => {
  test('[PU1] operations are run in order, stored, and lastN is the last of them', async () => {
    const client = await server.signIn('rm')
    const [first, second] = [randomUUID(), randomUUID()]
    const answer = await client.push([newTask(client, first), newTask(client, second)])
    expect(answer).toMatchObject({
      lastN: 2,
      results: [
        { n: 1, outcome: 'applied' },
        { n: 2, outcome: 'applied' },
      ],
    })
    const record = await stored('task', second)
    expect(record?.scope).toBe(staffScope(client.session.staffId))
  })

  test('[PU1] the same push again is answered the same and does nothing twice', async () => {
    const client = await server.signIn('rm')
    const id = randomUUID()
    const operations = [{ n: 1, ...newTask(client, id) }]
    const first = PushResponse.parse(await (await client.pushRaw(operations)).json())
    const before = await stored('task', id)
    const again = PushResponse.parse(await (await client.pushRaw(operations)).json())
    expect(again.results).toEqual(first.results)
    expect(again.lastN).toBe(1)
    expect((await stored('task', id))?.seq).toBe(before?.seq)
  })

  test('[PU1] another operation under an accepted number is 409 with an audit row, and changes nothing', async () => {
    const client = await server.signIn('rm')
    const [id, other] = [randomUUID(), randomUUID()]
    await client.push([newTask(client, id)])
    const response = await client.pushRaw([
      { n: 1, ...newTask(client, other) },
      { n: 2, ...newTask(client) },
    ])
    expect(response.status).toBe(409)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(await response.json()).toMatchObject({ type: '/problems/operation-changed' })
    expect(await stored('task', other)).toBeUndefined()
    const rows = await server.services.store.read(({ audit }) => audit.after(0, 10_000))
    const seen = rows.filter(({ row }) => row.what === 'operation-changed')
    expect(seen.some(({ row }) => row.device === client.device)).toBe(true)
    expect((await client.push([newTask(client)])).lastN).toBe(2)
  })

  test('[PU1] after a gap nothing is run, and lastN says where to go on', async () => {
    const client = await server.signIn('rm')
    const id = randomUUID()
    const response = await client.pushRaw([{ n: 3, ...newTask(client, id) }])
    expect(await response.json()).toMatchObject({ lastN: 0, results: [] })
    expect(await stored('task', id)).toBeUndefined()
  })

  test('[PU1] a device that started again is fenced: 409, and what it sent is kept', async () => {
    const staff = server.colleague('rm', 1)
    const before = await server.signIn(staff)
    await before.push([newTask(before)])
    const epoch = randomUUID()
    const after = await server.signIn(staff, { device: before.device, epoch })
    const id = randomUUID()
    const response = await before.pushRaw([{ n: 2, ...newTask(before, id) }])
    expect(response.status).toBe(409)
    expect(Problem.parse(await response.json()).type).toBe('/problems/stale-epoch')
    expect(await stored('task', id)).toBeUndefined()
    const { store } = server.services
    expect(await store.read(({ quarantine }) => quarantine.count(before.device))).toBe(1)
    expect((await after.push([newTask(after)])).lastN).toBe(1)
    // PL3: the count of the new epoch takes nothing out of the outbox of the old one.
    expect((await before.pull()).checkpoint.lastN).toBe(0)
    expect((await after.pull()).checkpoint.lastN).toBe(1)
  })

  test('[GC2] an operation that comes again under another number and epoch is answered, not done twice', async () => {
    const staff = server.colleague('rm', 2)
    const before = await server.signIn(staff)
    const id = randomUUID()
    const operation = newTask(before, id)
    await before.push([operation])
    const seq = (await stored('task', id))?.seq
    const after = await server.signIn(staff, { device: before.device, epoch: randomUUID() })
    const answer = await after.push([newTask(after), operation])
    expect(answer.results[1]).toEqual({ n: 2, outcome: 'applied' })
    expect((await stored('task', id))?.seq).toBe(seq)
  })

  test('[PU1] two pushes of one device at the same time lose nothing and double nothing', async () => {
    const client = await server.signIn('rm')
    const operations = Array.from({ length: 20 }, (_, index) => ({
      n: index + 1,
      ...newTask(client),
    }))
    const answers = await Promise.all(Array.from({ length: 4 }, () => client.pushRaw(operations)))
    for (const answer of answers) {
      const { lastN, results } = PushResponse.parse(await answer.json())
      expect(lastN).toBe(20)
      expect(results.map(({ outcome }) => outcome)).toEqual(Array(20).fill('applied'))
    }
    const pulled = await client.pull()
    const ids = new Set(operations.map(({ recordId }) => recordId))
    expect(pulled.records.filter(({ id }) => ids.has(id))).toHaveLength(20)
  })
})

describe('[PU2] one bad operation', () => {
  test('[PU2] a malformed operation gets an outcome and an issue with its content; its neighbours run', async () => {
    const client = await server.signIn('rm')
    const [first, last] = [randomUUID(), randomUUID()]
    const response = await client.pushRaw([
      { n: 1, ...newTask(client, first) },
      { n: 2, ...newTask(client), recordType: 'spaceship', args: { words: '不能丢的文字' } },
      { n: 3, ...newTask(client, last) },
    ])
    const { results, lastN } = PushResponse.parse(await response.json())
    expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'rejected', 'applied'])
    expect(lastN).toBe(3)
    expect(await stored('task', last)).toBeDefined()
    const issues = await issuesOf(client)
    expect(issues).toContainEqual(
      expect.objectContaining({
        data: expect.objectContaining({
          outcome: 'rejected',
          reason: 'invalid-value',
          operation: expect.objectContaining({ args: { words: '不能丢的文字' } }),
        }),
      }),
    )
  })

  test('[SE3] fields nobody knows are refused, in the operation and in its data', async () => {
    const client = await server.signIn('rm')
    const data = { ...taskData(client.session.staffId), colour: 'red' }
    const response = await client.pushRaw([
      { n: 1, ...newTask(client), extra: 1 },
      { n: 2, ...client.draft('task', randomUUID(), { kind: 'create', args: { data } }) },
    ])
    expect(PushResponse.parse(await response.json()).results).toMatchObject([
      { outcome: 'rejected', reason: 'invalid-value' },
      { outcome: 'rejected', reason: 'unknown-field' },
    ])
  })

  test('[PU4] an operation of a newer version is deferred and kept for review', async () => {
    const client = await server.signIn('rm')
    const answer = await client.push([{ ...newTask(client), schemaVersion: 99 }])
    expect(answer.results).toMatchObject([{ outcome: 'deferred', reason: 'newer-schema' }])
    const { store } = server.services
    expect(await store.read(({ quarantine }) => quarantine.count(client.device))).toBe(1)
  })

  test('[PU4] what was deferred is run once the server knows its version, and its issue is settled', async () => {
    const client = await server.signIn('rm')
    const id = randomUUID()
    const [first] = await deferredBefore(client, [newTask(client, id)])
    expect((await issuesOf(client)).filter(({ data }) => data.recordId === id)).toMatchObject([
      { data: { outcome: 'deferred' } },
    ])
    // The next contact of the device is enough, also with nothing new.
    const answer = PushResponse.parse(await (await client.pushRaw([])).json())
    expect(answer.lastN).toBe(1)
    expect((await stored('task', id))?.record.createdBy).toBe(client.session.staffId)
    expect((await issuesOf(client)).filter(({ data }) => data.recordId === id)).toMatchObject([
      { data: { outcome: 'deferred', resolution: 'dismissed' } },
    ])
    const { store } = server.services
    expect(await store.read(({ quarantine }) => quarantine.count(client.device))).toBe(0)
    // PU1: the number keeps the answer that was given, and nothing runs twice.
    const again = PushResponse.parse(await (await client.pushRaw([first])).json())
    expect(again.results).toMatchObject([{ n: 1, outcome: 'deferred' }])
  })

  test('[ME3] a conflict keeps the present value and shows both in an issue of the author', async () => {
    const client = await server.signIn('rm')
    const id = randomUUID()
    await client.push([newTask(client, id)])
    const due = (from: string, to: string) =>
      client.draft('task', id, { kind: 'patch', args: { changes: { dueOn: { from, to } } } })
    await client.push([due('2026-11-30', '2026-12-01')])
    const answer = await client.push([due('2026-11-30', '2026-12-09')])
    expect(answer.results).toMatchObject([{ outcome: 'conflict' }])
    expect((await stored('task', id))?.record.data['dueOn']).toBe('2026-12-01')
    const issue = (await issuesOf(client)).find(({ data }) => data.recordId === id)
    expect(issue.data.fields).toMatchObject([
      { field: 'dueOn', base: '2026-11-30', mine: '2026-12-09', theirs: '2026-12-01' },
    ])
  })

  test('[I5] another operation under an id that was there before takes nothing from the issue of the first', async () => {
    const [author, other] = [await server.signIn('rm'), await server.signIn('teller')]
    const changes = { title: { from: null, to: '请把合同寄给我' } }
    const first = author.draft('task', randomUUID(), { kind: 'patch', args: { changes } })
    await author.push([first])
    for (const client of [author, other]) {
      const draft = client.draft('task', randomUUID(), { kind: 'archive', args: {} })
      await client.push([{ ...draft, id: first.id }])
    }
    const kept = (await issuesOf(author)).map(({ data }) => data.operation)
    expect(kept).toContainEqual({ n: 1, ...first })
    expect(kept.filter(({ id }) => id === first.id)).toHaveLength(2)
  })

  test('[GC2] what came before its record is run in the name of its author when the record comes', async () => {
    const [author, other] = [await server.signIn('rm'), await server.signIn('rm')]
    const customerId = randomUUID()
    const taskId = randomUUID()
    const data = { ...taskData(author.session.staffId, { title: '先到的约定' }), customerId }
    const early = await author.push([
      author.draft('task', taskId, { kind: 'create', args: { data } }),
      author.draft('task', taskId, {
        kind: 'patch',
        args: { changes: { title: { from: '先到的约定', to: '改过的约定' } } },
      }),
    ])
    expect(early.results.map(({ reason }) => reason)).toEqual([
      'record-not-found',
      'record-not-found',
    ])
    const card = customerData(other.session)
    await other.push([
      other.draft('customer', customerId, { kind: 'create', args: { data: card } }),
    ])
    expect((await stored('task', taskId))?.record).toMatchObject({
      createdBy: author.session.staffId,
      data: { title: '改过的约定' },
    })
    const { store } = server.services
    expect(await store.read(({ quarantine }) => quarantine.count(author.device))).toBe(0)
    const issues = (await issuesOf(author)).filter(({ data }) => data.recordId === taskId)
    expect(issues.map(({ data }) => data.resolution)).toEqual(['dismissed', 'dismissed'])
  })

  test('[ME7] an edit of what is not there creates nothing and is kept as an issue', async () => {
    const client = await server.signIn('rm')
    const id = randomUUID()
    const answer = await client.push([
      client.draft('task', id, {
        kind: 'patch',
        args: { changes: { title: { from: '旧', to: '新的标题' } } },
      }),
    ])
    expect(answer.results).toMatchObject([{ outcome: 'gone' }])
    expect(await stored('task', id)).toBeUndefined()
    expect((await issuesOf(client)).some(({ data }) => data.recordId === id)).toBe(true)
  })
})

describe('limits and grants', () => {
  test('[PU3] more than 500 operations are 413 with the limits', async () => {
    const client = await server.signIn('rm')
    const operations = Array.from({ length: 501 }, (_, index) => ({ n: index + 1, at: 1 }))
    const response = await client.pushRaw(operations)
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({
      type: '/problems/too-large',
      limits: { operationsPerPush: 500, bytesPerPush: 524_288 },
    })
  })

  test('[PU3] a body of more than 512 KB is 413 with the limits', async () => {
    const client = await server.signIn('rm')
    const response = await client.pushRaw([{ n: 1, text: '长'.repeat(200_000) }])
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ limits: { bytesPerPush: 524_288 } })
  })

  test('[SC5] what a person may not write is rejected, and the next operation runs', async () => {
    const teller = await server.signIn('teller')
    const manager = server.colleague('rm')
    const id = randomUUID()
    const answer = await teller.push([
      teller.draft('task', id, { kind: 'create', args: { data: taskData(manager.id) } }),
      { ...newTask(teller), author: manager.id },
      newTask(teller),
    ])
    expect(answer.results).toMatchObject([
      { outcome: 'rejected', reason: 'not-allowed' },
      { outcome: 'rejected', reason: 'foreign-author' },
      { outcome: 'applied' },
    ])
    expect(await stored('task', id)).toBeUndefined()
  })

  test('[PU1] a push under the name of another device is refused', async () => {
    const client = await server.signIn('rm')
    const response = await client.pushRaw([], { device: randomUUID() })
    expect(response.status).toBe(403)
  })

  test('[ME6] the server gives complaints their number and events their place, whatever a client says', async () => {
    const client = await server.signIn('lobby')
    const { branchId, staffId } = client.session
    const [id, eventId, noteId] = [randomUUID(), randomUUID(), randomUUID()]
    const data = complaintData(branchId, staffId, eventId)
    await client.push([client.draft('complaint', id, { kind: 'create', args: { data } })])
    const event = {
      id: noteId,
      kind: 'note',
      by: staffId,
      occurredAt: 5,
      text: '客户已回家等消息。',
    }
    await client.push([client.draft('complaint', id, { kind: 'append', args: { event } })])
    const record = await stored('complaint', id)
    expect(record?.scope).toBe(complaintsScope(branchId))
    expect(record?.record.data['number']).toMatch(/^YLL-\d{4}-\d{4}$/)
    expect(record?.record.data['events']).toMatchObject({
      [eventId]: { no: 1, recordedAt: expect.any(Number) },
      [noteId]: { no: 2, recordedAt: expect.any(Number) },
    })
    const next = randomUUID()
    await client.push([
      client.draft('complaint', next, {
        kind: 'create',
        args: { data: complaintData(branchId, staffId, randomUUID()) },
      }),
    ])
    expect(numberOf((await stored('complaint', next))?.record)).toBe(numberOf(record?.record) + 1)
  })

  test('[I12] the audit chain verifies and holds every operation, without a word of its content', async () => {
    const client = await server.signIn('rm')
    const draft = newTask(client, randomUUID(), '绝不能出现在审计里')
    await client.push([draft])
    const { store } = server.services
    expect(await store.read(({ audit }) => verifyAuditChain(audit))).toMatchObject({ ok: true })
    const rows = await store.read(({ audit }) => audit.after(0, 100_000))
    expect(rows.some(({ row }) => row.operationId === draft.id && row.code === 'applied')).toBe(
      true,
    )
    expect(JSON.stringify(rows)).not.toContain('绝不能')
  })
})

function numberOf(record: { data: Record<string, unknown> } | undefined): number {
  return Number(String(record?.data['number']).slice(-4))
}
