import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Change, OperationDraft } from '#shared/protocol/operation.ts'
import { portfolioScope, staffScope } from '#shared/protocol/scope.ts'
import { schemaVersion } from '#shared/protocol/version.ts'
import { startPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import { answerToPromise, sendHalf } from '#tests/support/raw-requests.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { keepTestDataIn } from '#tests/support/test-store.ts'
import { complaintData, taskData } from './record-data.ts'
import { answerOf, auditOf, auditOfDevice, issuesOf, problemOf } from './request-checks.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

let server: TestServer

function newTask(client: TestClient, title = '给客户回电话'): OperationDraft {
  const data = taskData(client.session.staffId, { title })
  return client.draft('task', randomUUID(), { kind: 'create', args: { data } })
}

function retitled(client: TestClient, { recordId }: OperationDraft, title: string): OperationDraft {
  const changes = { title: { from: '给客户回电话', to: title } }
  return client.draft('task', recordId, { kind: 'patch', args: { changes } })
}

const stored = (id: string, type = 'task') =>
  server.services.store.read(({ records }) => records.get(type, id))

describe.each(['SQLite', 'PostgreSQL'])('bad requests, on %s', (database) => {
  beforeAll(async () => {
    if (database === 'PostgreSQL') {
      keepTestDataIn(async () => ({ databaseUrl: await postgres.freshDatabase() }))
    }
    server = await startTestServer()
  })
  afterAll(() => server.close())

  test('[PU1][I3] a push that comes several times at one moment is done once and answered alike', async () => {
    const client = await server.signIn('rm')
    const first = newTask(client)
    const operations = [first, retitled(client, first, '改过')].map((draft, index) => ({
      n: index + 1,
      ...draft,
    }))
    const sending = Array.from({ length: 6 }, () => client.pushRaw(operations))
    const answers = await Promise.all((await Promise.all(sending)).map(answerOf))
    expect(new Set(answers.map(({ results }) => JSON.stringify(results))).size).toBe(1)
    expect((await stored(first.recordId))?.record.history).toHaveLength(1)
    expect(await auditOf(server, operations)).toEqual([['applied'], ['applied']])
  })

  test('[PU1] operations in another order than their numbers run as far as there is no gap, and the rest comes again', async () => {
    const client = await server.signIn('rm')
    const drafts = [newTask(client), newTask(client), newTask(client)]
    const [one, two, three] = drafts.map((draft, index) => ({ n: index + 1, ...draft }))
    expect(await answerOf(await client.pushRaw([two, one, three]))).toMatchObject({
      lastN: 0,
      results: [],
    })
    expect(await answerOf(await client.pushRaw([one, three, two]))).toMatchObject({
      lastN: 1,
      results: [{ n: 1, outcome: 'applied' }],
    })
    expect(await stored(drafts[2]?.recordId ?? '')).toBeUndefined()
    expect((await answerOf(await client.pushRaw([two, three]))).lastN).toBe(3)
    for (const { recordId } of drafts) expect(await stored(recordId)).toBeDefined()
  })

  test('[PU1] one number with two contents in one request is 409 with an audit row; neither is taken for the other', async () => {
    const client = await server.signIn('rm')
    const [one, other] = [newTask(client), newTask(client)]
    const response = await client.pushRaw([
      { n: 1, ...one },
      { n: 1, ...other },
    ])
    expect((await problemOf(response)).type).toBe('/problems/operation-changed')
    expect(response.status).toBe(409)
    expect(await auditOfDevice(server, client, 'operation-changed')).toBe(1)
    expect(await stored(one.recordId)).toBeUndefined()
    // The same content twice is a repetition, and nothing else.
    const twice = await client.pushRaw([
      { n: 1, ...one },
      { n: 1, ...one },
      { n: 2, ...other },
    ])
    expect((await answerOf(twice)).results).toMatchObject([
      { n: 1, outcome: 'applied' },
      { n: 1, outcome: 'applied' },
      { n: 2, outcome: 'applied' },
    ])
    expect(await auditOf(server, [one])).toEqual([['applied']])
  })

  test('[PU1][I3] a request recorded long ago and sent again changes nothing', async () => {
    const client = await server.signIn('rm')
    const task = newTask(client)
    const recorded = [
      { n: 1, ...task },
      { n: 2, ...retitled(client, task, '早先的标题') },
    ]
    const before = await answerOf(await client.pushRaw(recorded))
    client.nextN = 3
    const changes = { title: { from: '早先的标题', to: '现在的标题' } }
    await client.push([client.draft('task', task.recordId, { kind: 'patch', args: { changes } })])
    const now = await stored(task.recordId)
    expect((await answerOf(await client.pushRaw(recorded))).results).toEqual(before.results)
    expect(await stored(task.recordId)).toEqual(now)
    // By somebody else, or after the sign-out, it is not even looked at.
    const colleague = await server.signIn('teller')
    const body = { device: client.device, epoch: client.epoch, sentAt: 1, operations: recorded }
    const foreign = await colleague.post('/sync/push', body)
    expect((await problemOf(foreign)).type).toBe('/problems/other-device')
    await client.post('/api/sign-out', {})
    const late = await client.post('/sync/push', body)
    expect((await problemOf(late)).type).toBe('/problems/not-signed-in')
  })

  test('[PU2] a body that ends in the middle is 400, or nobody is there to be answered; nothing of it runs', async () => {
    const client = await server.signIn('rm')
    const task = newTask(client)
    const { device, epoch } = client
    const operations = [{ n: 1, ...task }]
    const body = JSON.stringify({ device, epoch, sentAt: Date.now(), operations })
    const headers = {
      'content-type': 'application/json',
      'x-branchbook': '1',
      cookie: client.cookie,
    }
    for (const end of [1, 60, Math.floor(body.length / 2), body.length - 1]) {
      const init = { method: 'POST', headers, body: body.slice(0, end) }
      const response = await fetch(`${server.url}/sync/push`, init)
      expect((await problemOf(response)).type).toBe('/problems/malformed')
    }
    await sendHalf(`${server.url}/sync/push`, headers, body)
    expect((await answerOf(await client.pushRaw([]))).lastN).toBe(0)
    expect((await client.push([task])).results).toMatchObject([{ outcome: 'applied' }])
  })

  test('[SC5] a forged author is refused with an audit row and an issue, and the neighbours run', async () => {
    const client = await server.signIn('teller')
    const colleague = server.colleague('rm').id
    const forged = { ...newTask(client), author: colleague }
    const inHisName = client.draft('complaint', randomUUID(), {
      kind: 'create',
      args: {
        data: { ...complaintData(client.session.branchId, client.session.staffId, randomUUID()) },
      },
    })
    const event = { id: randomUUID(), kind: 'note', by: colleague, occurredAt: 1, text: '冒名' }
    const appended = client.draft('complaint', inHisName.recordId, {
      kind: 'append',
      args: { event },
    })
    const { results } = await client.push([newTask(client), forged, inHisName, appended])
    expect(results).toMatchObject([
      { outcome: 'applied' },
      { outcome: 'rejected', reason: 'foreign-author' },
      { outcome: 'applied' },
      { outcome: 'rejected', reason: 'foreign-author' },
    ])
    expect(await stored(forged.recordId)).toBeUndefined()
    expect(await auditOf(server, [forged, appended])).toEqual([['rejected'], ['rejected']])
    const rejected = { outcome: 'rejected', reason: 'foreign-author' }
    expect(await issuesOf(client, [forged, appended])).toMatchObject([rejected, rejected])
  })

  test('[SC5] a forged device is refused by every request of sync, and the owner of it notices nothing', async () => {
    const owner = await server.signIn('rm')
    await owner.push([newTask(owner)])
    const thief = await server.signIn('teller')
    const named = { device: owner.device, epoch: owner.epoch }
    const report = { lastLocalN: 9, unsyncedCount: 9, oldestUnsyncedAt: 1 }
    for (const [path, body] of [
      ['/sync/push', { ...named, sentAt: 1, operations: [{ n: 2, ...newTask(thief) }] }],
      ['/sync/pull', { ...named, cursor: null, ...report }],
      ['/sync/epoch', { device: owner.device, former: owner.epoch, next: randomUUID() }],
    ] as const) {
      const response = await thief.post(path, body)
      expect((await problemOf(response)).type).toBe('/problems/other-device')
    }
    expect((await owner.push([newTask(owner)])).lastN).toBe(2)
  })

  test('[SC2] forged scopes and cursors bring nothing of others and nothing twice', async () => {
    const client = await server.signIn('teller')
    const { checkpoint } = await client.pull()
    const foreign = portfolioScope(server.colleague('rm').id)
    const lead = await server.signIn('lead')
    const theirs = (await lead.pull()).records.filter(({ scope }) => scope === foreign)
    const rows = theirs.slice(0, 50).map(({ type, id }): [string, string] => [type, id])
    const own = staffScope(client.session.staffId)
    const pulled = await client.pull(checkpoint.cursor, {
      compare: [foreign, own],
      fetch: [
        { scope: foreign, rows },
        { scope: own, rows },
      ],
    })
    expect(rows.length).toBeGreaterThan(3)
    expect(pulled.records).toEqual([])
    expect(pulled.indexes.map(({ scope }) => scope)).toEqual([own])
    expect(pulled.checkpoint.scopes).not.toHaveProperty(foreign)
  })

  test.each([-1, 0.5, 1e300, Number.MAX_SAFE_INTEGER, -1e300])(
    '[GC2] a cursor at %s begins again instead of failing',
    async (position) => {
      const client = await server.signIn('teller')
      const whole = await client.pull()
      const { cursor } = whole.checkpoint
      const positions = Object.fromEntries(
        Object.keys(cursor.positions).map((scope) => [
          scope,
          { '1': position, '2': position, '3': position, '4': position, __proto__: 3, x: 1 },
        ]),
      )
      const pulled = await client.pull({ ...cursor, positions })
      expect(pulled.records).toHaveLength(whole.records.length)
      expect(pulled.checkpoint.cursor).toEqual(cursor)
    },
  )

  test('[GC2] a cursor of another server counts as none, whatever it says', async () => {
    const client = await server.signIn('rm')
    const whole = await client.pull()
    const { positions } = whole.checkpoint.cursor
    const other = { serverEpoch: randomUUID(), positions }
    const pulled = await client.pull(other, { compare: Object.keys(positions) })
    expect(pulled.records).toHaveLength(whole.records.length)
    expect(pulled.checkpoint.cursor).toEqual(whole.checkpoint.cursor)
  })

  test('[PU2] numbers and letters that no database likes have an answer, and the neighbours run', async () => {
    const client = await server.signIn('rm')
    const odd = client.draft('task', randomUUID(), {
      kind: 'create',
      args: { data: taskData(client.session.staffId, { title: 'a\u0000b\ud800c' }) },
    })
    const drafts: OperationDraft[] = [{ ...newTask(client), at: 1e300 }, odd, newTask(client)]
    const { results } = await client.push(drafts)
    expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied'])
    for (const sentAt of [-1e300, 1e300, 0.5, -1]) {
      const response = await client.pushRaw([{ n: client.nextN, ...newTask(client) }], { sentAt })
      expect((await answerOf(response)).results).toMatchObject([{ outcome: 'applied' }])
      client.nextN += 1
    }
    const most = Number.MAX_SAFE_INTEGER
    const report = { lastLocalN: most, unsyncedCount: most, oldestUnsyncedAt: -most }
    await client.pull(null, report)
    const own = staffScope(client.session.staffId)
    const { records } = await client.pull(null, {
      fetch: [{ scope: own, rows: [['ta\u0000sk', '\u0000']] }],
      receipts: [{ scope: own, rows: most, checksum: most }],
      schemaVersion: 1e300,
    })
    expect(records.length).toBeGreaterThan(drafts.length)
    const body = {
      staffNo: '1\u0000001',
      password: 'x\u0000',
      device: client.device,
      epoch: client.epoch,
    }
    const refused = await client.post('/api/sign-in', body)
    expect(refused.status).toBeGreaterThanOrEqual(400)
    expect(refused.status).toBeLessThan(500)
  })

  test('[ME7] each kind of operation on a record that is not there is gone, kept as an issue, and its neighbours run', async () => {
    const client = await server.signIn('rm')
    const id = randomUUID()
    const event = { id: randomUUID(), kind: 'note', by: client.session.staffId, occurredAt: 1 }
    const changes: Change[] = [
      { kind: 'patch', args: { changes: { title: { from: '甲', to: '乙' } } } },
      { kind: 'edit-text', args: { field: 'note', from: '', to: '写给谁都看不到的人。' } },
      { kind: 'add', args: { field: 'likes', items: ['茶'] } },
      { kind: 'remove', args: { field: 'likes', items: ['茶'] } },
      { kind: 'append', args: { event: { ...event, text: '进展' } } },
      { kind: 'complete', args: { completionId: randomUUID() } },
      { kind: 'reopen', args: { completionId: randomUUID() } },
      { kind: 'archive', args: {} },
      { kind: 'restore', args: {} },
    ]
    const lost = changes.map((change) => client.draft('task', id, change))
    const neighbours = lost.map(() => newTask(client))
    const drafts = lost.flatMap((draft, index) => [draft, neighbours[index] ?? draft])
    const { results } = await client.push(drafts)
    expect(results.filter(({ outcome }) => outcome === 'gone')).toHaveLength(lost.length)
    expect(results.filter(({ outcome }) => outcome === 'applied')).toHaveLength(neighbours.length)
    expect(await auditOf(server, lost)).toEqual(lost.map(() => ['gone']))
    const gone = { outcome: 'gone', reason: 'record-not-found' }
    expect(await issuesOf(client, lost)).toMatchObject(lost.map(() => gone))
    expect(await stored(id)).toBeUndefined()
  })

  test('[PU4] versions from the future and the past are put aside with an audit row, and their neighbours run', async () => {
    const client = await server.signIn('rm')
    const versions = [99, 1e300, schemaVersion + 0.5, -7, -1e300]
    const odd = versions.map((schemaVersion) => ({ ...newTask(client), schemaVersion }))
    const drafts = odd.flatMap((draft) => [draft, newTask(client)])
    const { results, lastN } = await client.push(drafts)
    expect(lastN).toBe(drafts.length)
    expect(results.map(({ outcome }) => outcome)).toEqual(
      ['deferred', 'deferred', 'deferred', 'quarantined', 'quarantined'].flatMap((outcome) => [
        outcome,
        'applied',
      ]),
    )
    const asides = ['deferred', 'deferred', 'deferred', 'quarantined', 'quarantined']
    expect(await auditOf(server, odd)).toEqual(asides.map((outcome) => [outcome]))
    expect(await issuesOf(client, odd)).toMatchObject(asides.map((outcome) => ({ outcome })))
    for (const { recordId } of odd) expect(await stored(recordId)).toBeUndefined()
    const { store } = server.services
    expect(await store.read(({ quarantine }) => quarantine.count(client.device))).toBe(odd.length)
  })

  test('[PU3] 10,000 operations, and a body of half a gigabyte that is only promised, are 413; the same in pieces runs', async () => {
    const client = await server.signIn('rm')
    const operations = Array.from({ length: 10_000 }, (_, index) => ({ n: index + 1 }))
    expect((await problemOf(await client.pushRaw(operations))).type).toBe('/problems/too-large')
    const promised = await answerToPromise(`${server.url}/sync/push`, client.cookie, 536_870_912)
    expect(promised).toContain('413')
    expect((await answerOf(await client.pushRaw(operations.slice(0, 500)))).lastN).toBe(500)
  })
})
