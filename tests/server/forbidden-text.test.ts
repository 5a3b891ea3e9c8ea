import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { maskCharacter } from '#shared/domain/forbidden-text.ts'
import { SyncIssue } from '#shared/domain/sync-issue.ts'
import { recordTypeDefinitions } from '#shared/domain/record-types.ts'
import type { MergePolicy } from '#shared/protocol/merge-policy.ts'
import type { Change, OperationDraft } from '#shared/protocol/operation.ts'
import { PushResponse } from '#shared/protocol/push-message.ts'
import { type RecordType, recordTypes } from '#shared/protocol/record.ts'
import { schemaVersion } from '#shared/protocol/version.ts'
import { recordData } from '#tests/authorisation/record-data.ts'
import { freeTexts, valueAt } from '#tests/support/schema-places.ts'
import { inServerDatabase } from '#tests/support/server-database.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { complaintData, taskData } from './record-data.ts'

const card = '4111111111111111'
const spaced = '卡号 ４１１１-1111 1111 1111'
/** The server alone writes them. */
const ofServer: RecordType[] = ['branch', 'staff', 'rule-table', 'sync-issue', 'loss-report']

let server: TestServer
let manager: TestClient
let customerId: string
beforeAll(async () => {
  server = await startTestServer({ customers: 30 })
  manager = await server.signIn('rm')
  const { records } = await manager.pull()
  const own = records.find(
    ({ type, data }) => type === 'customer' && data['ownerId'] === manager.session.staffId,
  )
  customerId = own?.id ?? ''
})
afterAll(() => server.close())

const patch = (field: string, to: unknown): Change => ({
  kind: 'patch',
  args: { changes: { [field]: { from: null, to } } },
})

test('[SE7] a card number is refused in every text of every record, whatever client sent it, and its digits are kept nowhere', async () => {
  const { staffId, branchId } = manager.session
  const eventId = randomUUID()
  const taskId = randomUUID()
  await manager.push([
    manager.draft('task', taskId, { kind: 'create', args: { data: { ...taskData(staffId) } } }),
  ])
  const complaint = complaintData(branchId, staffId, eventId)
  const other = server.colleague('rm', 1)
  const changes: [RecordType, string, Change, string][] = [
    ['customer', customerId, patch('pinnedNote', spaced), 'pinnedNote'],
    ['customer', customerId, patch('salutation', card), 'salutation'],
    ['customer', customerId, { kind: 'add', args: { field: 'likes', items: [card] } }, 'likes'],
    ['customer', customerId, patch('name', `王${card}`), 'name'],
    ['profile', customerId, patch('family', `密码：123456`), 'family'],
    [
      'profile',
      customerId,
      patch(`contactPoints.${randomUUID()}`, { kind: 'wechat', value: card }),
      'contactPoints',
    ],
    [
      'profile',
      customerId,
      patch(`contactPoints.${card}`, { kind: 'wechat', value: 'wx' }),
      'contactPoints',
    ],
    [
      'interaction',
      randomUUID(),
      {
        kind: 'create',
        args: {
          data: {
            customerIds: [customerId],
            authorId: staffId,
            at: 1,
            channel: 'phone',
            direction: 'out',
            purpose: [],
            text: spaced,
          },
        },
      },
      'text',
    ],
    [
      'important-date',
      randomUUID(),
      { kind: 'create', args: { data: { customerId, note: spaced } } },
      'note',
    ],
    ['task', taskId, { kind: 'edit-text', args: { field: 'note', from: '', to: spaced } }, 'note'],
    ['task', taskId, patch('title', spaced), 'title'],
    ['task', taskId, { kind: 'complete', args: { completionId: card } }, 'completions'],
    [
      'task',
      taskId,
      { kind: 'complete', args: { completionId: randomUUID(), result: spaced } },
      'completions',
    ],
    [
      'complaint',
      randomUUID(),
      { kind: 'create', args: { data: { ...complaint, matter: spaced } } },
      'matter',
    ],
    [
      'complaint',
      randomUUID(),
      {
        kind: 'append',
        args: {
          event: { id: randomUUID(), kind: 'note', by: staffId, occurredAt: 1, text: spaced },
        },
      },
      'events',
    ],
    [
      'handover',
      randomUUID(),
      {
        kind: 'create',
        args: {
          data: { branchId, fromId: staffId, toId: other.id, reason: 'balance', note: spaced },
        },
      },
      'note',
    ],
    ['handover', randomUUID(), { kind: 'return', args: { reason: spaced } }, 'returnReason'],
  ]
  const drafts = changes.map(([type, id, change]) => manager.draft(type, id, change))
  const { results } = await manager.push(drafts)
  const said = results.map(({ outcome, reason, details }) => ({ outcome, reason, details }))
  expect(said).toEqual(
    changes.map(([, , , field]) => ({
      outcome: 'rejected',
      reason: 'invalid-value',
      details: [field, field === 'family' ? 'looks-like-secret' : 'looks-like-card'],
    })),
  )
  expect(keptDigits()).toEqual([])

  // OP4: the author is told, with all that was typed but those digits.
  const { records } = await manager.pull()
  const issues = records
    .filter(({ type }) => type === 'sync-issue')
    .map(({ data }) => SyncIssue.parse(data))
  expect(issues).toHaveLength(changes.length)
  const texts = JSON.stringify(issues)
  expect(texts).toContain(`卡号 ${maskCharacter.repeat(4)}-${maskCharacter.repeat(4)} `)
  expect(texts).not.toContain(card)
})

/** What the schema of each type says that somebody can write, so that no field of a later day is forgotten. */
describe.each(recordTypes.filter((type) => !ofServer.includes(type)))(
  '[SE7] in a %s a card number is refused',
  (type) => {
    const places = freeTexts(type).filter(({ path: [field = ''] }) => {
      return recordTypeDefinitions[type].policies[field] !== 'server'
    })

    test('in every text that it can hold, when it is made', async () => {
      const drafts = places.map(({ path }) => {
        const [field = ''] = path
        const data = { ...dataOf(type), [field]: valueAt(path, spaced, randomUUID()) }
        return manager.draft(type, randomUUID(), { kind: 'create', args: { data } })
      })
      expect(await refusals(drafts)).toEqual(places.map(({ path: [field] }) => field))
    })

    test('in every text that can be changed, by the kind of change that it takes', async () => {
      const id = type === 'customer' || type === 'profile' ? customerId : randomUUID()
      const changes = places.flatMap(({ path }) => {
        const [field = ''] = path
        const change = changeOf(recordTypeDefinitions[type].policies[field], path)
        return change === undefined ? [] : [[field, manager.draft(type, id, change)] as const]
      })
      const fields = changes.map(([field]) => field)
      expect(await refusals(changes.map(([, draft]) => draft))).toEqual(fields)
    })
  },
)

function dataOf(type: RecordType): Record<string, unknown> {
  const { staffId, branchId } = manager.session
  const person = { person: staffId, other: staffId, maker: staffId }
  const named = { branch: branchId, customers: [customerId], newId: randomUUID, variant: 1 }
  return recordData[type]({ ...named, ...person })
}

/** A change that would bring the digits to this place; undefined where nothing is ever changed. */
function changeOf(policy: MergePolicy | undefined, path: readonly string[]): Change | undefined {
  const [field = ''] = path
  const value = valueAt(path, spaced, randomUUID())
  switch (policy) {
    case 'text':
      return { kind: 'edit-text', args: { field, from: '', to: spaced } }
    case 'set':
      return { kind: 'add', args: { field, items: [spaced] } }
    case 'keyed-ask':
      return patch(`${field}.${randomUUID()}`, entryOf(value))
    case 'event-log':
      return { kind: 'append', args: { event: { ...event(), ...Object(entryOf(value)) } } }
    case 'completions':
      return { kind: 'complete', args: { completionId: randomUUID(), result: spaced } }
    case 'latest':
    case 'ask':
      return patch(field, value)
    default:
      return undefined
  }
}

function entryOf(map: unknown): unknown {
  return Object.values(Object(map))[0]
}

function event() {
  return { id: randomUUID(), kind: 'note', by: manager.session.staffId, occurredAt: 1 }
}

/** The fields that the answers name, all of them refused for a card number; none of its digits is kept. */
async function refusals(drafts: readonly OperationDraft[]): Promise<unknown[]> {
  const { results } = await manager.push(drafts)
  for (const result of results) {
    const [, kind] = result.details ?? []
    expect(result).toMatchObject({ outcome: 'rejected', reason: 'invalid-value' })
    expect(kind).toBe('looks-like-card')
  }
  expect(keptDigits()).toEqual([])
  return results.map(({ details = [] }) => details[0])
}

test('[SE7] nor is it kept of what waits, of what cannot be read, or under names that somebody made up', async () => {
  const teller = await server.signIn('teller')
  const { staffId } = teller.session
  const create = teller.draft('task', randomUUID(), {
    kind: 'create',
    args: { data: { ...taskData(staffId), note: spaced } },
  })
  const missing = teller.draft('task', randomUUID(), {
    kind: 'edit-text',
    args: { field: 'note', from: spaced, to: '' },
  })
  const operations = [
    { n: 1, ...create, schemaVersion: schemaVersion + 1 },
    { n: 2, ...create, id: randomUUID(), schemaVersion: -9 },
    { n: 3, ...missing },
    { n: 4, ...create, id: card, [card]: card },
    {
      n: 5,
      ...create,
      id: randomUUID(),
      recordType: card,
      args: { data: { [card]: Number(card) } },
    },
    { n: 6, ...missing, id: randomUUID(), args: { field: card, from: '', to: '' } },
    {
      n: 7,
      ...create,
      id: randomUUID(),
      args: { data: { ...taskData(staffId), [`a${card}`]: 'a field' } },
    },
  ]
  const response = await teller.pushRaw(operations)
  const { results } = PushResponse.parse(await response.json())
  expect(results.map(({ outcome }) => outcome)).toEqual([
    'deferred',
    'quarantined',
    'gone',
    ...Array.from({ length: 4 }, () => 'rejected'),
  ])
  expect(JSON.stringify(results)).not.toContain(card)
  const stale = await teller.pushRaw([{ n: 8, ...create, id: randomUUID() }], {
    epoch: randomUUID(),
  })
  expect(stale.status).toBe(409)
  expect(keptDigits()).toEqual([])
})

test('[SE7] [PU1] sent again it gets the same answer, and a record that holds one from before can be rid of it', async () => {
  const { staffId } = manager.session
  const id = randomUUID()
  const refused = manager.draft('task', id, {
    kind: 'create',
    args: { data: { ...taskData(staffId), note: spaced } },
  })
  const n = manager.nextN
  await manager.push([refused])
  const again = PushResponse.parse(await (await manager.pushRaw([{ n, ...refused }])).json())
  expect(again.results).toMatchObject([{ n, outcome: 'rejected' }])

  await manager.push([
    manager.draft('task', id, {
      kind: 'create',
      args: { data: { ...taskData(staffId), note: '旧的' } },
    }),
  ])
  // As an older server would have kept it.
  inServerDatabase(server.folder, (database) =>
    database
      .prepare(`update records set body = replace(body, '旧的', ?) where id = ?`)
      .run(`旧的${card}`, id),
  )
  const { results } = await manager.push([
    manager.draft('task', id, {
      kind: 'edit-text',
      args: { field: 'note', from: `旧的${card}`, to: '旧的' },
    }),
  ])
  expect(results).toMatchObject([{ outcome: 'applied' }])
})

/** Tables in which the card number stands, however it is written; indexes and other lists hold nothing else. */
function keptDigits(): string[] {
  return inServerDatabase(server.folder, (database) => {
    const tables = database.prepare(`select name from sqlite_master where type = 'table'`).all()
    return tables
      .map(({ name }) => String(name))
      .filter((name) => {
        const rows = JSON.stringify(database.prepare(`select * from ${name}`).all())
        const digits = rows.normalize('NFKC').replace(/[ -]/gu, '')
        return digits.includes(card) || digits.includes('密码:123456')
      })
  })
}
