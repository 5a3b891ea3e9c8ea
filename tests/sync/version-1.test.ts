/**
 * I10: clients and servers of version 1 beside those of today. `tests/fixtures/v1` was recorded between the client and the
 * server of the last commit of version 1 (76777d8): every kind of operation on every record type, the answers, and what
 * was pulled then. What a device of version 1 left on disk is in `tests/vault/schema-upgrade.test.ts`.
 */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { patch } from '#replica/replica.ts'
import { OperationResult } from '#shared/protocol/outcome.ts'
import { PushResponse } from '#shared/protocol/push-message.ts'
import { RecordBody, recordTypes } from '#shared/protocol/record.ts'
import { schemaVersion } from '#shared/protocol/version.ts'
import { startRecordedServer } from '#tests/support/recorded-server.ts'
import type { TestClient } from '#tests/support/test-client.ts'
import { startTestServer, type TestServer } from '#tests/support/test-server.ts'
import { newBranchDevice } from './branch-device.ts'

const Operation = z.looseObject({
  n: z.number(),
  id: z.string(),
  recordType: z.string(),
  recordId: z.string(),
  at: z.number(),
  schemaVersion: z.literal(1),
})
const Pushes = z.object({
  people: z.object({ rm: z.string(), lead: z.string(), branch: z.string() }),
  pushes: z.array(
    z.object({
      by: z.enum(['rm', 'lead']),
      operations: z.array(Operation),
      results: z.array(OperationResult),
    }),
  ),
})
const Answers = z.object({
  hello: z.looseObject({ serverId: z.string() }),
  session: z.looseObject({ staffNo: z.string() }),
})

const read = (name: string): Promise<string> =>
  readFile(new URL(`../fixtures/v1/${name}`, import.meta.url), 'utf8')

describe('a client of version 1 with the server of today', () => {
  let server: TestServer
  let clients: { rm: TestClient; lead: TestClient }
  beforeAll(async () => {
    server = await startTestServer()
    clients = { rm: await server.signIn('rm'), lead: await server.signIn('lead') }
  })
  afterAll(() => server.close())

  /** The recorded text with the people of this server in it. */
  function here(text: string, { people }: z.infer<typeof Pushes>): string {
    const { rm, lead } = clients
    return text
      .replaceAll(people.rm, rm.session.staffId)
      .replaceAll(people.lead, lead.session.staffId)
      .replaceAll(people.branch, rm.session.branchId)
  }

  test('[I10][PU4] each of its operations has the outcome that it had then, and no field of any record is lost', async () => {
    const text = await read('pushes.json')
    const recorded = Pushes.parse(JSON.parse(text))
    const { pushes } = Pushes.parse(JSON.parse(here(text, recorded)))
    const made = new Set<string>()
    for (const { by, operations, results } of pushes) {
      const client = clients[by]
      // An issue has an id that its author is part of, so it has another one here.
      const sent = operations.filter(({ recordType }) => recordType !== 'sync-issue')
      const sentAt = Math.max(0, ...sent.map(({ at }) => at))
      const response = await client.pushRaw(sent, { sentAt })
      const answer = PushResponse.parse(await response.json())
      client.nextN = answer.lastN + 1
      expect(answer.results).toEqual(results.slice(0, sent.length))
      for (const { recordType, recordId } of sent) made.add(`${recordType} ${recordId}`)
    }
    const then = pulledRecords(here(await read('pull.ndjson'), recorded))
    const now = new Map((await clients.rm.pull()).records.map((record) => [keyOf(record), record]))
    const compared = then.filter((record) => made.has(keyOf(record)))
    expect(new Set(compared.map(({ type }) => type)).size).toBe(6)
    for (const record of compared) {
      const present = now.get(keyOf(record))
      expect(timeless(present?.data)).toEqual(timeless(record.data))
      expect(timeless(present?.history)).toEqual(timeless(record.history))
      expect(present?.archivedAt === undefined).toBe(record.archivedAt === undefined)
    }
    expect(problemsIn([...now.values()])).toEqual(problemsIn(then))
  })

  test('[I10] an edit of version 1 beside one of today keeps both, and does not make the record older', async () => {
    const { rm } = clients
    const { records } = await rm.pull()
    const task = records.find(({ type, data }) => type === 'task' && data['status'] === 'todo')
    if (task === undefined) throw new Error('There is a task.')
    const change = (field: string, to: string) =>
      rm.draft('task', task.id, {
        kind: 'patch',
        args: { changes: { [field]: { from: task.data[field] ?? null, to } } },
      })
    const results = await rm.push([
      change('dueTime', '16:30'),
      { ...change('status', 'doing'), schemaVersion: 1 },
    ])
    expect(results.results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied'])
    const after = (await rm.pull()).records.find(({ id }) => id === task.id)
    expect(after?.data).toMatchObject({ dueTime: '16:30', status: 'doing' })
    expect(after?.schemaVersion).toBe(schemaVersion)
  })
})

describe('the device of today with a server of version 1', () => {
  test('[I10][PL4] shows everything that was pulled then, asks for nothing that server does not know, and goes on typing', async () => {
    // This device has sent nothing yet.
    const pull = (await read('pull.ndjson')).replace(/"lastN":\d+/u, '"lastN":0')
    const answers = Answers.parse(JSON.parse(await read('server.json')))
    const server = await startRecordedServer({
      ...answers,
      pull,
      push: ({ operations }) => ({
        lastN: operations.at(-1)?.n ?? 0,
        results: operations.map(({ n }) => ({ n, outcome: 'deferred', reason: 'newer-schema' })),
        serverTime: Date.now(),
      }),
    })
    try {
      const { staffNo } = answers.session
      const device = await newBranchDevice(server.url, { staffNo, password: 'recorded 记下的' })
      await device.sync()
      const { replica } = device
      const then = pulledRecords(pull)
      expect(then.length).toBeGreaterThan(30)
      const celebrated = new Set<string>()
      for (const record of then) {
        const type = recordTypes.find((known) => known === record.type)
        if (type === undefined) throw new Error(`No type ${record.type}.`)
        const { celebrate, customerId } = record.data
        const shown = { ...replica.get(type, record.id)?.data, celebrate }
        expect(shown).toEqual({ ...record.data, celebrate })
        // Invariant 4: where that version celebrated two birthdays of one customer, one of them counts.
        if (celebrate === true) celebrated.add(String(customerId))
      }
      expect(celebrated.size).toBeGreaterThan(3)
      const dates = replica.all('important-date').filter(({ data }) => data.celebrate)
      expect(dates.map(({ data }) => data.customerId).toSorted()).toEqual(
        [...celebrated].toSorted(),
      )
      expect(replica.unreadable()).toEqual([])
      // The checksums of version 1 agree, so there is nothing to repair.
      expect(server.pulls).toHaveLength(1)
      const reopened = await device.reopen()
      await reopened.replica.whenLoaded()
      const [card] = reopened.replica.all('customer')
      if (card === undefined) throw new Error('There is a customer.')
      await reopened.replica.commit([
        patch('customer', card.id, card.data, { salutation: '新的称呼' }),
      ])
      expect(reopened.replica.get('customer', card.id)?.data.salutation).toBe('新的称呼')
    } finally {
      await server.close()
    }
  })
})

function pulledRecords(text: string): RecordBody[] {
  const lines = text
    .split('\n')
    .slice(0, -1)
    .map((line): unknown => JSON.parse(line))
  const Page = z.object({ records: z.array(z.tuple([z.number(), z.unknown()])) })
  return lines.flatMap((line) => {
    const page = Page.safeParse(line)
    return page.success ? page.data.records.map(([, body]) => RecordBody.parse(body)) : []
  })
}

/** What went wrong, by the sync issues that tell of it. */
function problemsIn(records: readonly RecordBody[]): string[] {
  const issues = records.filter(({ type }) => type === 'sync-issue')
  const problems = issues.map(
    ({ data }) => `${String(data['outcome'])} ${String(data['recordId'])}`,
  )
  return problems.toSorted((one, other) => one.localeCompare(other))
}

function keyOf({ type, id }: { type: string; id: string }): string {
  return `${type} ${id}`
}

/** Instants and numbers of complaints are another server's. */
function timeless(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null), (key, member: unknown) => {
    if (key === 'number') return 'number'
    return typeof member === 'number' && member > 1e12 ? 'instant' : member
  })
}
