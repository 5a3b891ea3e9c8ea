import { randomUUID } from 'node:crypto'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RecordBody } from '#shared/protocol/record.ts'
import { orgScope } from '#shared/protocol/scope.ts'
import { verifyAuditChain } from '#server/audit-chain.ts'
import { newRecord } from '#server/set-up-branch.ts'
import { openSqliteStore } from '#server/store/sqlite/open-sqlite-store.ts'
import type { Store, Transaction } from '#server/store/store.ts'
import { storeContract } from './store-contract.ts'

storeContract('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'branchbook-store-'))
  const openStore = () => openSqliteStore({ folder, newId: () => v7() })
  let store = await openStore()
  return {
    store,
    reopen: async () => {
      await store.close()
      store = await openStore()
      return store
    },
    dispose: async () => {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
})

test('[SE9] the database is in WAL mode, and a damaged file is refused at start', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'branchbook-store-'))
  const file = join(folder, 'branchbook.sqlite')
  const store = await openSqliteStore({ folder, newId: () => v7() })
  const database = new DatabaseSync(file, { readOnly: true })
  expect(database.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' })
  database.close()
  await store.close()

  const handle = await open(file, 'r+')
  const { size } = await handle.stat()
  for (let at = 4096; at < size; at += 4096) await handle.write(Buffer.alloc(64, 0xff), 0, 64, at)
  await handle.close()
  await expect(openSqliteStore({ folder, newId: () => v7() })).rejects.toThrow(
    /damaged|malformed|not a database/,
  )
  await rm(folder, { recursive: true, force: true })
})

test('[SE6] the database itself refuses to change or remove an audit row', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'branchbook-store-'))
  const store = await openSqliteStore({ folder, newId: () => v7() })
  await store.write(1, async ({ audit }) => audit.add({ at: 1, what: 'sign-in' }))
  const database = new DatabaseSync(join(folder, 'branchbook.sqlite'))
  expect(() => database.exec(`update audit set what = 'nothing'`)).toThrow('never changed')
  expect(() => database.exec('delete from audit')).toThrow('never deleted')
  database.close()
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

describe('group commit', () => {
  let folder: string
  let store: Store
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'branchbook-store-'))
    store = await openSqliteStore({ folder, newId: () => v7() })
  })
  afterEach(async () => {
    await store.close()
    await rm(folder, { recursive: true, force: true })
  })
  /** What another connection sees: only what was committed. */
  const committed = () => {
    const database = new DatabaseSync(join(folder, 'branchbook.sqlite'), { readOnly: true })
    const row = database.prepare('select count(*) as rows from records').get()
    database.close()
    return row?.['rows']
  }

  test('[I2] writes that come together are committed together, each before its caller is answered', async () => {
    const seen: number[] = []
    const writes = Array.from({ length: 20 }, async () => {
      await store.write(1, add)
      seen.push(Number(committed()))
    })
    await Promise.all(writes)
    expect(seen.every((rows, index) => rows > index)).toBe(true)
    // A slow machine may need several groups, but not one for each.
    expect(new Set(seen).size).toBeLessThan(20)
  })

  test('[PU1] one that throws is undone alone, and the others of its group are stored', async () => {
    const told: string[][] = []
    store.onMoved((scopes) => told.push(scopes))
    const writes = Array.from({ length: 10 }, (_, index) =>
      store.write(1, async (transaction) => {
        await add(transaction)
        transaction.audit.add({ at: index, what: 'operation' })
        await transaction.numbers.next('series')
        if (index % 2 === 1) throw new Error(`broken ${index}`)
        return index
      }),
    )
    const outcomes = await Promise.allSettled(writes)
    expect(outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value)).toEqual([
      0,
      false,
      2,
      false,
      4,
      false,
      6,
      false,
      8,
      false,
    ])
    expect(committed()).toBe(5)
    expect(told).toHaveLength(5)
    const rows = await store.read(({ records }) => records.ofScope(orgScope))
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
    const verdict = await store.read(({ audit }) => verifyAuditChain(audit))
    expect(verdict).toEqual({ ok: true, rows: 5 })
    expect(await store.write(1, ({ numbers }) => numbers.next('series'))).toBe(6)
  })

  test('[I2] when the database gives a whole group up, nobody in it is told that he was stored', async () => {
    // As SQLite does when the disk is full: the transaction is gone, with everything before it.
    const database = new DatabaseSync(join(folder, 'branchbook.sqlite'))
    database.exec(
      `create trigger full_disk before insert on numbers when new.series = 'full'
        begin select raise(rollback, 'disk full'); end`,
    )
    database.close()
    const writes = Array.from({ length: 5 }, (_, index) =>
      store.write(1, async (transaction) => {
        await add(transaction)
        if (index === 3) await transaction.numbers.next('full')
      }),
    )
    const outcomes = await Promise.allSettled(writes)
    expect(outcomes[3]?.status).toBe('rejected')
    const stored = outcomes.filter(({ status }) => status === 'fulfilled')
    expect(stored.length).toBeLessThan(4)
    expect(committed()).toBe(stored.length)
    await store.write(2, add)
  })

  test('[I7] so many writes that they need several groups all end, in their order', async () => {
    const order: number[] = []
    const writes = Array.from({ length: 300 }, (_, index) =>
      store.write(1, add).then(() => order.push(index)),
    )
    await Promise.all(writes)
    expect(order).toEqual(Array.from({ length: 300 }, (_, index) => index))
    expect(committed()).toBe(300)
  })

  test('what waits when the store is closed is stored first', async () => {
    const write = store.write(1, add)
    await store.close()
    await write
    expect(committed()).toBe(1)
    store = await openSqliteStore({ folder, newId: () => v7() })
  })
})

test('a database that was made before PostgreSQL was there opens as it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'branchbook-store-'))
  const store = await openSqliteStore({ folder, newId: () => v7() })
  await store.close()
  const database = new DatabaseSync(join(folder, 'branchbook.sqlite'))
  const made = database.prepare(`select sql from sqlite_master where name = 'meta'`).get()
  expect(made).toEqual({
    sql: 'CREATE TABLE meta (key text primary key, value text not null) strict',
  })
  database.close()
  await rm(folder, { recursive: true, force: true })
})

function task(): RecordBody {
  const staffId = '01900000-0000-7000-8000-000000000001'
  return newRecord('task', randomUUID(), { title: '回电话' }, { at: 1, staffId })
}

function add({ records }: Transaction): Promise<void> {
  return records.put(task(), orgScope)
}
