import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { create, patch } from '#replica/replica.ts'
import { maximumPushBytes } from '#shared/protocol/push-message.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import {
  addCustomer,
  addTask,
  newBranchDevice,
  taskData,
  type BranchDevice,
} from './branch-device.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ customers: 5 })
})
afterAll(() => server.close())

function signInOf(index = 0) {
  const { staffNo } = server.colleague('rm', index)
  return { staffNo, password: server.password }
}

async function newDevice(): Promise<BranchDevice> {
  const device = await newBranchDevice(server.url, signInOf())
  await device.sync()
  return device
}

/** How often an operation id stands in the server's results: the referee for “nothing doubled”. */
function timesStored(operationId: string): number {
  const database = new DatabaseSync(join(server.folder, 'branchbook.sqlite'), { readOnly: true })
  try {
    const query = database.prepare('select count(*) as times from results where operation_id = ?')
    return Number(query.get(operationId)?.['times'])
  } finally {
    database.close()
  }
}

describe('push', () => {
  it('[CL2] a change leaves the ledger only when the server has it, and another device shows it', async () => {
    const device = await newDevice()
    const customer = await addCustomer(device, { name: '陈思远' })
    expect(device.replica.pending().map(({ state }) => state)).toEqual(['waiting'])
    await device.sync()
    expect(device.replica.pending()).toEqual([])
    expect(device.replica.get('customer', customer)?.data.name).toBe('陈思远')
    const other = await newDevice()
    expect(other.replica.get('customer', customer)?.data.name).toBe('陈思远')
  })

  it('[PU1] an answer that is lost after the commit changes nothing: same result, nothing doubled', async () => {
    const device = await newDevice()
    const task = await addTask(device)
    const operation = device.replica.pending()[0]?.operation
    device.network.fail('/sync/push', { kind: 'drop-answer' })
    expect(await device.round()).toMatchObject({ ok: false, error: { type: 'unreachable' } })
    expect(device.replica.pending().map(({ state }) => state)).toEqual(['waiting'])
    expect(device.replica.get('task', task)?.data.title).toBe('回访王先生')
    await device.sync()
    expect(device.replica.pending()).toEqual([])
    expect(timesStored(operation?.id ?? '')).toBe(1)
    const other = await newDevice()
    expect(other.replica.all('task').filter(({ id }) => id === task)).toHaveLength(1)
  })

  it('[PU1] a request that arrives twice is done once', async () => {
    const device = await newDevice()
    const task = await addTask(device)
    await device.replica.commit([
      { recordType: 'task', recordId: task, kind: 'complete', args: { completionId: v7() } },
    ])
    const ids = device.replica.pending().map(({ operation }) => operation.id)
    device.network.fail('/sync/push', { kind: 'twice' })
    await device.sync()
    expect(ids.map(timesStored)).toEqual([1, 1])
    expect(Object.keys(device.replica.get('task', task)?.data.completions ?? {})).toHaveLength(1)
  })

  it('[PU2] an answer without outcomes removes nothing', async () => {
    const device = await newDevice()
    await addTask(device)
    const nothing = { lastN: 0, results: [], serverTime: 1 }
    device.network.fail('/sync/push', {
      kind: 'answer',
      response: () => Response.json(nothing),
    })
    expect(await device.round()).toMatchObject({ ok: false, error: { type: 'no-outcome' } })
    expect(device.replica.pending().map(({ state }) => state)).toEqual(['waiting'])
    await device.sync()
    expect(device.replica.pending()).toEqual([])
  })

  it.each([
    ['a page of a proxy', () => new Response('<html>sign in to the guest network</html>')],
    ['a broken server', () => new Response('{}', { status: 500 })],
  ])('[PU2] %s is no outcome', async (_, response) => {
    const device = await newDevice()
    await addTask(device)
    device.network.fail('/sync/push', { kind: 'answer', response })
    expect(await device.round()).toMatchObject({ ok: false, error: { type: 'unexpected' } })
    expect(device.replica.pending()).toHaveLength(1)
  })

  it('[PU2] 413 halves the batch until it fits', async () => {
    const device = await newDevice()
    for (let index = 0; index < 8; index += 1) await addTask(device)
    const tooLarge = {
      kind: 'answer',
      response: () => new Response('{}', { status: 413 }),
    } as const
    device.network.pushes.length = 0
    device.network.fail('/sync/push', tooLarge, tooLarge)
    await device.sync()
    expect(device.network.pushes.map(({ operations }) => operations.length)).toEqual([
      8, 4, 2, 2, 2, 2,
    ])
    expect(device.replica.pending()).toEqual([])
  })

  it('[PU3] a long queue goes in requests of at most 500 operations and 512 KB', async () => {
    const device = await newDevice()
    const tasks = Array.from({ length: 620 }, (_, index) =>
      create('task', v7(), taskData(device.session, { title: `第 ${index} 项` })),
    )
    await device.replica.commit(tasks)
    const long = '理财到期后再谈。'.repeat(200)
    const large = Array.from({ length: 150 }, () =>
      create('task', v7(), taskData(device.session, { note: long })),
    )
    await device.replica.commit(large)
    device.network.pushes.length = 0
    await device.sync()
    const sizes = device.network.pushes.map((body) => Buffer.byteLength(JSON.stringify(body)))
    expect(Math.max(...sizes)).toBeLessThanOrEqual(maximumPushBytes)
    const counts = device.network.pushes.map(({ operations }) => operations.length)
    expect(counts[0]).toBe(500)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(770)
    expect(device.replica.pending()).toEqual([])
  })

  it('[PU2] a 401 in the middle keeps everything and goes on after the sign-in', async () => {
    const device = await newDevice()
    const customer = await addCustomer(device)
    device.network.forgetCookies()
    expect(await device.round()).toMatchObject({ ok: false, error: { type: 'signed-out' } })
    await device.replica.commit([
      patch('customer', customer, { likes: [] as string[] }, { likes: ['龙井'] }),
    ])
    expect(device.replica.pending()).toHaveLength(2)
    expect(device.replica.get('customer', customer)?.data.likes).toEqual(['龙井'])
    const reopened = await device.reopen()
    expect(reopened.replica.pending()).toHaveLength(2)
    await reopened.signIn()
    await reopened.sync()
    expect(reopened.replica.pending()).toEqual([])
    expect(reopened.replica.get('customer', customer)?.data.likes).toEqual(['龙井'])
  })

  it('[CL7] every push says how it stands with the outbox', async () => {
    const device = await newDevice()
    await addTask(device)
    await addTask(device)
    await device.sync()
    expect(device.network.pushes).toMatchObject([
      { report: { lastLocalN: 2, unsyncedCount: 2, oldestUnsyncedAt: expect.any(Number) } },
    ])
    device.network.pulls.length = 0
    await device.sync()
    expect(device.network.pulls).toMatchObject([{ lastLocalN: 2, unsyncedCount: 0 }])
  })

  it('[PU1] after a gap it sends again from the number behind the last one the server has', async () => {
    const device = await newDevice()
    await addTask(device)
    await addTask(device)
    // This device believes that the first one was answered; the server never saw it.
    device.replica.markSent([{ n: 1, outcome: 'applied' }])
    device.network.pushes.length = 0
    await device.sync()
    expect(device.network.pushes.map(({ operations }) => operations.map(({ n }) => n))).toEqual([
      [2],
      [1, 2],
    ])
    expect(device.replica.pending()).toEqual([])
  })

  it('[VA3] an outbox row that does not open is reported and does not hold up those behind it', async () => {
    const device = await newDevice()
    await addTask(device)
    const kept = await addTask(device, { title: '后面的任务' })
    await damageOutboxRow(device, 1)
    const reopened = await device.reopen()
    expect(reopened.replica.unreadableOperations).toEqual([1])
    await reopened.sync()
    expect(reopened.replica.pending()).toEqual([])
    const other = await newDevice()
    expect(other.replica.get('task', kept)?.data.title).toBe('后面的任务')
  })

  it('[PU2] one refused operation does not stop the others and is shown with its content', async () => {
    const device = await newDevice()
    const foreign = v7()
    const requests = [
      create(
        'task',
        foreign,
        taskData(device.session, { customerId: v7(), title: '没有这位客户' }),
      ),
      create('task', v7(), taskData(device.session, { title: '好的任务' })),
    ]
    const [refused, fine] = await device.replica.commit(requests)
    await device.sync()
    expect(device.replica.pending()).toEqual([])
    expect(device.replica.get('task', fine?.recordId ?? '')?.data.title).toBe('好的任务')
    const issues = device.replica.all('sync-issue')
    const issue = issues.find(({ data }) => data.recordId === refused?.recordId)
    expect(issue?.data.outcome).toBe('rejected')
    expect(JSON.stringify(issue?.data.operation)).toContain('没有这位客户')
  })
})

/** Somebody with the disk turns a bit of the sealed row. */
async function damageOutboxRow({ vault, device }: BranchDevice, n: number): Promise<void> {
  const factory = device.databases.indexedDB
  if (factory === undefined) throw new Error('The test device has its own databases.')
  const database = await settled(factory.open(`branchbook-${vault.tag}`))
  const store = database.transaction('outbox', 'readwrite').objectStore('outbox')
  const row: unknown = await settled(store.get(n))
  if (typeof row !== 'object' || row === null || !('sealed' in row)) throw new Error('No such row.')
  const { sealed } = row
  if (!(sealed instanceof Uint8Array)) throw new Error('Not sealed.')
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1
  await settled(store.put(row))
  database.close()
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('request failed')))
  })
}
