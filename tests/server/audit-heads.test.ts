import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { chainHash, firstHash, type StoredAuditRow } from '#server/audit-chain.ts'
import type { AuditHead } from '#server/audit-head.ts'
import { appendHead, readHeads } from '#server/audit-heads-file.ts'
import { type AuditKey, openAuditKey } from '#server/audit-key.ts'
import { exportHead } from '#server/export-head.ts'
import { startHistory } from '#server/start-history.ts'
import { openStore } from '#server/store/open-store.ts'
import type { Store } from '#server/store/store.ts'
import { verifyWithHeads } from '#server/verify-heads.ts'
import { queryPostgres, startPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import { inServerDatabase, verifyAudit } from '#tests/support/server-database.ts'

let folder: string
let key: AuditKey
let headsFile: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'branchbook-audit-'))
  key = await openAuditKey(join(folder, 'audit-key.pem'), { mayMake: true })
  headsFile = join(folder, 'audit-heads.jsonl')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

/** A database, and a way to write to its audit that its triggers do not see. */
interface Tampered {
  store: Store
  tamper(statement: string): Promise<void>
}

const databases: Record<string, () => Promise<Tampered>> = {
  SQLite: async () => ({
    store: await openStore({ folder }, () => v7()),
    tamper: async (statement) =>
      inServerDatabase(folder, (database) => {
        database.exec('drop trigger if exists audit_is_never_updated')
        database.exec('drop trigger if exists audit_is_never_deleted')
        database.exec(statement)
      }),
  }),
  PostgreSQL: async () => {
    const databaseUrl = await postgres.freshDatabase()
    return {
      store: await openStore({ databaseUrl }, () => v7()),
      tamper: async (statement) => {
        await queryPostgres(databaseUrl, 'alter table audit disable trigger all')
        await queryPostgres(databaseUrl, statement)
      },
    }
  },
}

for (const [name, open] of Object.entries(databases)) {
  describe(`the audit over ${name}`, () => {
    let store: Store
    let tamper: Tampered['tamper']
    beforeEach(async () => {
      ;({ store, tamper } = await open())
    })
    afterEach(() => store.close())
    const verdict = async () =>
      store.read(async (reader) =>
        verifyWithHeads(reader, await readHeads(headsFile), key.publicKey),
      )

    test('[SE6] a chain that only grew agrees with every head that was signed', async () => {
      for (const at of [1, 2, 3]) {
        await addRows(store, 10)
        await exportHead(store, key, headsFile, at)
      }
      await addRows(store, 3)
      expect(await verdict()).toEqual({ ok: true, rows: 33, agreed: 3, superseded: 0 })
    })

    test('[SE6] one byte of one row that was changed is found at that row, whichever column it is in', async () => {
      await addRows(store, 40)
      await exportHead(store, key, headsFile, 1)
      const columns = ['what', 'staff_id', 'device', 'ref_type', 'ref_id', 'operation_id', 'code']
      for (const [index, column] of [...columns, 'hash', 'previous'].entries()) {
        const no = 40 - 4 * index
        await tamper(`update audit set ${column} = 'x' || substr(${column}, 2) where no = ${no}`)
        expect({ column, ...(await verdict()) }).toMatchObject({ because: 'changed', row: no })
      }
      await tamper('update audit set at = at + 1 where no = 2')
      expect(await verdict()).toEqual({ ok: false, because: 'changed', row: 2 })
    })

    test('[SE6] a row that was taken out of the middle is found where it stood', async () => {
      await addRows(store, 20)
      await tamper('delete from audit where no = 7')
      await expect(store.read((reader) => verifyWithHeads(reader, [], undefined))).resolves.toEqual(
        {
          ok: false,
          because: 'changed',
          row: 7,
        },
      )
    })

    test('[SE6] rows that were cut from the end are found by the head that was signed before', async () => {
      await addRows(store, 20)
      await exportHead(store, key, headsFile, 1)
      await tamper('delete from audit where no > 15')
      expect(await verdict()).toMatchObject({ ok: false, because: 'cut', row: 16 })
      // Others in their place are found, too.
      await addRows(store, 9)
      expect(await verdict()).toMatchObject({ ok: false, because: 'rewritten', head: { no: 20 } })
    })

    test('[SE6] a chain that was written anew with hashes that fit is found by the head, and nobody else can sign one', async () => {
      await addRows(store, 10)
      await exportHead(store, key, headsFile, 1)
      await addRows(store, 20)
      await exportHead(store, key, headsFile, 2)
      for (const statement of await rewritten(store, 17)) await tamper(statement)
      const plain = await store.read((reader) => verifyWithHeads(reader, [], undefined))
      expect(plain).toMatchObject({ ok: true, rows: 30 })
      expect(await verdict()).toMatchObject({
        ok: false,
        because: 'rewritten',
        row: 11,
        head: { no: 30 },
      })

      // Whoever did it signs the new chain with a key of his own, under the name of ours.
      const own = await openAuditKey(join(folder, 'other.pem'), { mayMake: true })
      const forged = join(folder, 'forged.jsonl')
      await exportHead(store, own, forged, 3)
      const [head] = await readHeads(forged)
      if (head === undefined) throw new Error('No head was written.')
      for (const claimed of [head, { ...head, publicKey: key.publicKey }]) {
        const found = await store.read((reader) =>
          verifyWithHeads(reader, [claimed], key.publicKey),
        )
        expect(found).toMatchObject({ ok: false, because: 'not-signed' })
      }
    })

    test('[SE6] [GC2] heads behind a restored backup are counted, and those before it still hold', async () => {
      await addRows(store, 10)
      await exportHead(store, key, headsFile, 1)
      await addRows(store, 10)
      await exportHead(store, key, headsFile, 2)
      await tamper('delete from audit where no > 12')
      await startHistory(store, { newId: () => v7(), now: 3 })
      await exportHead(store, key, headsFile, 3)
      expect(await verdict()).toEqual({ ok: true, rows: 13, agreed: 2, superseded: 1 })
      await tamper(`update audit set hash = 'x' || substr(hash, 2) where no = 10`)
      expect(await verdict()).toMatchObject({ ok: false })
    })
  })
}

test('[SE6] one byte changed in the file itself is named by the command with its row', async () => {
  const store = await openStore({ folder }, () => v7())
  await addRows(store, 30)
  await exportHead(store, key, headsFile, 1)
  await store.close()
  expect(await verifyAudit(folder)).toBe(
    'The audit chain is whole: 30 rows.\nIt agrees with all signed heads: 1.\n',
  )
  const file = join(folder, 'branchbook.sqlite')
  const database = new DatabaseSync(file)
  database.exec('pragma journal_mode = delete')
  database.close()
  const bytes = await readFile(file)
  // With its end: behind the code of row 2 there may stand a hash that begins with 3.
  const place = bytes.indexOf('code-of-row-23.')
  expect(place).toBeGreaterThan(0)
  bytes[place] = 'k'.charCodeAt(0)
  await writeFile(file, bytes)
  await expect(verifyAudit(folder)).rejects.toThrow('The audit chain is broken at row 23.')
}, 60_000)

test('[SE6] the key is for its owner alone, is made once, and a foreign or open one is refused', async () => {
  const file = join(folder, 'audit-key.pem')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const again = await openAuditKey(file, { mayMake: true })
  expect(again.publicKey).toBe(key.publicKey)
  await chmod(file, 0o640)
  await expect(openAuditKey(file, { mayMake: true })).rejects.toThrow('Others may read')
  await writeFile(file, 'no key')
  await chmod(file, 0o600)
  await expect(openAuditKey(file, { mayMake: true })).rejects.toThrow('is no Ed25519 key')
  await expect(openAuditKey(join(folder, 'none'), { mayMake: false })).rejects.toThrow('no file')
})

test('[SE6] a line that is no head is named, and a head is only added when the chain moved', async () => {
  const store = await openStore({ folder }, () => v7())
  expect(await exportHead(store, key, headsFile, 1)).toBeUndefined()
  await addRows(store, 1)
  const first = await exportHead(store, key, headsFile, 1)
  expect(await exportHead(store, key, headsFile, 2)).toEqual(first)
  expect(await readHeads(headsFile)).toHaveLength(1)
  await addRows(store, 1)
  await appendHead(headsFile, { ...first, no: 0 } as AuditHead)
  await expect(readHeads(headsFile)).rejects.toThrow('Line 2 of')
  await store.close()
})

async function addRows(store: Store, count: number): Promise<void> {
  const last = (await store.read(({ audit }) => audit.last()))?.no ?? 0
  await store.write(1, async ({ audit }) => {
    for (let no = last + 1; no <= last + count; no += 1) {
      const ids = { staffId: v7(), device: v7(), refType: 'task', refId: v7(), operationId: v7() }
      audit.add({ at: no, what: 'operation', ...ids, code: `code-of-row-${no}.` })
    }
  })
}

/** The statements by which somebody changes a row and makes all hashes after it fit again. */
async function rewritten(store: Store, from: number): Promise<string[]> {
  const rows = await store.read(({ audit }) => audit.after(0, 1000))
  let previous = rows[from - 2]?.hash ?? firstHash
  return rows.slice(from - 1).map(({ no, row }: StoredAuditRow) => {
    const code = no === from ? 'noop' : (row.code ?? '')
    const hash = chainHash(no, { ...row, code }, previous)
    const statement = `update audit set code = '${code}', previous = '${previous}', hash = '${hash}' where no = ${no}`
    previous = hash
    return statement
  })
}
