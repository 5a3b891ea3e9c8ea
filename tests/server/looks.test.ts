import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAuditChain, type AuditRow } from '#server/audit-chain.ts'
import { showCustomer } from '#server/show-customer.ts'
import type { Change } from '#shared/protocol/operation.ts'
import { schemaVersion } from '#shared/protocol/version.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { handOn, issuesOf } from './handover-steps.ts'
import { complaintData } from './record-data.ts'

const now = Date.UTC(2026, 10, 23, 2)

let server: TestServer
let manager: TestClient
let lead: TestClient
/** Customers of the manager that have a phone number, with its path. */
let customers: { id: string; field: string }[]
beforeAll(async () => {
  server = await startTestServer({ customers: 40, clock: () => now })
  manager = await server.signIn('rm')
  lead = await server.signIn('lead')
  const { records } = await manager.pull()
  customers = records
    .filter(({ type }) => type === 'profile')
    .flatMap(({ id, data }) => {
      const [key] = Object.keys(Object(data['contactPoints']))
      return key === undefined ? [] : [{ id, field: `contactPoints.${key}` }]
    })
})
afterAll(() => server.close())

const look = (field: string): Change => ({ kind: 'look', args: { field } })

async function looksAt(recordId: string): Promise<AuditRow[]> {
  const rows = await server.services.store.read(({ audit }) => audit.after(0, 100_000))
  return rows.map(({ row }) => row).filter((row) => row.refId === recordId)
}

function customer(index: number): { id: string; field: string } {
  const found = customers[index]
  if (found === undefined) throw new Error('The demonstration has too few profiles.')
  return found
}

describe('[SE7] a look at a masked value', () => {
  test('is one row of the audit: who, from which device, at what, when; with both times, and without the value', async () => {
    const { id, field } = customer(0)
    const { checkpoint } = await lead.pull()
    const draft = { ...manager.draft('profile', id, look(field)), at: now - 3_600_000.25 }
    const answer = await manager.pushRaw([{ n: manager.nextN, ...draft }], { sentAt: now })
    manager.nextN += 1
    expect(await answer.json()).toMatchObject({ results: [{ outcome: 'applied' }] })
    expect(await looksAt(id)).toEqual([
      {
        at: now,
        claimedAt: now - 3_600_000,
        what: 'view_unmasked',
        staffId: manager.session.staffId,
        device: manager.device,
        refType: 'profile',
        refId: id,
        operationId: draft.id,
        code: field,
      },
    ])
    const after = await lead.pull(checkpoint.cursor)
    // Nobody pulls anything because somebody looked.
    expect(after.pages).toEqual([])
    const told = await showCustomer(server.services, id)
    expect(told['经手记录']).toContainEqual({
      时间: '2026-11-23 09:00:00',
      登记时间: '2026-11-23 10:00:00',
      经手人: `${manager.session.name}（${manager.session.staffNo}）`,
      动作: '查看未遮挡的内容',
      结果: '联系方式',
      对象: `客户档案 ${id}`,
    })
    expect(await server.services.store.read(({ audit }) => verifyAuditChain(audit))).toMatchObject({
      ok: true,
    })
  })

  test('is noted once, however often its answer is lost, and under whatever number it comes again', async () => {
    const { id, field } = customer(1)
    const draft = manager.draft('profile', id, look(field))
    const n = manager.nextN
    for (let attempt = 0; attempt < 3; attempt += 1) await manager.pushRaw([{ n, ...draft }])
    manager.nextN += 1
    await manager.push([draft])
    const whats = (await looksAt(id)).map(({ what }) => what)
    expect(whats.filter((what) => what === 'view_unmasked')).toHaveLength(1)
  })

  test('never lies in the future', async () => {
    const { id, field } = customer(2)
    const draft = { ...manager.draft('profile', id, look(field)), at: now + 86_400_000 }
    await manager.pushRaw([{ n: manager.nextN, ...draft }], { sentAt: now })
    manager.nextN += 1
    expect(await looksAt(id)).toMatchObject([{ what: 'view_unmasked', at: now, claimedAt: now }])
  })

  test('of somebody else, of who may not see the record, at what is not masked, and at nothing, is refused', async () => {
    const { id, field } = customer(3)
    const teller = await server.signIn('teller')
    const forged = { ...teller.draft('profile', id, look(field)), author: manager.session.staffId }
    const complaintId = randomUUID()
    const eventId = randomUUID()
    const { branchId, staffId } = lead.session
    const about = { respondentStaffId: manager.session.staffId }
    const data = { ...complaintData(branchId, staffId, eventId, about) }
    await lead.push([lead.draft('complaint', complaintId, { kind: 'create', args: { data } })])
    const pushes: [TestClient, ReturnType<TestClient['draft']>, string][] = [
      [teller, forged, 'foreign-author'],
      [teller, teller.draft('profile', id, look(field)), 'not-allowed'],
      [manager, manager.draft('complaint', complaintId, look('contact')), 'not-allowed'],
      [manager, manager.draft('profile', id, look('goals')), 'invalid-value'],
      [manager, manager.draft('customer', id, look('name')), 'invalid-value'],
      [manager, manager.draft('profile', randomUUID(), look('employer')), 'record-not-found'],
    ]
    for (const [client, draft, reason] of pushes) {
      expect((await client.push([draft])).results).toMatchObject([{ reason }])
    }
    const rows = [...(await looksAt(id)), ...(await looksAt(complaintId))]
    expect(rows.filter(({ what }) => what === 'view_unmasked')).toEqual([])
    // The attempt is a row, like every refusal; and nothing was typed that somebody would have to look at.
    expect(rows.filter(({ code }) => code === 'rejected')).toHaveLength(5)
    expect(await issuesOf(server, manager.session.staffId)).toEqual([])
    expect(await issuesOf(server, teller.session.staffId)).toEqual([])
  })

  test('names an entry by its id alone: a number that was sent in its place is not in the audit', async () => {
    const { id } = customer(4)
    const looks = ['13812345678', 'wang-wei', randomUUID()].map((key) => `contactPoints.${key}`)
    await manager.push(looks.map((field) => manager.draft('profile', id, look(field))))
    const codes = (await looksAt(id)).map(({ code }) => code)
    expect(codes).toEqual(['contactPoints', 'contactPoints', looks[2]])
  })

  test('of a former owner counts: it was before the customer was handed on', async () => {
    const { id, field } = customer(5)
    const other = await server.signIn(server.colleague('rm', 1))
    await handOn(lead, {
      fromId: manager.session.staffId,
      toId: other.session.staffId,
      customerIds: [id],
    })
    const { results } = await manager.push([manager.draft('profile', id, look(field))])
    expect(results).toMatchObject([{ outcome: 'applied' }])
    const found = (await looksAt(id)).filter(({ what }) => what === 'view_unmasked')
    expect(found).toMatchObject([{ staffId: manager.session.staffId, code: field }])
    expect(await issuesOf(server, other.session.staffId)).toEqual([])
  })

  test('at what was typed and not taken is one at its issue', async () => {
    const refused = {
      n: manager.nextN,
      ...manager.draft('profile', randomUUID(), {
        kind: 'create',
        args: { data: { employer: 7 } },
      }),
      schemaVersion,
    }
    await manager.pushRaw([refused])
    manager.nextN += 1
    const [issue] = await issuesOf(server, manager.session.staffId)
    const own = issue?.id ?? ''
    const draft = manager.draft('sync-issue', own, look('employer'))
    expect((await manager.push([draft])).results).toMatchObject([{ outcome: 'applied' }])
    expect(
      (await lead.push([lead.draft('sync-issue', own, look('employer'))])).results,
    ).toMatchObject([{ reason: 'not-allowed' }])
    expect(await looksAt(own)).toMatchObject([
      { what: 'view_unmasked', refType: 'sync-issue', code: 'employer' },
      { what: 'operation', code: 'rejected' },
    ])
  })
})
