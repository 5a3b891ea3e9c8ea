import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyAuditChain } from '#server/audit-chain.ts'
import { runRetention } from '#server/retention.ts'
import { type RecordType, recordTypes } from '#shared/protocol/record.ts'
import { recordData } from '#tests/authorisation/record-data.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { complaintData, taskData } from './record-data.ts'

const day = 24 * 60 * 60_000
const ids = {
  archivedTask: randomUUID(),
  openTask: randomUUID(),
  oldComplaint: randomUUID(),
  newComplaint: randomUUID(),
  openComplaint: randomUUID(),
}
const old = '三年多以前的投诉内容'

let now = Date.now()
let server: TestServer
let lead: TestClient
beforeAll(async () => {
  server = await startTestServer({ customers: 5, clock: () => now })
  lead = await server.signIn('lead')
  const { staffId, branchId } = lead.session
  const complaint = (id: string, closedDaysAgo: number | null) => {
    const at = Date.now() - (closedDaysAgo ?? 2000) * day
    const end = {
      id: randomUUID(),
      by: staffId,
      occurredAt: at,
      kind: 'closed',
      reply: '已答复',
      noticeHow: 'phone',
      remediesTold: true,
    }
    const data = { ...complaintData(branchId, staffId, randomUUID()), events: {}, matter: old }
    return [
      lead.draft('complaint', id, { kind: 'create', args: { data: { ...data, receivedAt: at } } }),
      ...(closedDaysAgo === null
        ? []
        : [lead.draft('complaint', id, { kind: 'append', args: { event: end } })]),
    ]
  }
  const task = (id: string) =>
    lead.draft('task', id, { kind: 'create', args: { data: { ...taskData(staffId) } } })
  const { results } = await lead.push([
    task(ids.archivedTask),
    task(ids.openTask),
    lead.draft('task', ids.archivedTask, { kind: 'archive', args: {} }),
    ...complaint(ids.oldComplaint, 3 * 366),
    ...complaint(ids.newComplaint, 3 * 364),
    ...complaint(ids.openComplaint, null),
  ])
  if (results.some(({ outcome }) => outcome !== 'applied')) throw new Error('Not stored.')
})
afterAll(() => server.close())

test('[SE7] [GC1] a dry run counts what has been kept for long enough, and changes nothing', async () => {
  expect(await runRetention(server.services, { dryRun: true })).toEqual({ complaint: 1 })
  now += 181 * day
  expect(await runRetention(server.services, { dryRun: true })).toEqual({ complaint: 2, task: 1 })
  expect(await kept()).toEqual(Object.keys(ids))
})

test('[SE7] [GC1] a run takes out just that, devices hear of it, and the audit has each', async () => {
  now -= 181 * day
  const before = await lead.pull()
  expect(await runRetention(server.services, { dryRun: false })).toEqual({ complaint: 1 })
  const { pages } = await lead.pull(before.checkpoint.cursor)
  const outs = pages.flatMap(({ outs = [] }) => outs.map(([, , id]) => id))
  expect(outs).toEqual([ids.oldComplaint])
  expect(await kept()).not.toContain('oldComplaint')

  now += 181 * day
  expect(await runRetention(server.services, { dryRun: false })).toEqual({ complaint: 1, task: 1 })
  expect(await kept()).toEqual(['openTask', 'openComplaint'])
  expect(await runRetention(server.services, { dryRun: false })).toEqual({})
  const rows = await server.services.store.read(({ audit }) => audit.after(0, 100_000))
  expect(rows.filter(({ row }) => row.what === 'record-expired')).toHaveLength(3)
  expect(await server.services.store.read(({ audit }) => verifyAuditChain(audit))).toMatchObject({
    ok: true,
  })
})

/** Written down apart from the product: a type that it forgets would be kept for ever. */
const goesWhenArchived: RecordType[] = [
  'interaction',
  'task',
  'important-date',
  'need',
  'finance-snapshot',
  'relation',
  'service-plan',
  'churn-signal',
  'consent',
  'life-event',
  'feedback',
  'preference',
  'template',
]

test('[SE7] what was archived goes in the end, of every record type that can be archived for good', async () => {
  lead = await server.signIn('lead')
  const { staffId, branchId } = lead.session
  const before = await lead.pull()
  const card = before.records.find(({ type }) => type === 'customer')
  const named = { branch: branchId, customers: [card?.id ?? ''], person: staffId, other: staffId }
  const made = goesWhenArchived.map((type) => [type, randomUUID()] as const)
  const { results } = await lead.push(
    made.flatMap(([type, id]) => {
      const data = recordData[type]({ ...named, maker: staffId, newId: randomUUID, variant: 3 })
      return [
        lead.draft(type, id, { kind: 'create', args: { data } }),
        lead.draft(type, id, { kind: 'archive', args: {} }),
      ]
    }),
  )
  expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['applied']))
  now += 179 * day
  expect(await runRetention(server.services, { dryRun: false })).toEqual({})
  now += 2 * day
  const gone = Object.fromEntries(goesWhenArchived.map((type) => [type, 1]))
  expect(await runRetention(server.services, { dryRun: false })).toEqual(gone)
  const stays = ['customer', 'profile', 'complaint', 'handover', 'sync-issue', 'loss-report']
  const ofBank = ['branch', 'staff', 'rule-table']
  expect(new Set([...goesWhenArchived, ...stays, ...ofBank])).toEqual(new Set(recordTypes))
})

test('[SE7][R21] a task between colleagues goes half a year after it was over, or a year when who asked has not taken note of it', async () => {
  const colleague = await server.signIn(server.colleague('teller'))
  lead = await server.signIn('lead')
  const { staffId, branchId } = lead.session
  const asked = async (): Promise<string> => {
    const id = randomUUID()
    const data = {
      ...taskData(colleague.session.staffId),
      askedBy: staffId,
      branchId,
    }
    await lead.push([lead.draft('task', id, { kind: 'create', args: { data } })])
    return id
  }
  const [open, heard, unheard, given] = [await asked(), await asked(), await asked(), await asked()]
  const done = (id: string) =>
    colleague.draft('task', id, { kind: 'complete', args: { completionId: randomUUID() } })
  const giveUp = { changes: { status: { from: 'todo', to: 'cancelled' } } }
  await colleague.push([
    done(heard),
    done(unheard),
    colleague.draft('task', given, { kind: 'patch', args: giveUp }),
  ])
  const note = (id: string) =>
    lead.draft('task', id, {
      kind: 'patch',
      args: { changes: { heardAt: { from: null, to: now } } },
    })
  const { results } = await lead.push([note(heard), note(given)])
  expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied'])
  const there = async () => {
    const ids = [open, heard, unheard, given]
    const found = await server.services.store.read(({ records }) =>
      Promise.all(ids.map((id) => records.get('task', id))),
    )
    return ids.filter((_, index) => found[index] !== undefined)
  }
  now += 179 * day
  expect(await runRetention(server.services, { dryRun: false })).toEqual({})
  now += 2 * day
  expect(await runRetention(server.services, { dryRun: false })).toEqual({ task: 2 })
  expect(await there()).toEqual([open, unheard])
  now += 180 * day
  expect(await runRetention(server.services, { dryRun: false })).toEqual({})
  now += 5 * day
  expect(await runRetention(server.services, { dryRun: true })).toEqual({ task: 1 })
  expect(await runRetention(server.services, { dryRun: false })).toEqual({ task: 1 })
  expect(await there()).toEqual([open])
})

test('[SE7][R21] noted when it came back is not noted once it was asked for again and done', async () => {
  const colleague = await server.signIn(server.colleague('teller'))
  lead = await server.signIn('lead')
  const { staffId, branchId } = lead.session
  const asked = async (): Promise<string> => {
    const id = randomUUID()
    const data = { ...taskData(colleague.session.staffId), askedBy: staffId, branchId }
    await lead.push([lead.draft('task', id, { kind: 'create', args: { data } })])
    return id
  }
  const [again, taken, over] = [await asked(), await asked(), await asked()]
  const pushed = async (by: TestClient, drafts: Parameters<TestClient['push']>[0]) => {
    now += 60_000
    const { results } = await by.push(drafts)
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['applied']))
  }
  await pushed(colleague, [
    patched(colleague, again, 'status', 'todo', 'cancelled'),
    patched(colleague, taken, 'status', 'todo', 'cancelled'),
  ])
  const came = now
  await pushed(lead, [
    patched(lead, again, 'heardAt', null, came),
    patched(lead, taken, 'heardAt', null, came),
    patched(lead, again, 'status', 'cancelled', 'todo'),
    // What the one who asked gives up is no news to himself.
    patched(lead, over, 'status', 'todo', 'cancelled'),
  ])
  await pushed(colleague, [
    colleague.draft('task', again, { kind: 'complete', args: { completionId: randomUUID() } }),
  ])
  const there = async () => {
    const all = [again, taken, over]
    const found = await server.services.store.read(({ records }) =>
      Promise.all(all.map((id) => records.get('task', id))),
    )
    return all.filter((_, index) => found[index] !== undefined)
  }
  now += 181 * day
  await runRetention(server.services, { dryRun: false })
  expect(await there()).toEqual([again])
  now += 185 * day
  await runRetention(server.services, { dryRun: false })
  expect(await there()).toEqual([])
})

test('[SE7] two records of different types under one id both go, in one run', async () => {
  lead = await server.signIn('lead')
  const { staffId, branchId } = lead.session
  const card = (await lead.pull()).records.find(({ type }) => type === 'customer')
  const named = { branch: branchId, customers: [card?.id ?? ''], person: staffId, other: staffId }
  const id = randomUUID()
  const types = ['need', 'service-plan'] as const
  const { results } = await lead.push(
    types.flatMap((type) => {
      const data = recordData[type]({ ...named, maker: staffId, newId: randomUUID, variant: 3 })
      return [
        lead.draft(type, id, { kind: 'create', args: { data } }),
        lead.draft(type, id, { kind: 'archive', args: {} }),
      ]
    }),
  )
  expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['applied']))
  now += 181 * day
  const both = { need: 1, 'service-plan': 1 }
  expect(await runRetention(server.services, { dryRun: true })).toMatchObject(both)
  expect(await runRetention(server.services, { dryRun: false })).toMatchObject(both)
})

function patched(by: TestClient, id: string, field: string, from: unknown, to: unknown) {
  return by.draft('task', id, { kind: 'patch', args: { changes: { [field]: { from, to } } } })
}

async function kept(): Promise<string[]> {
  return server.services.store.read(async ({ records }) => {
    const found: string[] = []
    for (const [name, id] of Object.entries(ids)) {
      const type = name.endsWith('Task') ? 'task' : 'complaint'
      if ((await records.get(type, id)) !== undefined) found.push(name)
    }
    return found
  })
}
