import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import { PushResponse } from '#shared/protocol/push-message.ts'
import { RecordBody, type RecordType, recordTypes } from '#shared/protocol/record.ts'
import { WipeKey } from '#shared/protocol/wipe-message.ts'
import { recordData } from '#tests/authorisation/record-data.ts'
import { type JsonSchema, objectLevels, sampleOf, withMembers } from '#tests/support/json-schema.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { routeTable } from './route-table.ts'

let server: TestServer
let lead: TestClient
/** SR3: for what is asked of a device before its body is read. */
let contact: string
/** A record of each type that the lead may change, where there is one. */
const records = new Map<RecordType, string>()
beforeAll(async () => {
  server = await startTestServer({ customers: 20 })
  lead = await server.signIn('lead')
  const wipeKey = WipeKey.parse(await (await lead.post('/api/wipe-key', {})).json())
  contact = `Bearer ${wipeKey.device}.${wipeKey.contact}`
  const { records: pulled } = await lead.pull()
  for (const type of recordTypes) {
    const found = pulled.find((record) => record.type === type)
    if (found !== undefined) records.set(type, found.id)
  }
  for (const type of [
    'handover',
    'complaint',
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
  ] as const) {
    const [id, data] = [randomUUID(), dataOf(type)]
    const { results } = await lead.push([lead.draft(type, id, { kind: 'create', args: { data } })])
    if (results[0]?.outcome !== 'applied') throw new Error(`There is no ${type} to try it on.`)
    records.set(type, id)
  }
  // An operation that is refused makes an issue.
  await lead.push([lead.draft('staff', randomUUID(), { kind: 'archive', args: {} })])
  const issue = (await lead.pull()).records.find(({ type }) => type === 'sync-issue')
  records.set('sync-issue', issue?.id ?? '')
})
afterAll(() => server.close())

function dataOf(type: RecordType): Record<string, unknown> {
  const { staffId, branchId } = lead.session
  const other = server.colleague('rm').id
  const customers = [records.get('customer') ?? '']
  const made = { branch: branchId, customers, person: staffId, other, maker: staffId }
  return recordData[type]({ ...made, newId: randomUUID, variant: 5 })
}

/** Sends what no client of ours would, under the next numbers. */
async function pushForged(operations: readonly object[]): Promise<PushResponse> {
  const { nextN } = lead
  const response = await lead.pushRaw(
    operations.map((operation, index) => ({ ...operation, n: nextN + index })),
  )
  const answer = PushResponse.parse(await response.json())
  lead.nextN = answer.lastN + 1
  return answer
}

/** What the database holds, apart from the issues that tell of refusals. */
async function state(): Promise<string> {
  const all = await server.services.store.read(({ records }) => records.mentioning(''))
  return JSON.stringify(all.filter(({ record }) => record.type !== 'sync-issue'))
}

function fieldsOf(type: RecordType, policy: string): string[] {
  const { policies } = recordTypeDefinitions[type]
  return Object.keys(policies).filter((field) => policies[field] === policy)
}

describe('[SE3] a record', () => {
  test.each(recordTypes)(
    '[SE3] of type %s takes no field of the server from a client, in no kind of operation',
    async (type) => {
      const before = await state()
      const id = records.get(type) ?? randomUUID()
      const stays = { from: null, to: 'x' }
      const operations = fieldsOf(type, 'server').flatMap((field) => [
        lead.draft(type, randomUUID(), {
          kind: 'create',
          args: { data: { ...dataOf(type), [field]: 'x' } },
        }),
        lead.draft(type, id, { kind: 'patch', args: { changes: { [field]: stays } } }),
        lead.draft(type, id, { kind: 'patch', args: { changes: { [`${field}.x`]: stays } } }),
        lead.draft(type, id, { kind: 'edit-text', args: { field, from: '', to: 'x' } }),
        lead.draft(type, id, { kind: 'add', args: { field, items: ['x'] } }),
        lead.draft(type, id, { kind: 'remove', args: { field, items: ['x'] } }),
      ])
      const { results } = await lead.push(operations)
      const taken = results.filter(({ outcome }) => outcome !== 'rejected' && outcome !== 'gone')
      expect(taken).toEqual([])
      expect(await state()).toBe(before)
    },
  )

  test.each(['complaint', 'handover'] as const)(
    '[SE3] of type %s that the lead may write says which field is the server’s',
    async (type) => {
      const owned = fieldsOf(type, 'server')
      expect(owned.length).toBeGreaterThan(0)
      const { results } = await lead.push(
        owned.map((field) => {
          const data = { ...dataOf(type), [field]: 'x' }
          return lead.draft(type, randomUUID(), { kind: 'create', args: { data } })
        }),
      )
      const reason = 'server-owned-field'
      expect(results).toMatchObject(owned.map((field) => ({ reason, details: [field] })))
    },
  )

  test.each(recordTypes.filter((type) => fieldsOf(type, 'fixed').length > 0))(
    '[SE3] of type %s keeps the fields that are given at its creation: owner, branch, author',
    async (type) => {
      const before = await state()
      const id = records.get(type) ?? ''
      const fixed = fieldsOf(type, 'fixed')
      const { results } = await lead.push(
        fixed.map((field) =>
          lead.draft(type, id, {
            kind: 'patch',
            args: { changes: { [field]: { from: null, to: randomUUID() } } },
          }),
        ),
      )
      // The field is named: it is not that the lead may not write the record, or that it is not there.
      const refused = { outcome: 'rejected', reason: 'not-allowed' }
      expect(results).toMatchObject(fixed.map((field) => ({ ...refused, details: [field] })))
      expect(await state()).toBe(before)
    },
  )

  test('[SE3] has no member that a client can name: not who made it, nor when, nor where it lies', async () => {
    const before = await state()
    const id = records.get('customer') ?? ''
    const members = [...Object.keys(RecordBody.shape), 'scope', 'seq', 'tier', 'unknown']
    const patch = { changes: { likes: { from: [], to: ['茶'] } } }
    const known = ['id', 'type', 'schemaVersion']
    const operations = members
      .filter((member) => !known.includes(member))
      .flatMap((member) => {
        const draft = lead.draft('customer', id, { kind: 'patch', args: patch })
        const data = { ...dataOf('customer'), [member]: 1 }
        return [
          { ...draft, id: randomUUID(), [member]: 1 },
          { ...draft, id: randomUUID(), args: { ...patch, [member]: 1 } },
          { ...draft, id: randomUUID(), args: { changes: { [member]: { from: null, to: 1 } } } },
          {
            ...draft,
            id: randomUUID(),
            args: { changes: { likes: { from: [], to: ['茶'], [member]: 1 } } },
          },
          lead.draft('customer', randomUUID(), { kind: 'create', args: { data } }),
        ]
      })
    const { results } = await pushForged(operations)
    const taken = results.filter(({ outcome }) => outcome !== 'rejected')
    expect(taken).toEqual([])
    expect(await state()).toBe(before)
  })

  test('[SE3] takes no unknown member deep inside of what it holds', async () => {
    const before = await state()
    const { staffId } = lead.session
    const event = { id: randomUUID(), kind: 'note', by: staffId, occurredAt: 1, text: '补充。' }
    const append = (more: object) =>
      lead.draft('complaint', records.get('complaint') ?? '', {
        kind: 'append',
        args: { event: { ...event, ...more } },
      })
    const set = (type: RecordType, field: string, to: unknown) =>
      lead.draft(type, records.get(type) ?? '', {
        kind: 'patch',
        args: { changes: { [field]: { from: null, to } } },
      })
    const task = (more: object) =>
      lead.draft('task', randomUUID(), {
        kind: 'create',
        args: { data: { ...dataOf('task'), ...more } },
      })
    const completion = { at: 1, by: staffId, unknown: 1 }
    const { results } = await lead.push([
      append({ no: 7 }),
      append({ recordedAt: 7 }),
      append({ by: server.colleague('rm').id }),
      append({ unknown: 1 }),
      set('customer', 'searchKeys', { full: '', alternatives: [], unknown: 1 }),
      set('profile', 'contactPoints.x', { kind: 'mobile', value: '1', unknown: 1 }),
      task({ ref: { type: 'complaint', id: randomUUID(), unknown: 1 } }),
      task({ completions: { x: completion } }),
      task({ completions: { x: { at: 1, by: server.colleague('rm').id } } }),
    ])
    expect(results.map(({ outcome }) => outcome)).toEqual(results.map(() => 'rejected'))
    expect(await state()).toBe(before)
  })
})

/** The body of each request, as the server describes it. */
async function describedBodies(): Promise<[string, JsonSchema][]> {
  const { paths } = Object(await (await lead.get('/openapi.json')).json())
  return Object.entries<Record<string, object>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, described]) => {
      const content = Object(described).requestBody?.content?.['application/json']?.schema
      const found: [string, JsonSchema][] =
        content === undefined ? [] : [[`${method.toUpperCase()} ${path}`, content]]
      return found
    }),
  )
}

/** Right in its form, so that what is refused is refused for what was added; undefined when there is none. */
async function rightBody(route: string, schema: JsonSchema): Promise<unknown> {
  const line = routeTable[route.replaceAll(/\{(\w+)\}/gu, ':$1')]
  // What is checked beyond the form needs a body that somebody has thought of.
  for (const body of [sampleOf(schema), line?.body?.(lead)]) {
    if (![400, 422].includes(await statusOf(route, body))) return body
  }
  return undefined
}

/** Without a session: nothing can be changed, and the form is looked at first. */
async function statusOf(route: string, body: unknown): Promise<number> {
  const [method = '', address = ''] = route.split(' ')
  const response = await fetch(server.url + address.replace(/\{\w+\}/u, randomUUID()), {
    method,
    headers: { 'content-type': 'application/json', 'x-branchbook': '1', authorization: contact },
    body: JSON.stringify(body),
  })
  await response.arrayBuffer()
  return response.status
}

describe('[SE3] a request', () => {
  test('[SE3] is refused for an unknown member at any level of its body, and for every name that the server knows elsewhere', async () => {
    const bodies = await describedBodies()
    expect(bodies.length).toBeGreaterThan(10)
    const everyName = bodies.flatMap(([, schema]) =>
      objectLevels(schema).flatMap(({ members }) => members),
    )
    const names = new Set([...everyName, ...Object.keys(RecordBody.shape), 'branchId', 'active'])
    const loose: string[] = []
    const taken: string[] = []
    for (const [route, schema] of bodies) {
      const sample = await rightBody(route, schema)
      if (sample === undefined) taken.push(`${route} as it is`)
      for (const { path, members, takes } of objectLevels(schema)) {
        if (takes === 'loose') loose.push(`${route} ${path.join('.')}`)
        if (takes !== 'strict') continue
        const foreign = [...names].filter((name) => !members.includes(name))
        const all = Object.fromEntries(foreign.map((name) => [name, 1]))
        for (const more of [{ unknown: 1 }, all]) {
          const status = await statusOf(route, withMembers(sample, path, more))
          if (status !== 422) taken.push(`${route} ${path.join('.')}: ${status}`)
        }
      }
    }
    expect(taken).toEqual([])
    // PU2: an operation that cannot be read has an outcome of its own, so it is read later (above).
    expect(loose).toEqual(['POST /sync/push operations.0'])
  })
})
