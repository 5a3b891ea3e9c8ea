import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, Migrator } from 'kysely'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { hashToken } from '#server/sessions.ts'
import { allMigrations } from '#server/store/migrations/all-migrations.ts'
import { sqliteDdl } from '#server/store/migrations/ddl.ts'
import type { Tables } from '#server/store/schema.ts'
import { nodeSqliteDialect } from '#server/store/sqlite/node-sqlite-dialect.ts'
import { openSqliteStore } from '#server/store/sqlite/open-sqlite-store.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const ids = { branch: v7(), staff: v7(), device: v7(), epoch: v7() }

/** A database as the version before tokens were replaced left it, with one session. */
async function formerDatabase(folder: string, now: number): Promise<void> {
  const file = join(folder, 'branchbook.sqlite')
  const db = new Kysely<Tables>({
    dialect: nodeSqliteDialect({
      open: () => new DatabaseSync(file),
      size: 1,
      begin: 'begin immediate',
    }),
  })
  const migrations = Object.fromEntries(
    Object.entries(allMigrations).map(([name, migration]) => [name, migration(sqliteDdl)]),
  )
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateTo('0003-waiting-operations')
  expect(error).toBeUndefined()
  await db.destroy()
  const database = new DatabaseSync(file)
  const { branch, staff, device, epoch } = ids
  const insert = (table: string, values: readonly (string | number)[]) =>
    database
      .prepare(`insert into ${table} values (${values.map(() => '?').join(', ')})`)
      .run(...values)
  insert('branches', [branch, '网点', 'B'])
  insert('staff', [staff, '1', '某人', 'rm', branch, 1, 'hash', 1])
  insert('devices', [device, staff, epoch, 7, now, 9, 2, now, now])
  insert('sessions', [hashToken('former'), staff, device, now, now + 1000])
  database.close()
}

test('[SE2] an upgrade keeps the sessions and devices that are there, and says nothing of them that nobody knows', async () => {
  const folder = temporaryFolder('before-rotation')
  const now = Date.now()
  await formerDatabase(folder.path, now)
  const store = await openSqliteStore({ folder: folder.path, newId: () => v7() })
  const { token, devices } = await store.read(async (reader) => ({
    token: await reader.sessions.find(hashToken('former'), now),
    devices: await reader.devices.ofStaff([ids.staff]),
  }))
  expect(token).toEqual({
    staffId: ids.staff,
    device: ids.device,
    issuedAt: now,
    expiresAt: now + 1000,
    usedAt: now,
    seenAt: now,
    spentAt: null,
  })
  expect(devices).toMatchObject([
    { device: ids.device, firstSeenAt: null, seenAt: now, browser: null, unsyncedCount: 2 },
  ])
  await store.close()
  folder.remove()
})
