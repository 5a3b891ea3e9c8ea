import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RecordBody } from '#shared/protocol/record.ts'
import { branchScope, orgScope } from '#shared/protocol/scope.ts'
import { createApp } from '#server/app.ts'
import { createLogger } from '#server/request-log.ts'
import { newRecord } from '#server/set-up-branch.ts'
import { readDatabaseAddress } from '#server/store/postgres/database-address.ts'
import { openPostgresStore } from '#server/store/postgres/open-postgres-store.ts'
import { postgresPool } from '#server/store/postgres/postgres-pool.ts'
import type { Store } from '#server/store/store.ts'
import { freePort } from '#tests/support/free-port.ts'
import { queryPostgres, startPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import { storeContract } from './store-contract.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

const staffId = '01900000-0000-7000-8000-000000000001'
const open = (url: string) => openPostgresStore({ url, newId: () => v7() })

storeContract('PostgreSQL', async () => {
  const url = await postgres.freshDatabase()
  let store = await open(url)
  return {
    store,
    reopen: async () => {
      await store.close()
      store = await open(url)
      return store
    },
    dispose: () => store.close(),
  }
})

test('[SE5] who gets no connection in time is answered 503 and comes again, and nothing of it is a failure', async () => {
  const url = await postgres.freshDatabase()
  const store = await openPostgresStore({ url, newId: () => v7(), patienceMs: 2_000 })
  const services = { store, clock: () => 1, newId: () => v7(), randomBytes }
  const { app } = await createApp({ services, logger: createLogger('silent') })
  const hello = () => app.inject({ url: '/api/hello' })
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
  // All of them: more than there are wait behind, and are among those who get none.
  const readers = Array.from({ length: 8 }, () => store.read(() => held))
  const outcomes = Promise.allSettled(readers)
  const refused = await hello()
  expect(refused.statusCode).toBe(503)
  expect(refused.json()).toMatchObject({ type: '/problems/unavailable', status: 503 })
  expect(refused.headers['retry-after']).toBe('5')
  letGo()
  const failed = (await outcomes).filter(({ status }) => status === 'rejected')
  expect(failed).toHaveLength(4)
  expect((await hello()).statusCode).toBe(200)
  await app.close()
  await store.close()
})

test('four processes that start on one empty database at the same time make it once', async () => {
  const url = await postgres.freshDatabase()
  const stores = await Promise.all([open(url), open(url), open(url), open(url)])
  const metas = await Promise.all(stores.map((store) => store.read(({ meta }) => meta.get())))
  expect(new Set(metas.map(({ serverId }) => serverId)).size).toBe(1)
  expect(new Set(metas.map(({ serverEpoch }) => serverEpoch)).size).toBe(1)
  for (const store of stores) await store.close()
})

test('[SE6] the database itself refuses to change, remove or empty the audit rows', async () => {
  const url = await postgres.freshDatabase()
  const store = await open(url)
  await store.write(1, async ({ audit }) => audit.add({ at: 1, what: 'sign-in' }))
  await store.close()
  const attempt = (text: string) => queryPostgres(url, text)
  await expect(attempt(`update audit set what = 'nothing'`)).rejects.toThrow('never changed')
  await expect(attempt('delete from audit')).rejects.toThrow('never deleted')
  await expect(attempt('truncate audit')).rejects.toThrow('never deleted')
})

test('[SE9] a commit waits for the disk, although the database is set not to', async () => {
  const url = await postgres.freshDatabase()
  await queryPostgres(
    url,
    `alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`,
  )
  const pool = postgresPool(readDatabaseAddress(url), { size: 1, writes: true })
  const { rows } = await sql`show synchronous_commit`.execute(pool)
  expect(rows).toEqual([{ synchronous_commit: 'on' }])
  await pool.destroy()
})

test('[SC3] a number above 2^53 is an error and is not rounded', async () => {
  const pool = postgresPool(readDatabaseAddress(await postgres.freshDatabase()), {
    size: 1,
    writes: false,
  })
  const select = (text: string) => sql.raw(`select ${text}::bigint as value`).execute(pool)
  expect((await select('9007199254740991')).rows).toEqual([{ value: 9_007_199_254_740_991 }])
  await expect(select('9007199254740993')).rejects.toThrow('above 2^53')
  await pool.destroy()
})

test('[PU2] the character 0, which PostgreSQL does not have, finds nothing and breaks nothing', async () => {
  const store = await open(await postgres.freshDatabase())
  expect(await store.read(({ staff }) => staff.byStaffNo('1\u00001'))).toBeUndefined()
  const record = newRecord('task', randomUUID(), { title: 'a\u0000b' }, { at: 1, staffId })
  await store.write(1, async ({ branches, records }) => {
    await branches.add({ id: 'b', name: '网\u0000点', code: 'B01' })
    expect(await records.get('task', 'no\u0000id')).toBeUndefined()
    await records.put(record, orgScope)
  })
  expect((await store.read(({ branches }) => branches.byId('b')))?.name).toBe('网\uFFFD点')
  // In the JSON of a record it is written as six characters, and comes back as it was.
  const stored = await store.read(({ records }) => records.get('task', record.id))
  expect(stored?.record).toEqual(record)
  await store.close()
})

describe('[PL5] several processes', () => {
  test('[PL5] each hears what the others moved, its own once, and nothing of what failed', async () => {
    const url = await postgres.freshDatabase()
    const [here, there] = [await open(url), await open(url)]
    const [atHere, atThere] = [heardBy(here), heardBy(there)]
    const scopes = Array.from({ length: 150 }, () => branchScope(randomUUID())).toSorted()
    const failing = here.write(1, async ({ records }) => {
      await records.put(task(), orgScope)
      throw new Error('broken')
    })
    await expect(failing).rejects.toThrow('broken')
    await here.write(2, async ({ records }) => {
      for (const scope of scopes) await records.put(task(), scope)
    })
    await until(() => atThere().length === scopes.length)
    expect(atThere().toSorted()).toEqual(scopes)
    expect(atHere()).toEqual(scopes)
    await here.close()
    await there.close()
  })

  test('[PL5] a message that a process cannot read counts as a move of everything, and ends nothing', async () => {
    const url = await postgres.freshDatabase()
    const store = await open(url)
    const scope = branchScope(randomUUID())
    await store.write(1, ({ records }) => records.put(task(), scope))
    for (const message of ['of another version', '{"scopes":7}']) {
      const heard = heardBy(store)
      await queryPostgres(url, `select pg_notify('branchbook_moved', $1)`, [message])
      await until(() => heard().includes(scope))
      expect(heard()).toEqual([scope])
    }
    await store.close()
  })

  test('[PL5] after its connection broke a process hears that everything may have moved, and reads and writes on', async () => {
    const url = await postgres.freshDatabase()
    const [here, there] = [await open(url), await open(url)]
    const [first, second] = [branchScope(randomUUID()), branchScope(randomUUID())]
    await here.write(1, ({ records }) => records.put(task(), first))
    const snapshot = await there.snapshot()
    await snapshot.meta.get()
    const heard = heardBy(there)
    expect(await postgres.breakConnections(url)).toBeGreaterThan(3)
    await until(() => heard().includes(first))
    // A pull that was under way breaks off, and is asked for again by the device.
    await expect(snapshot.meta.get()).rejects.toThrow(/connection|terminat/i)
    await snapshot.close().catch(() => undefined)
    await here.write(2, ({ records }) => records.put(task(), second))
    await until(() => heard().includes(second))
    expect(await there.read(({ records }) => records.ofScope(second))).toHaveLength(1)
    await here.close()
    await there.close()
  })
})

describe('a database that cannot be used', () => {
  test('is named with the reason, and the password is not', async () => {
    const url = await postgres.freshDatabase()
    const change = (how: (changed: URL) => void) => {
      const changed = new URL(url)
      how(changed)
      return changed.href
    }
    const port = await freePort()
    const cases: [string, RegExp][] = [
      [change((changed) => (changed.password = 'hunter2')), /user or password is wrong/],
      [change((changed) => (changed.pathname = '/nowhere')), /nowhere at .*no such database/],
      [change((changed) => (changed.port = String(port))), /nothing listens there/],
      ['mysql://user:hunter2@localhost/branchbook', /must look like postgresql:/],
      ['postgresql://user:hunter2@localhost', /must look like postgresql:/],
      ['hunter2', /must look like postgresql:/],
    ]
    for (const [address, reason] of cases) {
      const error = await open(address).then(
        () => undefined,
        (error: unknown) => error,
      )
      const said = error instanceof Error ? error.message : ''
      expect(said).toMatch(reason)
      expect(said).not.toContain('hunter2')
      expect(said).not.toContain(new URL(url).password)
    }
  })

  test('with another encoding is refused before anything is made in it', async () => {
    const url = await postgres.freshDatabase()
    const name = 'latin'
    await queryPostgres(
      url,
      `create database ${name} encoding 'SQL_ASCII' locale 'C' template template0`,
    )
    const address = new URL(url)
    address.pathname = `/${name}`
    await expect(open(address.href)).rejects.toThrow('names need UTF8')
    expect(
      await queryPostgres(address.href, `select 1 from pg_class where relname = 'meta'`),
    ).toEqual([])
  })
})

function task(): RecordBody {
  return newRecord('task', randomUUID(), { title: '回电话' }, { at: 1, staffId })
}

/** Every scope that this store was told of, in the order of the telling. */
function heardBy(store: Store): () => string[] {
  const heard: string[] = []
  store.onMoved((scopes) => heard.push(...scopes))
  return () => heard
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}
