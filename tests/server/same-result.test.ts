import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Grants } from '#shared/domain/grants.ts'
import type { PushRequest } from '#shared/protocol/push-message.ts'
import { schemaVersion } from '#shared/protocol/version.ts'
import { acceptPush } from '#server/accept-push.ts'
import { grantsOfAccount } from '#server/account-grants.ts'
import { fillWithDemo } from '#server/demo/fill-with-demo.ts'
import { openStore } from '#server/store/open-store.ts'
import type { StaffAccount } from '#server/store/staff-table.ts'
import type { Store } from '#server/store/store.ts'
import { queryPostgres, startPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import { complaintData, taskData } from './record-data.ts'

/** Everything that operations change. Sessions and passwords hold chance. */
const tables = {
  branches: 'id',
  scopes: 'scope',
  records: 'type, id',
  outs: 'scope, type, id',
  devices: 'device',
  results: 'device, epoch, n',
  quarantine: 'device, epoch, n, reason',
  numbers: 'series',
  audit: 'no',
}
type Dump = Record<string, unknown[]>

let postgres: TestPostgres
let folder: string
beforeAll(async () => {
  postgres = await startPostgres()
  folder = await mkdtemp(join(tmpdir(), 'branchbook-same-'))
})
afterAll(async () => {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
})

test('[I9] the same pushes leave the same rows in every table, in SQLite and in PostgreSQL', async () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9))
  console.log(`seed ${seed}`)
  const databaseUrl = await postgres.freshDatabase()
  const onSqlite = await answersOf({ folder }, seed)
  const onPostgres = await answersOf({ databaseUrl }, seed)
  expect(onPostgres).toEqual(onSqlite)
  expect(new Set(onSqlite.map(({ outcome }) => outcome)).size).toBeGreaterThan(3)
  const [inSqlite, inPostgres] = [dumpSqlite(), await dumpPostgres(databaseUrl)]
  expect(inSqlite['records']?.length).toBeGreaterThan(100)
  for (const table of Object.keys(tables)) expect(inPostgres[table]).toEqual(inSqlite[table])
})

/** Fills a demonstration and pushes 60 times from four devices; answers every outcome. */
async function answersOf(place: { folder: string } | { databaseUrl: string }, seed: number) {
  const chance = randomFrom(seed)
  const newId = idsFrom(chance)
  const store = await openStore(place, randomUUID)
  let now = Date.UTC(2026, 10, 21)
  const services = {
    store,
    clock: () => now,
    newId,
    randomBytes: (length: number) => new Uint8Array(length),
  }
  await fillWithDemo(services, {
    seed: 'same',
    today: '2026-11-21',
    customers: 20,
    password: 'a password',
  })
  const devices = await addDevices(store, newId, now)
  const known: { type: string; id: string; data: Record<string, unknown> }[] = []
  const answers: { outcome: string }[] = []
  for (let round = 0; round < 60; round += 1) {
    now += 1000
    const from = pick(chance, devices)
    const operations = Array.from({ length: 1 + Math.floor(chance() * 4) }, () =>
      draft(chance, newId, from.account, known, now),
    ).map((draft, index) => ({ n: from.lastN + 1 + index, ...draft }))
    const request = { device: from.device, epoch: from.epoch, sentAt: now, operations }
    // Every tenth comes twice, as after a lost answer.
    for (let time = 0; time < (round % 10 === 0 ? 2 : 1); time += 1) {
      const results = await push(store, from, request, now)
      answers.push(...results)
    }
    from.lastN += operations.length
  }
  await store.close()
  return answers
}

interface Device {
  account: StaffAccount
  grants: Grants
  device: string
  epoch: string
  lastN: number
}

async function addDevices(store: Store, newId: () => string, at: number): Promise<Device[]> {
  const staff = await store.read(({ staff }) => staff.all())
  const devices: Device[] = []
  for (const account of staff.slice(0, 4)) {
    const [device, epoch] = [newId(), newId()]
    const grants = await store.write(at, async (transaction) => {
      await transaction.devices.add({ device, staffId: account.id, epoch, lastN: 0, seenAt: at })
      return grantsOfAccount(account, transaction.staff)
    })
    devices.push({ account, grants, device, epoch, lastN: 0 })
  }
  return devices
}

async function push(store: Store, from: Device, request: PushRequest, at: number) {
  const { account, grants, device } = from
  const session = { account, grants, device, tokenHash: '' }
  const answer = await store.write(at, (transaction) =>
    acceptPush(transaction, session, request, {
      receivedAt: at,
      onBug: (error) => {
        throw error
      },
    }),
  )
  if (!answer.ok) throw new Error('The push was refused.')
  return answer.response.results
}

/** A create, a change of something known with a right or a wrong `from`, or what cannot be read. */
function draft(
  chance: () => number,
  newId: () => string,
  { id: author, branchId }: StaffAccount,
  known: { type: string; id: string; data: Record<string, unknown> }[],
  at: number,
): Record<string, unknown> {
  const head = { id: newId(), at: at - Math.floor(chance() * 5000), schemaVersion, author }
  const make = (recordType: string, data: object) => {
    const recordId = newId()
    known.push({ type: recordType, id: recordId, data: { ...data } })
    return { ...head, recordType, recordId, kind: 'create', args: { data } }
  }
  const kind = chance()
  if (kind < 0.25 || known.length === 0) return make('task', taskData(author))
  if (kind < 0.4) return make('complaint', complaintData(branchId, author, newId()))
  if (kind < 0.45) return { ...head, recordType: 'task', recordId: 'no id', kind: 'create' }
  if (kind < 0.5) return { ...head, schemaVersion: schemaVersion + 1, kind: 'from-the-future' }
  const { type, id, data } = pick(chance, known)
  const field = type === 'task' ? 'title' : 'matter'
  const to = `${String(data[field])}。再加一句${Math.floor(chance() * 1000)}𠮷`
  const from = chance() < 0.7 ? data[field] : '另一个值'
  if (from === data[field]) data[field] = to
  return {
    ...head,
    recordType: type,
    recordId: id,
    kind: 'patch',
    args: { changes: { [field]: { from, to } } },
  }
}

function dumpSqlite(): Dump {
  const database = new DatabaseSync(join(folder, 'branchbook.sqlite'), { readOnly: true })
  const rows = (table: string, order: string) =>
    database.prepare(`select * from ${table} order by ${order}`).all()
  const dump = Object.fromEntries(
    Object.entries(tables).map(([table, order]) => [table, rows(table, order).map(plain)]),
  )
  database.close()
  return dump
}

async function dumpPostgres(url: string): Promise<Dump> {
  const dump: Dump = {}
  for (const [table, order] of Object.entries(tables)) {
    const rows = await queryPostgres(url, `select * from ${table} order by ${order}`)
    dump[table] = rows.map(plain)
  }
  return dump
}

/** Numbers as text on both sides: PostgreSQL hands out `int8` so. */
function plain(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]),
  )
}

function pick<Value>(chance: () => number, values: readonly Value[]): Value {
  const value = values[Math.floor(chance() * values.length)]
  if (value === undefined) throw new Error('Nothing to pick.')
  return value
}

/** mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** UUIDs of version 7 that only the chance decides. */
function idsFrom(chance: () => number): () => string {
  const digits = (length: number) =>
    Array.from({ length }, () => Math.floor(chance() * 16).toString(16)).join('')
  return () => `01980000-${digits(4)}-7${digits(3)}-8${digits(3)}-${digits(12)}`
}
