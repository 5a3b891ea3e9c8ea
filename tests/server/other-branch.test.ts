import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#shared/domain/role.ts'
import type { Change } from '#shared/protocol/operation.ts'
import { type RecordType, recordTypes } from '#shared/protocol/record.ts'
import { addBranch, addColleague } from '#server/set-up-branch.ts'
import { recordData } from '#tests/authorisation/record-data.ts'
import { openDirectSession } from '#tests/support/direct-session.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { auditOf } from './request-checks.ts'
import { routeTable } from './route-table.ts'

/** Every id of the other branch that somebody here could have been told. */
interface Foreign {
  branch: string
  staff: string
  devices: string
  passkeys: string
  records: Map<RecordType, string>
  /** A card that was archived. */
  archived: string
}

let server: TestServer
let foreign: Foreign
const ours = new Map<Role, TestClient>()
beforeAll(async () => {
  server = await startTestServer({ customers: 20 })
  foreign = await addOtherBranch()
  for (const role of ['rm', 'teller', 'lead', 'admin'] as const) {
    ours.set(role, await server.signIn(role))
  }
})
afterAll(() => server.close())

function client(role: Role): TestClient {
  const found = ours.get(role)
  if (found === undefined) throw new Error(`Nobody signed in as ${role}.`)
  return found
}

/** A second branch with a lead, who has one record of each type. */
async function addOtherBranch(): Promise<Foreign> {
  const { store, clock } = server.services
  const [branch, staff, other, passkey] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const now = clock()
  const by = { at: now, staffId: staff }
  await store.write(now, async (transaction) => {
    const { passwordHash } =
      (await transaction.staff.byStaffNo(server.colleague('lead').staffNo)) ?? {}
    await addBranch(transaction, { id: branch, name: '别的网点', code: 'B99' }, by)
    for (const [id, role] of [
      [staff, 'lead'],
      [other, 'rm'],
    ] as const) {
      const account = {
        id,
        staffNo: `b-${role}`,
        name: '外人',
        role,
        branchId: branch,
        active: true,
      }
      await addColleague(transaction, account, passwordHash ?? '', by)
    }
    await transaction.passkeys.add({
      id: passkey,
      staffId: staff,
      credential: 'x',
      userHandle: 'x',
      publicKey: 'x',
      counter: 0,
      transports: [],
      synced: false,
      name: '钥匙',
      createdAt: now,
      lastUsedAt: null,
    })
  })
  const { device } = await openDirectSession(server.services, staff)
  const account =
    (await store.read((reader) => reader.staff.byId(staff))) ?? server.colleague('lead')
  const lead = await server.signIn(account)
  const records = new Map<RecordType, string>([['staff', staff]])
  const customer = randomUUID()
  for (const type of [
    'customer',
    'profile',
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
    'template',
    'complaint',
    'handover',
  ] as const) {
    const id = type === 'customer' || type === 'profile' ? customer : randomUUID()
    const named = { branch, customers: [customer], person: staff, other, maker: staff }
    const data = recordData[type]({ ...named, newId: randomUUID, variant: 5 })
    const { results } = await lead.push([lead.draft(type, id, { kind: 'create', args: { data } })])
    if (results[0]?.outcome !== 'applied') throw new Error(`${type}: ${JSON.stringify(results)}`)
    records.set(type, id)
  }
  const archived = randomUUID()
  const named = { branch, customers: [archived], person: staff, other, maker: staff }
  const data = recordData.customer({ ...named, newId: randomUUID, variant: 5 })
  await lead.push([
    lead.draft('customer', archived, { kind: 'create', args: { data } }),
    lead.draft('customer', archived, { kind: 'archive', args: {} }),
  ])
  await lead.push([lead.draft('staff', randomUUID(), { kind: 'archive', args: {} })])
  const issue = (await lead.pull()).records.find(({ type }) => type === 'sync-issue')
  records.set('sync-issue', issue?.id ?? '')
  return { branch, staff, devices: device, passkeys: passkey, records, archived }
}

/** What an answer says, whatever ids and times are in it. */
function withoutIds(value: unknown): unknown {
  const text = JSON.stringify(value)
  return JSON.parse(
    text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gu, 'id').replaceAll(/\d{13}/gu, '0'),
  )
}

const changes: Change[] = [
  { kind: 'patch', args: { changes: { likes: { from: [], to: ['茶'] } } } },
  { kind: 'edit-text', args: { field: 'note', from: '', to: '一句话。' } },
  { kind: 'add', args: { field: 'likes', items: ['茶'] } },
  { kind: 'remove', args: { field: 'likes', items: ['茶'] } },
  { kind: 'append', args: { event: { id: randomUUID(), kind: 'accepted' } } },
  { kind: 'complete', args: { completionId: 'x' } },
  { kind: 'reopen', args: { completionId: 'x' } },
  { kind: 'accept', args: {} },
  { kind: 'return', args: { reason: '不合适。' } },
  { kind: 'archive', args: {} },
  { kind: 'restore', args: {} },
]

describe('[SC5] what lies in another branch is answered like what is nowhere', () => {
  test.each(['rm', 'teller', 'lead', 'admin'] as const)(
    '[SC5] by operations of a %s: outcome, issue and audit',
    async (role) => {
      const by = client(role)
      for (const [type, id] of foreign.records) {
        const told = changes.map((change) => by.draft(type, id, change))
        const guessed = changes.map((change) => by.draft(type, randomUUID(), change))
        expect(await saidOf(by, told)).toEqual(await saidOf(by, guessed))
      }
    },
  )

  test.each(['rm', 'lead'] as const)(
    '[SC5] by what a %s would hang on a customer there',
    async (role) => {
      const by = client(role)
      const { staffId, branchId } = by.session
      const hang = (customer: string) =>
        (
          [
            'profile',
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
          ] as const
        ).map((type) => {
          const named = { branch: branchId, customers: [customer], maker: staffId }
          const people = { person: staffId, other: staffId, newId: randomUUID, variant: 5 }
          const data = recordData[type]({ ...named, ...people })
          const id = type === 'profile' ? customer : randomUUID()
          return by.draft(type, id, { kind: 'create', args: { data } })
        })
      const customer = foreign.records.get('customer') ?? ''
      // A profile has the id of its customer: that id is in use, and nobody makes it twice.
      const [told, guessed] = [hang(customer).slice(1), hang(randomUUID()).slice(1)]
      const said = await saidOf(by, told)
      expect(said).toEqual(await saidOf(by, guessed))
      expect(said).toMatchObject({ results: told.map(() => ({ reason: 'record-not-found' })) })
    },
  )

  test('[SC2] by a pull that asks for its scopes and rows, and by a wait', async () => {
    for (const role of ['rm', 'lead', 'admin'] as const) {
      const by = client(role)
      const { cursor } = (await by.pull()).checkpoint
      const answers = []
      for (const [branch, staff] of [
        [foreign.branch, foreign.staff],
        [randomUUID(), randomUUID()],
      ]) {
        const scopes = [
          `branch:${branch}`,
          `complaints:${branch}`,
          `portfolio:${staff}`,
          `staff:${staff}`,
        ]
        const rows = recordTypes.map((type): [string, string] => [
          type,
          foreign.records.get(type) ?? '',
        ])
        const held = by.session.scopes.map((scope) => ({ scope, rows }))
        const fetch = [...scopes.map((scope) => ({ scope, rows })), ...held]
        const pulled = await by.pull(cursor, { compare: scopes, fetch })
        const after = Object.fromEntries(scopes.map((scope) => [scope, 3]))
        const { device } = by
        const waited = await by.post('/sync/live', { device, after, waitMs: 0 })
        answers.push(withoutIds([pulled, await waited.json()]))
        expect(pulled.records).toEqual([])
      }
      expect(answers[0]).toEqual(answers[1])
    }
  })

  test('[SC5] by every address that takes an id: status, body and audit', async () => {
    // Administrators keep the whole organisation; for them there is no other branch.
    const withId = Object.keys(routeTable).filter(
      (route) => route.includes(':') && !route.includes(' /admin/'),
    )
    expect(withId.length).toBeGreaterThan(3)
    for (const role of ['rm', 'lead', 'admin'] as const) {
      for (const route of withId) {
        const told = await answerTo(route, client(role), idFor(route))
        expect({ route, ...told }).toEqual({
          route,
          ...(await answerTo(route, client(role), randomUUID())),
        })
      }
    }
  })

  test('[ME8][SC5] who is named to merge into and is of another branch is answered like nobody', async () => {
    const by = client('lead')
    const own = (await by.pull()).records.find(({ type }) => type === 'customer')?.id ?? ''
    const merge = (to: string) => {
      const changes = { mergedInto: { from: null, to } }
      return by.draft('customer', own, { kind: 'patch', args: { changes } })
    }
    const nobody = await saidOf(by, [merge(randomUUID())])
    expect(JSON.stringify(nobody)).toContain('record-not-found')
    // Archived or not: that, too, is nobody's to know here.
    for (const id of [foreign.records.get('customer'), foreign.archived]) {
      expect(await saidOf(by, [merge(id ?? '')])).toEqual(nobody)
    }
  })
})

async function saidOf(by: TestClient, drafts: ReturnType<TestClient['draft']>[]) {
  const { results } = await by.push(drafts)
  const audit = await auditOf(server, drafts)
  const ids = new Set(drafts.map(({ id }) => id))
  const issues = (await by.pull()).records
    .filter(({ type, data }) => type === 'sync-issue' && ids.has(Object(data['operation']).id))
    .map(({ data: { operation, ...data } }) => ({ ...data, kind: Object(operation).kind }))
    .toSorted((left, right) => (left.kind < right.kind ? -1 : 1))
  return withoutIds({ results: results.map((result) => ({ ...result, n: 0 })), audit, issues })
}

/** The id of the other branch that an address is about; a new kind of address has to say which. */
function idFor(route: string): string {
  const [, kind = ''] = /\/(\w+)\/:/u.exec(route) ?? []
  const found = { devices: foreign.devices, passkeys: foreign.passkeys }[kind]
  if (found === undefined) throw new Error(`Say which id of another branch ${route} could be told.`)
  return found
}

async function answerTo(route: string, by: TestClient, id: string) {
  const { store } = server.services
  const rows = () => store.read(({ audit }) => audit.after(0, 100_000))
  const before = (await rows()).length
  const [method = '', address = ''] = route.split(' ')
  const response = await fetch(server.url + address.replace(/:\w+/u, id), {
    method,
    headers: { 'content-type': 'application/json', 'x-branchbook': '1', cookie: by.cookie },
    body: JSON.stringify(routeTable[route]?.body?.(by) ?? {}),
  })
  const audit = (await rows()).slice(before).map(({ row: { what, code } }) => ({ what, code }))
  return { status: response.status, body: withoutIds(await response.text()), audit }
}
