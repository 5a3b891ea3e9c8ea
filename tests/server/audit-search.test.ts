import { randomUUID } from 'node:crypto'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { randomInteger, randomItem, seededRandom } from '#shared/domain/seeded-random.ts'
import { AuditSearchResponse, AuditState } from '#shared/protocol/audit-message.ts'
import type { AuditRow } from '#server/audit-chain.ts'
import type { AuditQuery } from '#server/store/audit-search.ts'
import { type DataPlace, openStore } from '#server/store/open-store.ts'
import type { Store } from '#server/store/store.ts'
import { startPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { problemOf } from './request-checks.ts'

const folder = temporaryFolder('audit-search')
let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterAll(async () => {
  await postgres.stop()
  folder.remove()
})

const places: Record<string, () => Promise<DataPlace>> = {
  SQLite: async () => ({ folder: folder.path }),
  PostgreSQL: async () => ({ databaseUrl: await postgres.freshDatabase() }),
}

describe.each(Object.entries(places))('finding rows of the audit in %s', (_name, placeOf) => {
  const seed = process.env['SEED'] ?? String(Date.now())
  const random = seededRandom(seed)
  const people = Array.from({ length: 4 }, () => randomUUID())
  const devices = Array.from({ length: 6 }, () => randomUUID())
  const records = Array.from({ length: 10 }, () => randomUUID())
  const whats = [
    'operation',
    'operation',
    'operation',
    'sign-in',
    'sign-in-refused',
    'staff-changed',
  ]
  const ownerOf = (device: (typeof devices)[number]) =>
    people[devices.indexOf(device) % people.length] ?? ''
  const rows: (AuditRow & { no: number })[] = []
  let store: Store

  beforeAll(async () => {
    console.log(`seed ${seed}`)
    store = await openStore(await placeOf(), () => v7())
    for (let batch = 0; batch < 6; batch += 1) {
      await store.write(1, async ({ audit }) => {
        for (let index = 0; index < 50; index += 1) {
          const device = randomItem(random, devices)
          const isRefused = random() < 0.1
          const row: AuditRow = {
            // Clocks of several processes: not quite in the order of the numbers, and the same more than once.
            at: batch * 100 + randomInteger(random, 0, 120),
            what: isRefused ? 'sign-in-refused' : randomItem(random, whats),
            staffId: isRefused ? null : ownerOf(device),
            device: random() < 0.9 ? device : null,
            refId: random() < 0.8 ? randomItem(random, [...records, ...people, ...devices]) : null,
          }
          audit.add(row)
          rows.push({ ...row, no: rows.length + 1 })
        }
      })
    }
  })
  afterAll(() => store.close())

  /** Everything that is asked for, said in another way than the database is asked. */
  function expected({ staffId, device, record, events, from, until }: AuditQuery): number[] {
    const isBy = (row: AuditRow) =>
      device === undefined && record === undefined
        ? row.staffId === staffId || row.refId === staffId
        : row.staffId === staffId
    const isOn = (row: AuditRow) =>
      record === undefined ? row.device === device || row.refId === device : row.device === device
    return rows
      .filter(
        (row) =>
          (staffId === undefined || isBy(row)) &&
          (device === undefined || isOn(row)) &&
          (record === undefined || row.refId === record) &&
          (events === undefined || events.includes(row.what)) &&
          (from === undefined || row.at >= from) &&
          (until === undefined || row.at < until),
      )
      .toSorted((one, other) => other.at - one.at || other.no - one.no)
      .map(({ no }) => no)
  }

  test('[SE6] every search finds exactly what it asks for, the newest first, page after page', async () => {
    let found = 0
    for (let time = 0; time < 120; time += 1) {
      const maybe = <Value>(value: Value): Value | undefined =>
        random() < 0.35 ? value : undefined
      const device = maybe(randomItem(random, devices))
      const query = {
        staffId: maybe(randomItem(random, people)),
        device,
        deviceOwner: device === undefined ? undefined : ownerOf(device),
        record: maybe(randomItem(random, records)),
        events: maybe(
          randomItem(random, [['operation'], ['sign-in', 'sign-in-refused'], ['staff-changed']]),
        ),
        from: maybe(randomInteger(random, 0, 700)),
        until: maybe(randomInteger(random, 0, 700)),
      }
      const given = Object.fromEntries(
        Object.entries(query).filter(([, value]) => value !== undefined),
      )
      const most = randomInteger(random, 1, 40)
      const numbers: number[] = []
      for (;;) {
        const last = rows[(numbers.at(-1) ?? 0) - 1]
        const after = last && { at: last.at, no: last.no }
        const page = await store.read(({ auditSearch }) => auditSearch.find(given, { after, most }))
        numbers.push(...page.map(({ no }) => no))
        if (page.length < most) break
      }
      expect({ given, numbers }).toEqual({ given, numbers: expected(given) })
      found += numbers.length
    }
    expect(found).toBeGreaterThan(500)
  }, 60_000)
})

describe('[SE6] an administrator looks into the audit', () => {
  let server: TestServer
  let admin: TestClient
  beforeAll(async () => {
    server = await startTestServer({ customers: 20 })
    admin = await server.signIn('admin')
  })
  afterAll(() => server.close())

  async function search(filter: object, more: object = {}): Promise<AuditSearchResponse> {
    const response = await admin.post('/admin/audit/search', { filter, most: 50, ...more })
    expect(response.status).toBe(200)
    return AuditSearchResponse.parse(await response.json())
  }

  test('[SE6] what a colleague did and what was done to the account is found with names, and the search is a row itself', async () => {
    const who = server.colleague('rm')
    await server.signIn(who)
    await admin.patch(`/admin/staff/${who.id}`, { name: '欧阳知秋' })
    const { items } = await search({ staffId: who.id })
    expect(items[0]).toMatchObject({ what: 'staff-changed', about: { name: '欧阳知秋' } })
    expect(items[1]).toMatchObject({ what: 'sign-in', by: { staffNo: who.staffNo } })
    const { items: noted } = await search({ group: 'console' })
    expect(noted[0]).toMatchObject({
      what: 'audit-searched',
      by: { id: admin.session.staffId },
      about: { id: who.id },
      device: admin.device,
    })
  })

  test('[SC5][SE8] nobody else searches, exports or looks at the state, and nothing is asked for in an address', async () => {
    const lead = await server.signIn('lead')
    const body = { filter: {}, most: 10 }
    for (const response of [
      await lead.post('/admin/audit/search', body),
      await lead.post('/admin/audit/export', { filter: {} }),
      await lead.post('/admin/audit/verify', {}),
      await lead.get('/admin/audit/state'),
    ]) {
      expect(await problemOf(response)).toMatchObject({ type: '/problems/not-allowed' })
    }
    expect((await admin.get('/admin/audit/search?staffId=1')).status).toBe(404)
    for (const wrong of [
      { filter: { name: '王' }, most: 10 },
      { filter: { record: 'no id' }, most: 10 },
      { filter: {}, most: 100_000 },
    ]) {
      expect((await admin.post('/admin/audit/search', wrong)).status).toBe(422)
    }
  })

  test('[SE6] an export says who took it and when, is no formula to a spreadsheet, and leaves a row', async () => {
    const who = server.colleague('teller')
    await admin.patch(`/admin/staff/${who.id}`, { name: '=HYPERLINK("a")' })
    const response = await admin.post('/admin/audit/export', { filter: { staffId: who.id } })
    expect(response.headers.get('content-type')).toContain('text/csv')
    const [watermark = '', head = '', ...lines] = (await response.text()).split('\r\n')
    expect(watermark).toMatch(new RegExp(`导出人 ${admin.session.name} 9001；导出时间 20\\d\\d-`))
    expect(head).toBe('序号,时间,事件,操作人,工号,设备,对象,对象编号,涉及同事,结果,发生时间')
    expect(lines[0]).toContain('修改同事')
    expect(lines[0]).toContain(`"'=HYPERLINK(""a"") ${who.staffNo}"`)
    const { items } = await search({ group: 'console' })
    expect(items[0]).toMatchObject({ what: 'audit-exported', about: { id: who.id } })
  })

  test('[SE6] the chain is looked through beside everything else, and how it was found stays known', async () => {
    const state = async () => AuditState.parse(await (await admin.get('/admin/audit/state')).json())
    expect(await state()).toMatchObject({ verified: null })
    expect((await admin.post('/admin/audit/verify', {})).status).toBe(202)
    await expect.poll(async () => (await state()).verified).toMatchObject({ whole: true })
    const { rows, verified } = await state()
    expect(verified?.row).toBeGreaterThan(rows - 5)
  })
})
