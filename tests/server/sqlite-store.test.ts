import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { openSqliteStore } from '#server/store/sqlite/open-sqlite-store.ts'
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
