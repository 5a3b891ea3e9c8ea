import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { hashToken } from '#server/sessions.ts'
import { openSqliteStore } from '#server/store/sqlite/open-sqlite-store.ts'
import { formerDatabase, insertRow } from '#tests/support/former-database.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const ids = { branch: v7(), staff: v7(), device: v7(), epoch: v7() }

/** A database as the version before tokens were replaced left it, with one session. */
async function databaseWithSession(folder: string, now: number): Promise<void> {
  const database = await formerDatabase(folder, '0003-waiting-operations')
  const { branch, staff, device, epoch } = ids
  insertRow(database, 'branches', [branch, '网点', 'B'])
  insertRow(database, 'staff', [staff, '1', '某人', 'rm', branch, 1, 'hash', 1])
  insertRow(database, 'devices', [device, staff, epoch, 7, now, 9, 2, now, now])
  insertRow(database, 'sessions', [hashToken('former'), staff, device, now, now + 1000])
  database.close()
}

test('[SE2] an upgrade keeps the sessions and devices that are there, and says nothing of them that nobody knows', async () => {
  const folder = temporaryFolder('before-rotation')
  const now = Date.now()
  await databaseWithSession(folder.path, now)
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
