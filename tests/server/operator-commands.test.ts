import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RecoveryKeyAnswer } from '#shared/protocol/recovery-message.ts'
import { fingerprintOf } from '#shared/recovery/fingerprint.ts'
import { readRecoveryCode } from '#shared/recovery/recovery-code.ts'
import { textTable } from '#server/operator/text-table.ts'
import { compiledCode } from '#tests/support/compiled-code.ts'
import { startPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import { startServerProcess, type ServerProcess } from '#tests/support/server-process.ts'
import { createTestClient, type TestClient } from '#tests/support/test-client.ts'

const password = 'demo password 1'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
}, 60_000)
afterAll(() => postgres.stop())

/** Runs the command that an operator would run, beside the server. */
async function admin(
  data: Record<string, string>,
  ...words: string[]
): Promise<{ code: number; out: string; error: string }> {
  const script = ['sync-server/admin.ts', ...words]
  const options = {
    cwd: join(import.meta.dirname, '..', '..'),
    env: { ...process.env, ...compiledCode, ...data },
  }
  try {
    const { stdout } = await promisify(execFile)(process.execPath, script, options)
    return { code: 0, out: stdout, error: '' }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, out: stdout, error: stderr }
  }
}

describe.each(['SQLite', 'PostgreSQL'])('commands for operators on %s', (database) => {
  let server: ServerProcess
  let data: Record<string, string>
  beforeAll(async () => {
    const environment =
      database === 'SQLite' ? {} : { DATABASE_URL: await postgres.freshDatabase() }
    server = await startServerProcess({ demoCustomers: 20, demoPassword: password, environment })
    data = { DATA_DIR: server.folder, ...environment }
  }, 60_000)
  afterAll(() => server.dispose())

  async function signIn(staffNo: string, secret = password): Promise<TestClient> {
    const client = createTestClient(server.url)
    expect((await client.signIn(staffNo, secret)).status).toBe(200)
    return client
  }

  test('[SE2] staff and devices are listed beside the running server, with staff number and name alone', async () => {
    const client = await signIn('1001')
    await client.pull(null, { lastLocalN: 4, unsyncedCount: 4, oldestUnsyncedAt: Date.now() })
    const staff = await admin(data, 'staff')
    expect(staff.code).toBe(0)
    const line = staff.out.split('\n').find((one) => one.startsWith('1001'))
    expect(line).toMatch(
      new RegExp(`^1001\\s+${client.session.name}\\s+rm\\s+\\S+\\s+open\\s+1\\s+4$`),
    )
    expect(staff.out.split('\n').filter((one) => /^\d{4} /.test(one))).toHaveLength(12)
    const devices = await admin(data, 'devices')
    expect(devices.out).toMatch(
      new RegExp(
        `${client.device}\\s+1001\\s+${client.session.name}\\s+other on other\\s+.*yes\\s+kept\\s+4\\s+since`,
      ),
    )
    const customers = (await client.pull()).records.filter(({ type }) => type === 'customer')
    const printed = customers.filter(({ data: body }) =>
      (staff.out + devices.out).includes(String(body['name'])),
    )
    expect(customers.length).toBeGreaterThan(0)
    expect(printed).toEqual([])
  }, 60_000)

  test('[SE2] a session is ended while the server runs, and the device is refused at its next request', async () => {
    const client = await signIn('1002')
    const ended = await admin(data, 'end-session', client.device)
    expect(ended.out).toContain(`1002 ${client.session.name} is signed out`)
    expect((await client.get('/api/session')).status).toBe(401)
    expect((await admin(data, 'end-session', client.device)).out).toContain('is not signed in')
    const unknown = await admin(data, 'end-session', randomUUID())
    expect(unknown).toMatchObject({ code: 1, error: 'There is no such device.\n' })
  }, 60_000)

  test('[SE1] a reset password is printed once and works; the former one and the sessions do not', async () => {
    const client = await signIn('2001')
    const { out } = await admin(data, 'reset-password', '2001')
    const printed = /([a-z2-9]{4}-){3}[a-z2-9]{4}/.exec(out)?.[0] ?? ''
    expect((await client.get('/api/session')).status).toBe(401)
    expect((await createTestClient(server.url).signIn('2001', password)).status).toBe(401)
    await signIn('2001', printed)
  }, 60_000)

  test('[SR2] an account is ended and opened again, and the last administrator is not', async () => {
    const client = await signIn('3001')
    expect((await admin(data, 'end-account', '3001')).code).toBe(0)
    expect((await client.get('/api/session')).status).toBe(401)
    expect((await createTestClient(server.url).signIn('3001', password)).status).toBe(401)
    const lead = await signIn('5001')
    const record = (await lead.pull()).records.find(({ id }) => id === client.session.staffId)
    expect(record?.data['active']).toBe(false)
    expect((await admin(data, 'open-account', '3001')).code).toBe(0)
    await signIn('3001')
    const refused = await admin(data, 'end-account', '9001')
    expect(refused.code).toBe(1)
    expect(refused.error).toContain('last administrator')
    await signIn('9001')
    expect(await admin(data, 'end-account', '0000')).toMatchObject({
      code: 1,
      error: 'There is no colleague with this staff number.\n',
    })
  }, 60_000)

  test('[SE6] the audit holds what operators did, and verify-audit finds the chain whole', async () => {
    const verdict = await admin(data, 'verify-audit')
    expect(verdict).toMatchObject({ code: 0 })
    expect(verdict.out).toMatch(/whole: \d+ rows/)
  }, 60_000)

  test('[KE5] a recovery key is made at the terminal, its codes printed once, and replaced', async () => {
    const client = await signIn('1001')
    const inUse = async () =>
      RecoveryKeyAnswer.parse(await (await client.get('/api/recovery/key')).json()).key
    expect(await inUse()).toBeNull()
    expect((await admin(data, 'recovery-key', '1')).code).toBe(1)
    const { out } = await admin(data, 'recovery-key', '3')
    const codes = out.match(/([0-9A-Z]{5}-){5}[0-9A-Z]{5}/g) ?? []
    expect(codes.map((code) => readRecoveryCode(code).ok)).toEqual([true, true, true])
    const former = await inUse()
    expect(former && out.includes(fingerprintOf(former))).toBe(true)
    await admin(data, 'recovery-key', '2')
    expect((await inUse())?.id).not.toBe(former?.id)
  }, 60_000)
})

test('without a command, with help or a wrong one the commands are listed', async () => {
  const [nothing, asked, wrong] = await Promise.all([
    admin({}),
    admin({}, 'help'),
    admin({}, 'frobnicate'),
  ])
  expect(nothing).toEqual(asked)
  const names = [
    'staff',
    'end-session <device>',
    'reset-password <staffNo>',
    'retention [--dry-run]',
  ]
  for (const name of names) {
    expect(asked.out).toContain(`  ${name} `)
  }
  expect(wrong.code).toBe(1)
  expect(wrong.error).toContain('There is no command frobnicate.')
  const tooFew = await admin({}, 'end-session')
  expect(tooFew.error).toBe('Usage: npm run admin -- end-session <device>\n')
}, 60_000)

test('a folder without a database is refused, and stays without one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'branchbook-none-'))
  const refused = await admin({ DATA_DIR: folder, DATABASE_URL: '' }, 'staff')
  expect(refused).toMatchObject({ code: 1 })
  expect(refused.error).toContain('There is no database in')
  await rm(folder, { recursive: true })
}, 60_000)

test('columns of a table stand below each other, whatever the names are', () => {
  const lines = textTable(
    ['no', 'name', ''],
    [
      ['1', '欧阳知秋', 'x'],
      ['1002', 'Li', 'x'],
    ],
  )
  expect(lines).toEqual([
    'no    name',
    '----  --------  -',
    '1     欧阳知秋  x',
    '1002  Li        x',
  ])
})
