import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { create, patch } from '#replica/replica.ts'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { schemaVersion } from '#shared/protocol/version.ts'
import { verdictOf } from '#sync/round-ending.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { batch } from '#tests/vault/pulled.ts'
import {
  addCustomer,
  addTask,
  newBranchDevice,
  taskData,
  type BranchDevice,
} from './branch-device.ts'
import { answerOf } from './network.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ customers: 60 })
})
afterAll(() => server.close())
beforeEach(() => setRole('rm'))

function newDevice(): Promise<BranchDevice> {
  const { staffNo } = server.colleague('rm')
  return newBranchDevice(server.url, { staffNo, password: server.password })
}

/** As an administrator would, some day: the colleague gets another role. */
function setRole(role: string): void {
  const database = new DatabaseSync(join(server.folder, 'branchbook.sqlite'))
  database.prepare('update staff set role = ? where id = ?').run(role, server.colleague('rm').id)
  database.close()
}

/** What the device shows, by type, for a comparison of two devices. */
function shown({ replica }: BranchDevice): Record<string, unknown[]> {
  const types = [
    'customer',
    'task',
    'profile',
    'interaction',
    'important-date',
    'complaint',
  ] as const
  return Object.fromEntries(
    types.map((type) => [
      type,
      replica
        .all(type)
        .map(({ id, seq, scope, data }) => ({ id, seq, scope, data }))
        .toSorted((one, other) => one.id.localeCompare(other.id)),
    ]),
  )
}

describe('pull', () => {
  it('[PL1] a first sync brings everything this person may see, and the disk holds the same', async () => {
    const device = await newDevice()
    await device.sync()
    expect(device.replica.all('customer').length).toBeGreaterThanOrEqual(60)
    expect(device.replica.all('interaction').length).toBeGreaterThan(0)
    expect(device.replica.all('staff').length).toBeGreaterThan(2)
    const before = shown(device)
    const reopened = await device.reopen()
    await reopened.replica.whenLoaded()
    expect(shown(reopened)).toEqual(before)
    expect(reopened.replica.unreadable()).toEqual([])
  })

  it('[PL2] tasks and cards are stored and shown before the rest has arrived', async () => {
    const device = await newDevice()
    const seen: { customers: number; notes: number }[] = []
    device.replica.subscribe(() =>
      seen.push({
        customers: device.replica.all('customer').length,
        notes: device.replica.all('interaction').length,
      }),
    )
    await device.sync()
    expect(seen.some(({ customers, notes }) => customers > 0 && notes === 0)).toBe(true)
    expect(seen.at(-1)?.notes).toBeGreaterThan(0)
  })

  it('[PL1] a pull that breaks off keeps what it stored and goes on from there', async () => {
    const whole = await newDevice()
    await whole.sync()
    const device = await newDevice()
    for (const after of [2_000, 30_000, 60_000]) {
      device.network.fail('/sync/pull', { kind: 'cut', after })
      expect(await device.round()).toMatchObject({ ok: false, error: { type: 'unreachable' } })
    }
    const early = await device.vault.base.cursor()
    expect(Object.keys(early?.positions ?? {}).length).toBeGreaterThan(0)
    await device.sync()
    expect(shown(device)).toEqual(shown(whole))
  })

  it('[I6] a pull that breaks off behind a page that was read and not stored has no position of that page', async () => {
    const { start, pages } = await (await server.signIn('rm')).pull()
    const unstored = pages.findIndex(({ tier }) => tier > 2)
    const { scope, tier } = pages[unstored] ?? { scope: '', tier: 0 }
    const device = await newDevice()
    device.network.fail('/sync/pull', answerOf(start, ...pages.slice(0, unstored + 1)))
    expect(await device.round()).toMatchObject({ ok: false, error: { type: 'unreachable' } })
    const positions = (await device.vault.base.cursor())?.positions ?? {}
    expect(Object.keys(positions)).not.toEqual([])
    expect(positions[scope]?.[tier]).toBeUndefined()
  })

  it('[PL3] the checkpoint drops an operation together with its effect in the base', async () => {
    const device = await newDevice()
    await device.sync()
    const customer = await addCustomer(device)
    const titles: unknown[] = []
    const task = await addTask(device, { customerId: customer })
    device.replica.subscribe(() => titles.push(device.replica.get('task', task)?.data.title))
    device.network.fail('/sync/pull', { kind: 'drop-request' })
    expect(await device.round()).toMatchObject({ ok: false })
    expect(device.replica.pending().map(({ state }) => state)).toEqual(['sent', 'sent'])
    const reopened = await device.reopen()
    expect(reopened.replica.get('task', task)?.data.title).toBe('回访王先生')
    reopened.replica.subscribe(() => titles.push(reopened.replica.get('task', task)?.data.title))
    await reopened.sync()
    expect(reopened.replica.pending()).toEqual([])
    expect(new Set(titles)).toEqual(new Set(['回访王先生']))
    expect(reopened.replica.get('task', task)?.scope).toBe(portfolioScope(device.session.staffId))
  })

  it('[PL3] an outcome alone drops nothing: what was not in the snapshot stays pending', async () => {
    const device = await newDevice()
    await device.sync()
    await addTask(device)
    device.network.fail('/sync/pull', { kind: 'cut', after: 10 })
    await device.round()
    expect(device.replica.pending()).toHaveLength(1)
    expect((await device.vault.outbox.all()).operations).toHaveLength(1)
  })

  it('[SR1][I4] rows of a revoked scope disappear from screen and disk, work for it is sent first', async () => {
    const device = await newDevice()
    await device.sync()
    const portfolio = portfolioScope(device.session.staffId)
    const own = await addTask(device, { title: '自己的事' })
    expect(device.replica.checksum(portfolio).count).toBeGreaterThan(0)
    setRole('teller')
    await device.sync()
    expect(device.replica.checksum(portfolio).count).toBe(0)
    expect(device.replica.all('profile')).toEqual([])
    expect(device.replica.all('customer').length).toBeGreaterThanOrEqual(60)
    expect(device.replica.get('task', own)?.data.title).toBe('自己的事')
    const reopened = await device.reopen()
    await reopened.replica.whenLoaded()
    expect(reopened.replica.scopes()).not.toContain(portfolio)
    setRole('rm')
    await reopened.sync()
    expect(reopened.replica.all('profile').length).toBeGreaterThan(0)
  })

  it('[SR1] a checkpoint without any scope takes nothing away', async () => {
    const device = await newDevice()
    await device.sync()
    const { replica, vault } = device
    const before = shown(device)
    const checkpoint = {
      kind: 'checkpoint',
      cursor: await vault.base.cursor(),
      lastN: 0,
      serverTime: 1,
      scopes: {},
    }
    device.network.fail('/sync/pull', {
      kind: 'answer',
      response: () => new Response(`${JSON.stringify(checkpoint)}\n`),
    })
    expect(await device.round()).toMatchObject({ ok: false, error: { type: 'unexpected' } })
    expect(shown(device)).toEqual(before)
    expect(replica.scopes().length).toBeGreaterThan(2)
  })

  it('[PL4] rows that are missing, older or not of the server are found by the checksum and put right', async () => {
    const device = await newDevice()
    await device.sync()
    const right = shown(device)
    const portfolio = portfolioScope(device.session.staffId)
    const [missing, changed] = device.replica.all('task').filter(({ scope }) => scope === portfolio)
    if (missing === undefined || changed === undefined) throw new Error('The demo has tasks.')
    const { scope: _, seq: __, ...body } = changed
    const cursor = await device.vault.base.cursor()
    if (cursor === null) throw new Error('It was synced.')
    const line = {
      kind: 'page' as const,
      scope: portfolio,
      tier: 1,
      through: changed.seq,
      records: [
        [changed.seq, { ...body, data: { ...changed.data, title: '别人的' }, id: v7() }],
        [changed.seq - 1, { ...body, data: { ...changed.data, title: '旧的' } }],
      ],
      outs: [[missing.seq, 'task', missing.id] as [number, string, string]],
    }
    const bytes = new TextEncoder().encode(JSON.stringify(line))
    await device.vault.base.storePull(batch([{ bytes, page: structuredClone(line) }], { cursor }))
    const damaged = await device.reopen()
    await damaged.replica.whenLoaded()
    expect(shown(damaged)).not.toEqual(right)
    await damaged.sync()
    expect(shown(damaged)).toEqual(right)
    const again = await damaged.reopen()
    await again.replica.whenLoaded()
    expect(shown(again)).toEqual(right)
  })

  it('[GC2] another server behind the same address gets nothing and takes nothing away', async () => {
    const device = await newDevice()
    await device.sync()
    const customer = await addCustomer(device)
    const before = shown(device)
    const reopened = await device.reopen()
    const hello = await device.api.hello()
    if (!hello.ok) throw new Error('hello')
    const other = { ...hello.value, serverId: crypto.randomUUID() }
    const { network, replica } = reopened
    network.fail('/api/hello', { kind: 'answer', response: () => Response.json(other) })
    const pushesBefore = network.pushes.length
    expect(await reopened.round()).toMatchObject({ ok: false, error: { type: 'wrong-server' } })
    expect(network.pushes.length).toBe(pushesBefore)
    await replica.whenLoaded()
    expect(shown(reopened)).toEqual(before)
    expect(replica.pending().map(({ operation }) => operation.recordId)).toEqual([customer])
  })

  it('[PU4] an app that is too old to pull says so, and what is written in it still goes out', async () => {
    const device = await newDevice()
    await device.sync()
    const before = shown(device)
    const task = await addTask(device)
    const problem = { type: '/problems/upgrade-required', title: 'Too old.', status: 426 }
    device.network.fail('/sync/pull', {
      kind: 'answer',
      response: () => Response.json(problem, { status: 426 }),
    })
    expect(verdictOf(await device.round())).toBe('upgrade-required')
    expect(device.network.pulls.at(-1)?.schemaVersion).toBe(schemaVersion)
    expect(device.replica.pending().map(({ state }) => state)).toEqual(['sent'])
    expect(shown(device)['customer']).toEqual(before['customer'])
    const other = await newDevice()
    await other.sync()
    expect(other.replica.get('task', task)?.data.title).toBe('回访王先生')
  })

  it('two devices of one person see the same after a quiet moment', async () => {
    const first = await newDevice()
    const second = await newDevice()
    await Promise.all([first.sync(), second.sync()])
    const task = await addTask(first)
    const note = await addCustomer(second, { name: '周晓岚' })
    await first.sync()
    await second.sync()
    await first.sync()
    expect(shown(first)).toEqual(shown(second))
    expect(first.replica.get('customer', note)?.data.name).toBe('周晓岚')
    await second.replica.commit([
      create('task', v7(), taskData(second.session)),
      patch('task', task, { title: '回访王先生' }, { title: '改过的' }),
    ])
    await second.sync()
    await first.sync()
    expect(shown(first)).toEqual(shown(second))
  })
})
