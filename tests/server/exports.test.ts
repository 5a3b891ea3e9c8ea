import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AuditRow, verifyAuditChain } from '#server/audit-chain.ts'
import { AuditSearchResponse } from '#shared/protocol/audit-message.ts'
import { mostMaskedExports } from '#shared/protocol/export-message.ts'
import { startPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { keepTestDataIn } from '#tests/support/test-store.ts'

const now = Date.UTC(2026, 10, 23, 2)
const anHour = 3_600_000

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

let server: TestServer
let manager: TestClient
let lead: TestClient

const made = (more: object = {}) => ({
  id: randomUUID(),
  at: now - anHour,
  format: 'csv',
  customers: 12,
  ...more,
})

const tell = (by: TestClient, exports: readonly unknown[], sentAt: unknown = now) =>
  by.post('/api/exports/masked', { sentAt, exports })

async function noted(): Promise<AuditRow[]> {
  const rows = await server.services.store.read(({ audit }) => audit.after(0, 100_000))
  return rows.map(({ row }) => row).filter(({ what }) => what === 'customers-exported-masked')
}

const rowsOf = async (id: string) => (await noted()).filter((row) => row.operationId === id)

describe.each(['SQLite', 'PostgreSQL'])('[SE7] exports that were masked, on %s', (database) => {
  beforeAll(async () => {
    if (database === 'PostgreSQL') {
      keepTestDataIn(async () => ({ databaseUrl: await postgres.freshDatabase() }))
    }
    server = await startTestServer({ customers: 1, clock: () => now })
    manager = await server.signIn('rm')
    lead = await server.signIn('lead')
  }, 60_000)
  afterAll(async () => {
    await server.close()
  })

  test('are one row each: who, from which device, when by its corrected clock, how many and in which format', async () => {
    const one = made()
    const other = made({ format: 'vcard', customers: 3, at: now - 2 * anHour })
    // The clock of the device is five minutes behind.
    const off = 300_000
    const exports = [one, other].map((each) => ({ ...each, at: each.at - off }))
    expect((await tell(manager, exports, now - off)).status).toBe(204)
    expect(await rowsOf(one.id)).toEqual([
      {
        at: now,
        claimedAt: now - anHour,
        what: 'customers-exported-masked',
        staffId: manager.session.staffId,
        device: manager.device,
        refType: null,
        refId: null,
        operationId: one.id,
        code: 'customers=12 csv',
      },
    ])
    expect(await rowsOf(other.id)).toMatchObject([
      { code: 'customers=3 vcard', claimedAt: now - 2 * anHour },
    ])
    expect(await server.services.store.read(({ audit }) => verifyAuditChain(audit))).toMatchObject({
      ok: true,
    })
  })

  test('are one row however often and however simultaneously they are told, beside what is new', async () => {
    const one = made()
    const again = await Promise.all([1, 2, 3].map(() => tell(manager, [one, one])))
    expect(again.map(({ status }) => status)).toEqual([204, 204, 204])
    const next = made()
    expect((await tell(manager, [one, next])).status).toBe(204)
    expect(await rowsOf(one.id)).toHaveLength(1)
    expect(await rowsOf(next.id)).toHaveLength(1)
  })

  test('of one colleague are not kept out by another who tells the same id first', async () => {
    const one = made()
    await tell(lead, [one])
    await tell(manager, [one])
    const by = (await rowsOf(one.id)).map(({ staffId }) => staffId)
    expect(by).toEqual([lead.session.staffId, manager.session.staffId])
  })

  test('never lie in the future, nor before all time', async () => {
    const [late, early] = [made({ at: now + anHour }), made({ at: -Number.MAX_VALUE })]
    await tell(manager, [late, early])
    expect(await rowsOf(late.id)).toMatchObject([{ claimedAt: now }])
    expect(await rowsOf(early.id)).toMatchObject([{ claimedAt: 0 }])
  })

  test('are refused whole where one is malformed or says more than numbers, with a document that repeats nothing', async () => {
    const before = (await noted()).length
    const wrong = [
      { id: '慕容青禾' },
      { format: 'pdf' },
      { customers: 0 },
      { customers: 1.5 },
      { customers: 1_000_001 },
      { at: '2026-11-23' },
      { name: '慕容青禾' },
    ]
    const many = Array.from({ length: mostMaskedExports + 1 }, () => made())
    const answers = await Promise.all([
      ...wrong.map((each) => tell(manager, [made(), made(each)])),
      tell(manager, []),
      tell(manager, many),
      tell(manager, [made()], 'now'),
      manager.post('/api/exports/masked', made()),
    ])
    for (const answer of answers) {
      expect(answer.status).toBe(422)
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      expect(await answer.text()).not.toContain('慕容')
    }
    expect(await noted()).toHaveLength(before)
    expect((await tell(manager, many.slice(1))).status).toBe(204)
  })

  test('[SC5] are told by who may export alone', async () => {
    const one = made()
    for (const role of ['lobby', 'teller', 'consumer_protection', 'admin'] as const) {
      const answer = await tell(await server.signIn(role), [one])
      expect(answer.status).toBe(403)
      expect(await answer.json()).toMatchObject({ type: '/problems/not-allowed' })
    }
    expect(await rowsOf(one.id)).toEqual([])
  })

  test('[SE6] are found among what concerns customers, by an administrator, with the time at which they were made', async () => {
    const admin = await server.signIn('admin')
    const filter = { group: 'privacy', staffId: manager.session.staffId }
    const answer = await admin.post('/admin/audit/search', { filter, most: 200 })
    const { items } = AuditSearchResponse.parse(await answer.json())
    expect(items).toContainEqual(
      expect.objectContaining({
        what: 'customers-exported-masked',
        at: now,
        claimedAt: now - anHour,
        code: 'customers=12 csv',
      }),
    )
    const table = await (await admin.post('/admin/audit/export', { filter })).text()
    expect(table).toMatch(/导出客户（已遮住）.*customers=12 csv,2026-11-23 09:00:00/u)
  })
})
