import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noSearchKeys } from '#shared/domain/search-keys.ts'
import type { RecordType } from '#shared/protocol/record.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'

/** What a day at the counter brings; none of it may stand in a log, an event or an address. */
const planted = {
  customer: '欧阳夜莺',
  alias: '夜莺老师',
  phone: '13987650123',
  note: '谈到女儿出国留学的紫藤计划',
  complaint: '对琥珀理财赎回到账慢不满意',
  colleague: '慕容青岚',
  password: '杜鹃啼血映山红88',
  typo: '杜鹃啼血映山红89',
  staffNo: 'QL7741',
  branch: '听雨轩网点',
}

let server: ServerProcess
beforeAll(async () => {
  server = await startServerProcess({ environment: { LOG_LEVEL: 'trace' } })
}, 60_000)
afterAll(() => server.dispose())

test('[SE8] a whole day of work leaves no name, number or text in the logs, the events and the addresses', async () => {
  const [, code = ''] = /set-up code: (\S+)/.exec(server.output()) ?? []
  const { branch: branchName, colleague: name, staffNo, password } = planted
  const setup = { branchName, name: '甲管理员', staffNo: '9001', password, code }
  const admin = createTestClient(server.url)
  await admin.post('/api/setup', { ...setup, code: 'wrong-code' })
  expect((await admin.post('/api/setup', setup)).status).toBe(204)
  await admin.signIn('9001', password)
  const added = await (await admin.post('/admin/staff', { name, staffNo, role: 'lead' })).json()

  // 08:30: a typo, then in; the live stream and the long poll are open all day.
  const client = createTestClient(server.url)
  expect((await client.signIn(staffNo, planted.typo)).status).toBe(401)
  await client.signIn(staffNo, added.password)
  await client.post('/api/password', { current: planted.typo, next: password })
  await client.post('/api/password', { current: added.password, next: password })
  await client.signIn(staffNo, password)
  const events = await listen(client)
  await client.pull()

  // The day: records of several kinds, some of them refused, and a body that is broken in the middle of a name.
  const { results } = await client.push(workOf(client))
  const outcomes = ['applied', 'applied', 'rejected', 'rejected']
  expect(results.map(({ outcome }) => outcome)).toEqual(outcomes)
  await client.pushRaw([{ n: 99, note: planted.note }])
  await client.post('/sync/push', { device: client.device, [planted.customer]: planted.phone })
  const headers = { 'content-type': 'application/json', 'x-branchbook': '1', cookie: client.cookie }
  const broken = `{"device":"${planted.customer}`
  await fetch(`${server.url}/sync/push`, { method: 'POST', headers, body: broken })
  await client.get(`/api/devices?name=${encodeURIComponent(planted.customer)}`)
  await client.get(`/customers/${encodeURIComponent(planted.customer)}`)
  await client.get(`/api/${encodeURIComponent(planted.phone)}`)
  await client.patch(`/admin/staff/${added.staff.id}`, { name: planted.colleague })
  await admin.patch(`/admin/staff/${added.staff.id}`, { name: planted.colleague, role: 'rm' })
  const waited = { device: client.device, after: null }
  const polled = await (await client.post('/sync/live', waited)).text()
  await client.pull()
  await admin.patch(`/admin/staff/${added.staff.id}`, { active: false })
  await events.over

  const logged = server.output()
  expect(logged.split('"answered"').length).toBeGreaterThan(15)
  const leaks = Object.entries(planted).flatMap(([what, text]) =>
    [text, encodeURIComponent(text)].flatMap((form) => [
      ...(logged.includes(form) ? [`log: ${what}`] : []),
      ...(events.text().includes(form) ? [`events: ${what}`] : []),
      ...(polled.includes(form) ? [`poll: ${what}`] : []),
    ]),
  )
  expect(leaks).toEqual([])
  expect(events.text()).toContain('event: moved')
  // Whoever looks for a fault finds who and which device, as ids.
  expect(logged).toContain(client.session.staffId)
}, 60_000)

function workOf(client: TestClient) {
  const { staffId, branchId } = client.session
  const customer = randomUUID()
  const create = (type: RecordType, id: string, data: object) =>
    client.draft(type, id, { kind: 'create', args: { data: { ...data } } })
  return [
    create('customer', customer, {
      branchId,
      ownerId: staffId,
      coOwnerIds: [],
      name: planted.customer,
      aliases: [planted.alias],
      searchKeys: noSearchKeys,
      tier: 'mass',
      tierBasis: [],
      stage: 'new',
      phoneTail: planted.phone.slice(-4),
      likes: [],
      taboos: [],
      specialCare: [],
      doNotContact: 'none',
    }),
    create('task', randomUUID(), {
      title: planted.note,
      kind: 'call',
      customerId: customer,
      assigneeId: staffId,
      dueOn: '2026-05-20',
      priority: 'normal',
      status: 'todo',
      completions: {},
      origin: 'manual',
    }),
    // Refused: not a record of ours, and one that names a member nobody knows.
    create('complaint', randomUUID(), { matter: planted.complaint }),
    create('interaction', randomUUID(), { text: planted.note, unknown: planted.customer }),
  ]
}

/** Everything that the live stream says until it is over. */
async function listen(client: TestClient) {
  const answer = await client.get('/sync/live')
  let text = ''
  const over = (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of answer.body ?? []) text += decoder.decode(chunk)
  })()
  return { over, text: () => text }
}
