/** Another client, written from docs/sync.md alone: of ours it uses nothing but the way to start a server. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ServerProcess, startServerProcess } from '#tests/support/server-process.ts'

interface Body {
  type: string
  id: string
  data: Record<string, unknown>
}
interface Page {
  kind: 'page'
  scope: string
  tier: number
  through: number
  records: [number, Body][]
  outs?: [number, string, string][]
}
interface Checkpoint {
  kind: 'checkpoint'
  cursor: object
  lastN: number
  scopes: Record<string, { count: number; checksum: number }>
}
interface Answer {
  status: number
  type?: string
  lastN?: number
  results?: { n: number; outcome: string; reason?: string }[]
}

const parse: (text: string) => object = JSON.parse
const parseLine: (text: string) => { kind: 'start' } | Page | Checkpoint = JSON.parse

/** One device: what it holds by scope, its outbox, and how far it has pulled. */
function createClient(url: string) {
  const [device, epoch] = [randomUUID(), randomUUID()]
  const held = new Map<string, Map<string, { seq: number; body: Body }>>()
  let cookie = ''
  let staffId = ''
  let lastN = 0
  let outbox: { n: number }[] = []
  let cursor: object | null = null

  const post = (path: string, body: object) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-branchbook': '1', cookie },
      body: JSON.stringify({ device, epoch, ...body }),
    })

  async function signIn(staffNo: string, password: string): Promise<void> {
    const answer = await post('/api/sign-in', { staffNo, password })
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    staffId = String(new Map(Object.entries(parse(await answer.text()))).get('staffId'))
  }

  function change(recordType: string, recordId: string, kind: string, args: object): void {
    lastN += 1
    const stamp = { id: randomUUID(), author: staffId, at: Date.now(), schemaVersion: 1 }
    const operation = { n: lastN, ...stamp, recordType, recordId, kind, args }
    outbox.push(operation)
  }

  async function push(operations: object[] = outbox): Promise<Answer> {
    const answer = await post('/sync/push', { sentAt: Date.now(), operations })
    return { ...parse(await answer.text()), status: answer.status }
  }

  /** Takes in what is new; answers the scopes whose rows here are not those of the server. */
  async function pull(): Promise<string[]> {
    const report = { lastLocalN: lastN, unsyncedCount: outbox.length, oldestUnsyncedAt: null }
    const answer = await post('/sync/pull', { cursor, ...report })
    const lines = (await answer.text()).split('\n').slice(0, -1).map(parseLine)
    for (const line of lines) if (line.kind === 'page') take(line)
    const end = lines.at(-1)
    if (end?.kind !== 'checkpoint') throw new Error('The pull broke off.')
    for (const scope of held.keys()) if (!(scope in end.scopes)) held.delete(scope)
    outbox = outbox.filter(({ n }) => n > end.lastN)
    cursor = end.cursor
    return Object.keys(end.scopes).filter((scope) => {
      const rows = [...(held.get(scope) ?? new Map<string, never>()).values()]
      const { count, checksum } = end.scopes[scope] ?? {}
      return rows.length !== count || checksumOf(rows) !== checksum
    })
  }

  function take({ scope, records, outs = [] }: Page): void {
    const rows = held.get(scope) ?? new Map<string, { seq: number; body: Body }>()
    held.set(scope, rows)
    for (const [seq, body] of records) rows.set(`${body.type}|${body.id}`, { seq, body })
    for (const [seq, type, id] of outs) {
      if ((rows.get(`${type}|${id}`)?.seq ?? Infinity) < seq) rows.delete(`${type}|${id}`)
    }
  }

  function all(type: string): Body[] {
    const rows = [...held.values()].flatMap((scope) => [...scope.values()])
    return rows.map(({ body }) => body).filter((body) => body.type === type)
  }

  const me = () => staffId
  const waiting = () => outbox.length
  return { signIn, change, push, pull, all, me, waiting, scopes: () => [...held.keys()] }
}

/** docs/sync.md, “The checksum”: FNV-1a of `type|id|seq`, mixed, summed modulo 2³². */
function checksumOf(rows: { seq: number; body: Body }[]): number {
  let sum = 0
  for (const { seq, body } of rows) {
    let hash = 2166136261
    for (const byte of Buffer.from(`${body.type}|${body.id}|${seq}`)) {
      hash = Math.imul(hash ^ byte, 16777619)
    }
    hash = Math.imul(hash ^ (hash >>> 16), 2246822507)
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909)
    sum = (sum + (hash ^ (hash >>> 16))) >>> 0
  }
  return sum
}

let server: ServerProcess
beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: 'demo password 1' })
})
afterAll(() => server.dispose())

async function signedIn(staffNo: string) {
  const client = createClient(server.url)
  await client.signIn(staffNo, 'demo password 1')
  return client
}

const task = (assigneeId: string) => ({
  data: {
    title: '给客户回电话',
    kind: 'call',
    assigneeId,
    dueOn: '2026-11-30',
    priority: 'normal',
    status: 'todo',
    completions: {},
    origin: 'manual',
  },
})

test('[PL3] another client pulls all that its person may see, and every checksum is that of its own rows', async () => {
  const manager = await signedIn('1001')
  expect(await manager.pull()).toEqual([])
  expect(manager.all('customer').length).toBeGreaterThanOrEqual(20)
  expect(manager.all('profile').length).toBeGreaterThan(0)
  const lobby = await signedIn('2001')
  expect(await lobby.pull()).toEqual([])
  expect(lobby.all('profile')).toEqual([])
})

test('[PU1][OP1] what it pushes is applied in order, answered the same again, and confirmed by the checkpoint', async () => {
  const client = await signedIn('1002')
  const id = randomUUID()
  client.change('task', id, 'create', task(client.me()))
  client.change('task', id, 'patch', { changes: { priority: { from: 'normal', to: 'high' } } })
  client.change('task', id, 'complete', { completionId: randomUUID(), result: '已约下周见面' })
  const first = await client.push()
  expect(first.results?.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'applied'])
  const again = await client.push()
  expect({ lastN: again.lastN, results: again.results }).toEqual({
    lastN: 3,
    results: first.results,
  })
  expect(client.waiting()).toBe(3)
  expect(await client.pull()).toEqual([])
  expect(client.waiting()).toBe(0)
  const mine = client.all('task').find((body) => body.id === id)
  expect(mine?.data).toMatchObject({ title: '给客户回电话', priority: 'high' })
})

test('[PU1] a gap runs nothing, another operation under a known number is 409', async () => {
  const client = await signedIn('1003')
  client.change('task', randomUUID(), 'create', task(client.me()))
  expect(await client.push([{ n: 2 }])).toMatchObject({ status: 200, lastN: 0, results: [] })
  await client.push()
  const other = await client.push([{ n: 1, id: randomUUID() }])
  expect(other).toMatchObject({ status: 409, type: '/problems/operation-changed' })
})

test('[ME3][OP4] a value that somebody else changed first stays, and both values come back in a sync issue', async () => {
  const [here, there] = [await signedIn('1004'), await signedIn('1004')]
  const id = randomUUID()
  here.change('task', id, 'create', task(here.me()))
  here.change('task', id, 'patch', { changes: { dueOn: { from: '2026-11-30', to: '2026-12-02' } } })
  await here.push()
  there.change('task', id, 'patch', {
    changes: { dueOn: { from: '2026-11-30', to: '2026-12-05' } },
  })
  const { results } = await there.push()
  expect(results?.[0]).toMatchObject({ outcome: 'conflict', reason: 'same-field-changed' })
  expect(await there.pull()).toEqual([])
  const issue = there.all('sync-issue').find(({ data }) => data['recordId'] === id)
  expect(issue?.data['fields']).toMatchObject([
    { field: 'dueOn', base: '2026-11-30', mine: '2026-12-05', theirs: '2026-12-02' },
  ])
})
