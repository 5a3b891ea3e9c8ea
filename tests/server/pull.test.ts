import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addToChecksum, rowChecksum } from '#shared/protocol/checksum.ts'
import { portfolioScope, staffScope } from '#shared/protocol/scope.ts'
import { newRecord } from '#server/set-up-branch.ts'
import type { Pulled, TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { taskData } from './record-data.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ customers: 600 })
})
afterAll(() => server.close())

function checksumOf(pulled: Pulled, scope: string) {
  const rows = pulled.records.filter((record) => record.scope === scope)
  return {
    count: rows.length,
    checksum: rows.reduce(
      (sum, { type, id, seq }) => addToChecksum(sum, rowChecksum(type, id, seq)),
      0,
    ),
  }
}

function newTask(client: TestClient, id: string) {
  const data = taskData(client.session.staffId)
  return client.draft('task', id, { kind: 'create', args: { data } })
}

describe('[PL1] a pull', () => {
  test('[PL1] brings everything once, and nothing more with its own cursor', async () => {
    const client = await server.signIn('rm')
    const first = await client.pull()
    expect(first.start.records).toBe(first.records.length)
    const keys = new Set(first.records.map(({ type, id }) => `${type}|${id}`))
    expect(keys.size).toBe(first.records.length)
    expect(new Set(first.records.map(({ type }) => type))).toEqual(
      new Set([
        'branch',
        'staff',
        'rule-table',
        'customer',
        'profile',
        'interaction',
        'task',
        'important-date',
        'complaint',
        'need',
        'finance-snapshot',
        'relation',
        'service-plan',
        'life-event',
        'feedback',
      ]),
    )
    const second = await client.pull(first.checkpoint.cursor)
    expect(second.start.records).toBe(0)
    expect(second.pages).toEqual([])
    expect(second.checkpoint.scopes).toEqual(first.checkpoint.scopes)
  })

  test('[PL2] today’s work comes first: tiers never go back', async () => {
    const client = await server.signIn('lead')
    const { pages } = await client.pull()
    const tiers = pages.map(({ tier }) => tier)
    expect(tiers).toEqual(tiers.toSorted((left, right) => left - right))
    expect(new Set(tiers)).toEqual(new Set([1, 2, 3, 4]))
  })

  test('[PL2] no line is longer than 256 KB, and within a scope and tier seqs ascend', async () => {
    const client = await server.signIn('lead')
    const pulled = await client.pull()
    expect(Math.max(...pulled.lineBytes)).toBeLessThanOrEqual(256 * 1024)
    const last = new Map<string, number>()
    for (const { scope, tier, seq } of pulled.records) {
      const key = `${scope}|${tier}`
      expect(seq).toBeGreaterThan(last.get(key) ?? 0)
      last.set(key, seq)
    }
  })

  test('[I6] a pull that broke off goes on from the position of the last page that was stored', async () => {
    const client = await server.signIn('lead')
    const whole = await client.pull()
    const half = Math.floor(whole.pages.length / 2)
    const stored = whole.pages.slice(0, half)
    const { serverEpoch } = whole.checkpoint.cursor
    const positions: Record<string, Record<string, number>> = {}
    for (const { scope, tier, through } of stored) {
      positions[scope] = { ...positions[scope], [String(tier)]: through }
    }
    const rest = await client.pull({ serverEpoch, positions })
    const had = stored.reduce((sum, { records }) => sum + records.length, 0)
    expect(had + rest.records.length).toBe(whole.records.length)
  })

  test('[PL3] the checkpoint carries lastN and the count and checksum of every scope held', async () => {
    const client = await server.signIn('lead')
    await client.push([newTask(client, randomUUID())])
    const pulled = await client.pull()
    expect(pulled.checkpoint.lastN).toBe(1)
    expect(new Set(Object.keys(pulled.checkpoint.scopes))).toEqual(new Set(client.session.scopes))
    for (const [scope, told] of Object.entries(pulled.checkpoint.scopes)) {
      expect(told).toEqual(checksumOf(pulled, scope))
    }
  })

  test('[SC4] a record that changed ten times is sent once, with its last state', async () => {
    const client = await server.signIn('rm')
    const id = randomUUID()
    await client.push([newTask(client, id)])
    const { cursor } = (await client.pull()).checkpoint
    await client.push(
      ['a', 'b', 'c', 'd', 'e'].map((next, index, all) =>
        client.draft('task', id, {
          kind: 'complete',
          args: { completionId: randomUUID(), result: `${all[index - 1] ?? ''}${next}` },
        }),
      ),
    )
    const { records } = await client.pull(cursor)
    expect(records.map((record) => record.id)).toEqual([id])
  })

  test('[SC4] a record that moved on is an out for the one who had it, and a record for the other', async () => {
    const [from, to] = [await server.signIn('rm'), await server.signIn(server.colleague('rm', 1))]
    const id = randomUUID()
    const { services } = server
    const record = newRecord('task', id, taskData(from.session.staffId), {
      at: 1,
      staffId: from.session.staffId,
    })
    const [here, there] = [staffScope(from.session.staffId), staffScope(to.session.staffId)]
    await services.store.write(1, ({ records }) => records.put(record, here))
    const before = await from.pull()
    const other = await to.pull()
    await services.store.write(2, ({ records }) => records.put(record, there))
    const after = await from.pull(before.checkpoint.cursor)
    expect(after.pages.flatMap(({ outs = [] }) => outs)).toEqual([[expect.any(Number), 'task', id]])
    expect(after.checkpoint.scopes[here]?.count).toBe(
      (before.checkpoint.scopes[here]?.count ?? 0) - 1,
    )
    expect((await to.pull(other.checkpoint.cursor)).records.map(({ id }) => id)).toEqual([id])
  })

  test('[GC2] a cursor of another server epoch, or ahead of the server, begins again instead of missing rows', async () => {
    const client = await server.signIn('rm')
    const whole = await client.pull()
    const { cursor } = whole.checkpoint
    const foreign = await client.pull({ ...cursor, serverEpoch: randomUUID() })
    expect(foreign.records).toHaveLength(whole.records.length)
    const scope = portfolioScope(client.session.staffId)
    const ahead = await client.pull({
      ...cursor,
      positions: { ...cursor.positions, [scope]: { '1': 1e9, '3': 1e9, '4': 1e9 } },
    })
    const own = whole.records.filter((record) => record.scope === scope)
    expect(ahead.records).toHaveLength(own.length)
  })

  test('[SC4] a cursor cannot open a scope that is not held', async () => {
    const teller = await server.signIn('teller')
    const foreign = portfolioScope(server.colleague('rm').id)
    const { checkpoint } = await teller.pull()
    const pulled = await teller.pull({
      ...checkpoint.cursor,
      positions: { ...checkpoint.cursor.positions, [foreign]: { '4': 0 } },
    })
    expect(pulled.records).toEqual([])
    expect(pulled.checkpoint.scopes).not.toHaveProperty(foreign)
  })

  test('[PL1] answers are not stored by caches, are NDJSON, and compressed as the client asks', async () => {
    const client = await server.signIn('rm')
    for (const encoding of ['deflate', 'gzip', 'identity']) {
      const response = await client.post(
        '/sync/pull',
        {
          device: client.device,
          epoch: client.epoch,
          cursor: null,
          lastLocalN: 0,
          unsyncedCount: 0,
          oldestUnsyncedAt: null,
        },
        { 'accept-encoding': encoding },
      )
      expect(response.headers.get('content-encoding') ?? 'identity').toBe(encoding)
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(response.headers.get('content-type')).toContain('application/x-ndjson')
      expect((await response.text()).trimEnd().split('\n').at(-1)).toContain('"checkpoint"')
    }
  })

  test('[I8] clients that go away in the middle leave no snapshot open', async () => {
    const client = await server.signIn('lead')
    // More than there are readers: if one stayed open, the last pull would wait for ever.
    for (let round = 0; round < 40; round += 1) await abortPull(server.url, client)
    expect((await client.pull()).start.records).toBeGreaterThan(0)
  })

  test('[PL1] more devices than there are readers pull at the same time, and all are answered', async () => {
    // One after the other: forty tries for one number at once are not answered (SE1).
    const clients: TestClient[] = []
    while (clients.length < 40) clients.push(await server.signIn('rm'))
    const pulls = await Promise.all(clients.map((client) => client.pull()))
    expect(new Set(pulls.map(({ records }) => records.length)).size).toBe(1)
  })

  test('[CL7] what a device reports of its outbox is kept', async () => {
    const client = await server.signIn('rm')
    await client.push([newTask(client, randomUUID())])
    await client.pull()
    const { store } = server.services
    const known = await store.read(({ devices }) => devices.reportOf(client.device))
    expect(known).toMatchObject({
      epoch: client.epoch,
      report: { lastLocalN: 1, unsyncedCount: 0 },
    })
  })
})

/** Asks for everything and hangs up after the first bytes. */
function abortPull(url: string, client: TestClient): Promise<void> {
  const body = JSON.stringify({
    device: client.device,
    epoch: client.epoch,
    cursor: null,
    lastLocalN: 0,
    unsyncedCount: 0,
    oldestUnsyncedAt: null,
  })
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/sync/pull`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-branchbook': '1', cookie: client.cookie },
    })
    sent.once('response', (response) => {
      response.once('data', () => {
        response.destroy()
        resolve()
      })
    })
    sent.once('error', reject)
    sent.end(body)
  })
}
