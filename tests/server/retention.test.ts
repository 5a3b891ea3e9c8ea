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
