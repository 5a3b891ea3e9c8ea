import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seededRandom } from '#shared/domain/seeded-random.ts'
import { readHeads } from '#server/audit-heads-file.ts'
import { openAuditKey } from '#server/audit-key.ts'
import { exportHead } from '#server/export-head.ts'
import { openStore } from '#server/store/open-store.ts'
import { verifyWithHeads } from '#server/verify-heads.ts'
import { workBusily } from '#tests/faults/busy-branch.ts'
import { compiledCode } from '#tests/support/compiled-code.ts'
import { flipAuditByte } from '#tests/faults/tamper-audit.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { startTestServer } from '#tests/support/test-server.ts'

const seed = process.env['SEED'] ?? String(Date.now())
const random = seededRandom(seed)
const folder = temporaryFolder('audit')
const headsFile = join(folder.path, 'audit-heads.jsonl')

/** A data folder as a busy branch leaves it, with heads signed on the way. */
beforeAll(async () => {
  console.log(`seed ${seed}`)
  const key = await openAuditKey(join(folder.path, 'audit-key.pem'), { mayMake: true })
  const server = await startTestServer({ customers: 30, folder: folder.path })
  for (let part = 0; part < 3; part += 1) {
    await workBusily(server, { turns: 50, random })
    await exportHead(server.services.store, key, headsFile, Date.now())
  }
  await server.close()
}, 120_000)
afterAll(() => folder.remove())

/** What an operator runs: `npm run admin -- verify-audit`. */
async function verifyAudit(): Promise<{ code: number; says: string }> {
  const options = {
    cwd: join(import.meta.dirname, '..', '..'),
    env: { ...process.env, ...compiledCode, DATA_DIR: folder.path, DATABASE_URL: '' },
  }
  const words = ['sync-server/admin.ts', 'verify-audit']
  try {
    const { stdout } = await promisify(execFile)(process.execPath, words, options)
    return { code: 0, says: stdout }
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string }
    return { code, says: stderr }
  }
}

test('[SE6] the audit of a busy branch is whole, and agrees with every head that was signed', async () => {
  const { code, says } = await verifyAudit()
  expect(says).toMatch(/^The audit chain is whole: \d{3,} rows\./)
  expect(says).toContain('It agrees with all signed heads: 3.')
  expect(code).toBe(0)
}, 60_000)

test('[SE6] one byte that was changed in any value of any row is found at that row', async () => {
  const { publicKey } = await openAuditKey(join(folder.path, 'audit-key.pem'), { mayMake: false })
  const heads = await readHeads(headsFile)
  const store = await openStore({ folder: folder.path }, () => v7())
  const touched = new Set<string>()
  try {
    for (let time = 0; time < 30; time += 1) {
      const { row, column, undo } = flipAuditByte(folder.path, random)
      const verdict = await store.read((reader) => verifyWithHeads(reader, heads, publicKey))
      expect({ column, ...verdict }).toEqual({ column, ok: false, because: 'changed', row })
      undo()
      touched.add(column)
    }
    expect(await store.read((reader) => verifyWithHeads(reader, heads, publicKey))).toMatchObject({
      ok: true,
    })
  } finally {
    await store.close()
  }
  expect(touched.size).toBeGreaterThan(4)
}, 60_000)

test('[SE6] the command names that row, and ends with exit code 1', async () => {
  const { row, undo } = flipAuditByte(folder.path, random)
  expect(await verifyAudit()).toEqual({
    code: 1,
    says: `The audit chain is broken at row ${row}.\n`,
  })
  undo()
}, 60_000)
