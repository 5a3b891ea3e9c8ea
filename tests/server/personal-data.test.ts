import { execFile } from 'node:child_process'
import { copyFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compiledCode } from '#tests/support/compiled-code.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'
import { verifyAudit } from '#tests/support/server-database.ts'
import { type ServerProcess, startServerProcess } from '#tests/support/server-process.ts'

const password = 'demo password 1'

let server: ServerProcess
let manager: TestClient
beforeAll(async () => {
  server = await startServerProcess({ demoCustomers: 20, demoPassword: password })
  manager = createTestClient(server.url)
  await manager.signIn('1001', password)
})
afterAll(() => server.dispose())

/** What an operator sees; rejects with what is printed when the command fails. */
async function run(script: string, ...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [`sync-server/${script}.ts`, ...words],
    {
      cwd: join(import.meta.dirname, '..', '..'),
      env: { ...process.env, ...compiledCode, DATA_DIR: server.folder },
    },
  )
  return stdout
}

test('[SE7] an operator shows, erases and follows up one customer beside the running server', async () => {
  const { records, checkpoint } = await manager.pull()
  const card = records.find(
    ({ type, data }) => type === 'customer' && data['ownerId'] === manager.session.staffId,
  )
  const id = card?.id ?? ''
  const name = String(card?.data['name'])

  const told = await run('personal-data', 'show-customer', id)
  expect(JSON.parse(told)).toMatchObject({ 客户编号: id })
  expect(told).toContain(`"姓名": "${name}"`)

  await expect(run('personal-data', 'erase-customer', id)).rejects.toThrow('Say why')
  await expect(run('personal-data', 'erasure-status', id)).rejects.toThrow('was not erased')
  await copyFile(
    join(server.folder, 'branchbook.sqlite'),
    join(server.folder, 'branchbook.before-restore-1.sqlite'),
  )
  const printed = await run('personal-data', 'erase-customer', id, '--reason', '客户书面要求')
  expect(printed).toMatch(/^Certificate of erasure [0-9a-f-]{36}\n/u)
  expect(printed).toMatch(/records {4}1 customer, .*1 profile/u)
  expect(printed).toContain(manager.device)
  expect(printed).toContain('Backups that were made before hold the customer')
  expect(printed).toContain('branchbook.before-restore-1.sqlite')
  expect(printed).not.toContain(name)
  expect(printed).not.toContain('run the command again')

  const after = await manager.pull(checkpoint.cursor)
  const outs = after.pages.flatMap(({ outs = [] }) => outs.map(([, , out]) => out))
  expect(outs).toContain(id)
  expect(await run('personal-data', 'erasure-status', id)).toContain('0 devices have pulled past')
  await manager.pull(after.checkpoint.cursor)
  const stand = await run('personal-data', 'erasure-status', id)
  expect(stand).toContain('1 devices have pulled past it')
  expect(stand).toContain('0 devices have not')
  await expect(run('personal-data', 'show-customer', id)).rejects.toThrow('There is no customer')
  await expect(run('personal-data', 'forget-customer', id)).rejects.toThrow('Usage')
})

test('[SE6] the server makes its key and signs a head at start, an operator exports one, and the chain agrees with both', async () => {
  const key = await stat(join(server.folder, 'audit-key.pem'))
  expect(key.mode & 0o777).toBe(0o600)
  const elsewhere = join(server.folder, 'elsewhere.jsonl')
  expect(await run('export-audit-head', elsewhere)).toContain('signed with the key')
  expect(await run('verify-audit', elsewhere)).toContain('It agrees with all signed heads: 2.')
  expect(await verifyAudit(server.folder)).toContain('It agrees with all signed heads: 1.')
  await expect(run('verify-audit', join(server.folder, 'none'))).rejects.toThrow('There is no file')
})
