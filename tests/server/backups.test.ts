import { copyFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BackupState } from '#shared/protocol/backup-message.ts'
import { openStore } from '#server/store/open-store.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'
import { startTestServer } from '#tests/support/test-server.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { problemOf } from './request-checks.ts'

const password = 'demo password 1'

let server: ServerProcess
let admin: TestClient
beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  admin = createTestClient(server.url)
  await admin.signIn('9001', password)
}, 60_000)
afterAll(() => server.dispose())

async function state(): Promise<BackupState> {
  return BackupState.parse(await (await admin.get('/admin/backups')).json())
}

test('[SE9] an administrator starts a copy while the server works; it is whole, for its owner alone, and a row of the audit', async () => {
  expect(await state()).toEqual({ database: 'sqlite', last: null, failedAt: null, running: null })
  expect((await admin.post('/admin/backups', {})).status).toBe(202)
  await expect.poll(async () => (await state()).last, { timeout: 30_000 }).not.toBeNull()
  const { last, running } = await state()
  expect(running).toBeNull()
  const files = await readdir(join(server.folder, 'backups'))
  expect(files).toEqual([last?.file])
  const { size, mode } = await stat(join(server.folder, 'backups', last?.file ?? ''))
  expect({ size, mode: mode & 0o777 }).toEqual({ size: last?.bytes, mode: 0o600 })
  // What lies there is a database of ours with everything in it.
  const copies = temporaryFolder('copies')
  await copyFile(
    join(server.folder, 'backups', last?.file ?? ''),
    join(copies.path, 'branchbook.sqlite'),
  )
  const store = await openStore({ folder: copies.path }, () => v7())
  expect(await store.read(({ staff }) => staff.all())).toHaveLength(12)
  await store.close()
  copies.remove()
}, 60_000)

test('[SC5][SE9] nobody else sees or starts one, and where the database is not a file it says so', async () => {
  const lead = createTestClient(server.url)
  await lead.signIn('5001', password)
  expect((await lead.get('/admin/backups')).status).toBe(403)
  expect((await lead.post('/admin/backups', {})).status).toBe(403)
  const elsewhere = await startTestServer({ customers: 20 })
  const keeper = await elsewhere.signIn('admin')
  expect(await (await keeper.get('/admin/backups')).json()).toMatchObject({
    database: 'postgresql',
  })
  expect(await problemOf(await keeper.post('/admin/backups', {}))).toMatchObject({
    type: '/problems/backup-elsewhere',
    status: 409,
  })
  await elsewhere.close()
}, 60_000)
