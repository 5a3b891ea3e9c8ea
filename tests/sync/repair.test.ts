import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { portfolioScope } from '#shared/protocol/scope.ts'
import { splitRows } from '#sync/compare-rows.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { batch } from '#tests/vault/pulled.ts'
import { newBranchDevice, type BranchDevice } from './branch-device.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ customers: 60 })
})
afterAll(() => server.close())

function newDevice(): Promise<BranchDevice> {
  const { staffNo } = server.colleague('rm')
  return newBranchDevice(server.url, { staffNo, password: server.password })
}

function shown({ replica }: BranchDevice): unknown[] {
  const types = ['customer', 'task', 'profile', 'interaction', 'important-date'] as const
  return types
    .flatMap((type) => [...replica.all(type)])
    .map(({ type, id, seq, scope, data }) => ({ type, id, seq, scope, data }))
    .toSorted((one, other) => one.id.localeCompare(other.id))
}

/** Somebody damages the base: one row is missing, one is not of the server, and one is in another state. */
async function damage(device: BranchDevice): Promise<{ missing: string; changed: string }> {
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
      [changed.seq + 1000, { ...body, data: { ...changed.data, title: '另一段历史里的' } }],
    ],
    outs: [[missing.seq, 'task', missing.id] as [number, string, string]],
  }
  const bytes = new TextEncoder().encode(JSON.stringify(line))
  await device.vault.base.storePull(batch([{ bytes, page: structuredClone(line) }], { cursor }))
  return { missing: missing.id, changed: changed.id }
}

describe('a scope whose rows differ', () => {
  it('[PL4] one row missing, one too many and one in another state are put right without pulling the scope again', async () => {
    const device = await newDevice()
    await device.sync()
    const right = shown(device)
    const { missing, changed } = await damage(device)
    const damaged = await device.reopen()
    await damaged.replica.whenLoaded()
    expect(shown(damaged)).not.toEqual(right)
    damaged.network.pulls.length = 0
    await damaged.sync()
    expect(shown(damaged)).toEqual(right)
    const portfolio = portfolioScope(device.session.staffId)
    const [plain, compare, fetch, ...more] = damaged.network.pulls
    expect(more).toEqual([])
    expect(plain).not.toHaveProperty('compare')
    expect(compare?.compare).toEqual([portfolio])
    const names = fetch?.fetch?.flatMap(({ rows }) => rows.map(([, id]) => id)).toSorted()
    expect(names).toEqual([missing, changed].toSorted())
    // Neither forgets where the cursor stands, so nothing else of the scope is sent.
    expect(compare?.cursor?.positions[portfolio]).toEqual(plain?.cursor?.positions[portfolio])
    expect(fetch?.cursor?.positions[portfolio]).toEqual(plain?.cursor?.positions[portfolio])

    const again = await damaged.reopen()
    await again.replica.whenLoaded()
    expect(shown(again)).toEqual(right)
    again.network.pulls.length = 0
    await again.sync()
    expect(again.network.pulls).toHaveLength(1)
  })

  it('[PL4] what was put right stays right when rows are folded into pages', async () => {
    const device = await newDevice()
    await device.sync()
    const right = shown(device)
    await damage(device)
    const damaged = await device.reopen()
    await damaged.sync()
    await damaged.vault.compact(true)
    const again = await damaged.reopen()
    await again.replica.whenLoaded()
    expect(shown(again)).toEqual(right)
  })

  it('[PL4] a repair that breaks off is taken up by the next round', async () => {
    const device = await newDevice()
    await device.sync()
    const right = shown(device)
    await damage(device)
    const damaged = await device.reopen()
    await damaged.replica.whenLoaded()
    damaged.network.fail(
      '/sync/pull',
      { kind: 'twice' },
      { kind: 'twice' },
      { kind: 'drop-answer' },
    )
    expect(await damaged.round()).toMatchObject({ ok: false })
    // The rows too many are gone, so it goes on at once.
    await damaged.sync()
    expect(shown(damaged)).toEqual(right)
  })

  it('[PL4] a checksum that no compare explains is not asked about at every pull', async () => {
    const device = await newDevice()
    await device.sync()
    const { network, clock } = device
    const org = device.replica.checksum('org')
    const wrong = () =>
      checkpointAnswer(device, { org: { count: org.count, checksum: org.checksum + 1 } })
    network.fail('/sync/pull', await wrong(), await wrong(), await wrong())
    network.pulls.length = 0
    await device.sync()
    expect(network.pulls.map(({ compare }) => compare)).toEqual([undefined, ['org']])
    await device.sync()
    expect(network.pulls).toHaveLength(3)
    clock.ahead = 11 * 60_000
    network.fail('/sync/pull', await wrong(), await wrong())
    await device.sync()
    expect(network.pulls.at(-1)?.compare).toEqual(['org'])
  })

  it('[PL4] nor is it when the scope moves all the time', async () => {
    const device = await newDevice()
    await device.sync()
    const { network } = device
    network.pulls.length = 0
    for (const count of [1, 2, 3]) {
      // A compare that is answered, while a colleague adds one more row; the checksum is as wrong as before.
      const id = v7()
      const page = { kind: 'page', scope: 'org', tier: 0, through: 1, records: [], outs: [] }
      const template = { ...(await recordOf(device, 'org')), id }
      const more = JSON.stringify({ ...page, records: [[count, template]] })
      network.fail(
        '/sync/pull',
        await checkpointAnswer(device, { org: { count: 999, checksum: 1 } }),
        await checkpointAnswer(device, { org: { count: 999, checksum: 1 } }, [more]),
      )
      await device.round()
    }
    expect(network.pulls.filter(({ compare }) => compare !== undefined)).toHaveLength(1)
  })

  it('[GC1] rows that the server names unasked are compared, and what is missing is asked for', async () => {
    const device = await newDevice()
    await device.sync()
    const right = shown(device)
    const [kept, dropped] = device.replica.places('org')
    if (kept === undefined || dropped === undefined) throw new Error('The demo has an org scope.')
    // The server looks back no further than that: it names one row that is here, one that is not, and leaves one out.
    const unknown = v7()
    const named = [
      [kept.type, kept.id, kept.seq],
      ['branch', unknown, 1],
    ]
    const index = JSON.stringify({ kind: 'index', scope: 'org', rows: named })
    const answer = await checkpointAnswer(device, {}, [index])
    device.network.fail('/sync/pull', answer)
    device.network.pulls.length = 0
    await device.sync()
    const [, fetch, compare] = device.network.pulls
    expect(fetch?.fetch).toEqual([{ scope: 'org', rows: [['branch', unknown]] }])
    // What the real server says in the end.
    expect(compare?.compare).toEqual(['org'])
    expect(shown(device)).toEqual(right)
    expect(device.replica.places('org')).toContainEqual(dropped)
  })

  it('[PL4] rows are asked for in portions, none twice', () => {
    const wanted = [
      { scope: 'org', rows: rows(3) },
      { scope: 'staff:x', rows: rows(4, 10) },
    ]
    const { first, rest } = splitRows(wanted, 5)
    expect(first).toEqual([
      { scope: 'org', rows: rows(3) },
      { scope: 'staff:x', rows: rows(2, 10) },
    ])
    expect(rest).toEqual([{ scope: 'staff:x', rows: rows(2, 12) }])
    expect(splitRows(rest, 5)).toEqual({ first: rest, rest: [] })
  })
})

async function recordOf({ replica }: BranchDevice, scope: string): Promise<object> {
  const record = replica.all('branch').find((each) => each.scope === scope)
  if (record === undefined) throw new Error('The demo has a branch.')
  const { scope: _, seq: __, ...body } = record
  return body
}

function rows(count: number, from = 0): [string, string][] {
  return Array.from({ length: count }, (_, index) => ['task', String(from + index)])
}

/** An answer without news, but for these checksums and these lines before the checkpoint. */
async function checkpointAnswer(
  { replica, vault }: BranchDevice,
  changed: Record<string, { count: number; checksum: number }>,
  lines: string[] = [],
): Promise<{ kind: 'answer'; response: () => Response }> {
  const held = Object.fromEntries(replica.scopes().map((scope) => [scope, replica.checksum(scope)]))
  const checkpoint = {
    kind: 'checkpoint',
    cursor: await vault.base.cursor(),
    lastN: 0,
    serverTime: 1,
    scopes: { ...held, ...changed },
  }
  const start = JSON.stringify({ kind: 'start', records: 0 })
  const text = [start, ...lines, JSON.stringify(checkpoint), ''].join('\n')
  return { kind: 'answer', response: () => new Response(text) }
}
