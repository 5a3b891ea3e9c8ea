import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Cursor } from '#shared/protocol/pull-message.ts'
import {
  branchScope,
  orgScope,
  portfolioScope,
  restrictedComplaintsScope,
  staffScope,
} from '#shared/protocol/scope.ts'
import { schemaVersion } from '#shared/protocol/version.ts'
import { dropOldOuts, outsKeptMs } from '#server/daily-job.ts'
import { newRecord } from '#server/set-up-branch.ts'
import type { Pulled, TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { complaintData, taskData } from './record-data.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ customers: 600 })
})
afterAll(() => server.close())

function namesIn({ records }: Pulled, scope: string): string[] {
  return records
    .filter((record) => record.scope === scope)
    .map(({ type, id, seq }) => `${type}|${id}|${seq}`)
    .toSorted()
}

function indexOf({ indexes }: Pulled, scope: string): string[] {
  return indexes
    .filter((index) => index.scope === scope)
    .flatMap(({ rows }) => rows.map((row) => row.join('|')))
    .toSorted()
}

function keyOf({ scope, type, id, seq }: Pulled['records'][number]): string {
  return `${scope}|${type}|${id}|${seq}`
}

function outsOf({ pages }: Pulled): string[] {
  return pages.flatMap(({ outs = [] }) => outs.map(([, , id]) => id))
}

async function cursorOf(client: TestClient): Promise<Cursor> {
  return (await client.pull()).checkpoint.cursor
}

/** Another client writes a task of this person's own, and moves it to the scope of a colleague later. */
async function taskThatMoves(client: TestClient, at: number): Promise<string> {
  const id = randomUUID()
  const { staffId } = client.session
  const record = newRecord('task', id, taskData(staffId), { at: 1, staffId })
  const other = staffScope(server.colleague('teller').id)
  const { store } = server.services
  await store.write(at, ({ records }) => records.put(record, staffScope(staffId)))
  await store.write(at, ({ records }) => records.put(record, other))
  return id
}

describe('[PL4] a scope that is compared', () => {
  test('[PL4] every row of it is named with its seq, on lines of at most 256 KB, and of other scopes none', async () => {
    const client = await server.signIn('lead')
    const whole = await client.pull()
    const { cursor } = whole.checkpoint
    const scopes = [branchScope(client.session.branchId), portfolioScope(server.colleague('rm').id)]
    const compared = await client.pull(cursor, { compare: scopes })
    expect(compared.records).toEqual([])
    for (const scope of scopes) {
      const named = indexOf(compared, scope)
      expect(named).toEqual(namesIn(whole, scope))
      expect(named).toHaveLength(whole.checkpoint.scopes[scope]?.count ?? -1)
    }
    expect(new Set(compared.indexes.map(({ scope }) => scope))).toEqual(new Set(scopes))
    expect(Math.max(...compared.lineBytes)).toBeLessThanOrEqual(256 * 1024)
  })

  test('[PL4] an empty scope has one empty line', async () => {
    const client = await server.signIn('teller')
    const scope = staffScope(client.session.staffId)
    const { indexes } = await client.pull(null, { compare: [scope] })
    expect(indexes).toEqual([{ kind: 'index', scope, rows: [] }])
  })

  test('[PL4] rows that are missing are fetched by name and move no position', async () => {
    const client = await server.signIn('lead')
    const whole = await client.pull()
    const { cursor } = whole.checkpoint
    const [scope, other] = [
      portfolioScope(server.colleague('rm').id),
      branchScope(client.session.branchId),
    ]
    const inScope = (wanted: string) => whole.records.filter((record) => record.scope === wanted)
    const lost = [...inScope(scope).slice(0, 400), ...inScope(other).slice(0, 5)]
    const rows = (wanted: string) =>
      lost
        .filter((record) => record.scope === wanted)
        .map(({ type, id }): [string, string] => [type, id])
    const fetch = [scope, other].map((wanted) => ({ scope: wanted, rows: rows(wanted) }))
    const fetched = await client.pull(cursor, { fetch })
    expect(fetched.start.records).toBe(lost.length)
    expect(fetched.records.map(keyOf).toSorted()).toEqual(lost.map(keyOf).toSorted())
    for (const { scope, tier, through } of fetched.pages) {
      expect(through).toBe(cursor.positions[scope]?.[tier])
    }
    expect(Math.max(...fetched.lineBytes)).toBeLessThanOrEqual(256 * 1024)
  })

  test('[PL4] more than 2,000 rows by name are 422', async () => {
    const client = await server.signIn('rm')
    const rows = Array.from({ length: 2001 }, (): [string, string] => ['task', randomUUID()])
    const fetch = [{ scope: orgScope, rows }]
    await expect(client.pull(null, { fetch })).rejects.toThrow('422')
  })
})

describe('[SC5] forged compares and fetches', () => {
  test('[SC5] a scope that is not held is neither compared nor fetched from', async () => {
    const [teller, lead] = [await server.signIn('teller'), await server.signIn('lead')]
    const scope = portfolioScope(server.colleague('rm').id)
    const wanted = (await lead.pull()).records.filter((record) => record.scope === scope)
    const rows = wanted.slice(0, 10).map(({ type, id }): [string, string] => [type, id])
    const { cursor } = (await teller.pull()).checkpoint
    const own = branchScope(teller.session.branchId)
    const forged = await teller.pull(cursor, {
      compare: [scope],
      // In a scope that is held, too: the rows do not lie there.
      fetch: [scope, own].map((asked) => ({ scope: asked, rows })),
    })
    expect(forged.indexes).toEqual([])
    expect(forged.records).toEqual([])
    expect(forged.checkpoint.scopes).not.toHaveProperty(scope)
  })

  test('[SC2] a complaint that names oneself is in no index line, and no fetch brings it', async () => {
    const [teller, lead, officer] = [
      await server.signIn('teller'),
      await server.signIn('lead'),
      await server.signIn('consumer_protection'),
    ]
    const { branchId, staffId } = teller.session
    const id = randomUUID()
    const data = complaintData(branchId, staffId, randomUUID(), {
      respondentStaffId: lead.session.staffId,
    })
    await teller.push([teller.draft('complaint', id, { kind: 'create', args: { data } })])
    const scope = restrictedComplaintsScope(branchId)
    const ask = {
      compare: [scope],
      fetch: [{ scope, rows: [['complaint', id]] as [string, string][] }],
    }
    const byLead = await lead.pull(await cursorOf(lead), ask)
    expect(indexOf(byLead, scope).join()).not.toContain(id)
    expect(byLead.records).toEqual([])
    expect(indexOf(byLead, scope)).toHaveLength(byLead.checkpoint.scopes[scope]?.count ?? -1)
    const byOfficer = await officer.pull(await cursorOf(officer), ask)
    expect(indexOf(byOfficer, scope).join()).toContain(id)
    expect(byOfficer.records.map((record) => record.id)).toEqual([id])
  })

  test('[SC2] not even the count that a pull begins with tells of a complaint that names oneself', async () => {
    const [teller, lead] = [await server.signIn('teller'), await server.signIn('lead')]
    const { branchId, staffId } = teller.session
    const cursor = await cursorOf(lead)
    const data = complaintData(branchId, staffId, randomUUID(), {
      respondentStaffId: lead.session.staffId,
    })
    const change = { kind: 'create', args: { data: { ...data } } } as const
    await teller.push([teller.draft('complaint', randomUUID(), change)])
    for (const pulled of [await lead.pull(cursor), await lead.pull()]) {
      expect(pulled.start.records).toBe(pulled.records.length)
    }
  })
})

describe('[GC1] the floor', () => {
  test('[GC1] out rows leave after 180 days, and whoever stands below them compares instead', async () => {
    const client = await server.signIn('rm')
    const scope = staffScope(client.session.staffId)
    const now = Date.now()
    const long = await taskThatMoves(client, now - outsKeptMs - 1)
    const before = (await client.pull()).checkpoint.cursor
    const seen = before.positions[scope]?.['1'] ?? 0
    const recent = await taskThatMoves(client, now)
    const old = at(before, scope, seen - 1)
    expect(outsOf(await client.pull(old))).toEqual([long, recent])

    expect(await dropOldOuts(server.services.store, now)).toBe(1)
    const belowFloor = await client.pull(old)
    expect(outsOf(belowFloor)).toEqual([recent])
    expect(indexOf(belowFloor, scope)).toEqual(namesIn(await client.pull(), scope))
    expect(new Set(belowFloor.indexes.map((index) => index.scope))).toEqual(new Set([scope]))
    // Who had come as far as the floor missed nothing; who begins at 0 has nothing to compare.
    expect((await client.pull(before)).indexes).toEqual([])
    expect((await client.pull(null)).indexes).toEqual([])
    expect((await client.pull(at(before, scope, 0))).indexes).toEqual([])
    expect(await dropOldOuts(server.services.store, now)).toBe(0)
  })

  test('[GC1] the job runs at the start of a server, by its clock, and says in the audit how many rows went', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'branchbook-floor-'))
    const first = await startTestServer({ folder, customers: 20 })
    const { staffId } = (await first.signIn('rm')).session
    const record = newRecord('task', randomUUID(), taskData(staffId), { at: 1, staffId })
    const range = { scope: staffScope(staffId), tier: 1, after: 0, through: 1e6 }
    const { store } = first.services
    const now = Date.now()
    await store.write(now, ({ records }) => records.put(record, range.scope))
    await store.write(now, ({ records }) => records.put(record, orgScope))
    expect(await store.read(({ outs }) => outs.range(range, 10))).toHaveLength(1)
    await first.close()
    const clock = () => now + outsKeptMs + 1
    const second = await startTestServer({ folder, customers: 20, clock })
    const later = second.services.store
    expect(await later.read(({ outs }) => outs.range(range, 10))).toEqual([])
    const rows = await later.read(({ audit }) => audit.after(0, 10_000))
    expect(rows.find(({ row }) => row.what === 'outs-dropped')?.row.code).toBe('1')
    await second.close()
    await rm(folder, { recursive: true, force: true })
  })
})

describe('[PU4] an app that is too old', () => {
  test('[PU4] is told to be renewed instead of being sent what it cannot read, and its push is still taken', async () => {
    const client = await server.signIn('rm')
    const response = await client.post('/sync/pull', {
      device: client.device,
      epoch: client.epoch,
      cursor: null,
      lastLocalN: 0,
      unsyncedCount: 0,
      oldestUnsyncedAt: null,
      schemaVersion: schemaVersion - 4,
    })
    expect(response.status).toBe(426)
    expect(await response.json()).toMatchObject({ type: '/problems/upgrade-required' })
    const data = taskData(client.session.staffId)
    const draft = client.draft('task', randomUUID(), { kind: 'create', args: { data } })
    expect((await client.push([{ ...draft, schemaVersion: schemaVersion - 1 }])).results).toEqual([
      { n: 1, outcome: 'applied' },
    ])
    expect((await client.push([{ ...draft, schemaVersion: schemaVersion - 4 }])).results).toEqual([
      { n: 2, outcome: 'quarantined', details: ['older-schema'] },
    ])
    // Three versions older are read, and one that says nothing is of version 1.
    const older = { schemaVersion: schemaVersion - 3 }
    expect((await client.pull(null, older)).records.length).toBeGreaterThan(0)
    expect((await client.pull()).records.length).toBeGreaterThan(0)
  })
})

/** The cursor with another position in all tiers of one scope. */
function at({ serverEpoch, positions }: Cursor, scope: string, seq: number): Cursor {
  const tiers = Object.keys(positions[scope] ?? {})
  const moved = Object.fromEntries(tiers.map((tier) => [tier, seq]))
  return { serverEpoch, positions: { ...positions, [scope]: moved } }
}
