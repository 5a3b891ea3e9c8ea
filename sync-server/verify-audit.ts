import { existsSync } from 'node:fs'
import { v7 } from 'uuid'
import type { AuditHead } from './audit-head.ts'
import { readHeads } from './audit-heads-file.ts'
import { openAuditKey } from './audit-key.ts'
import { type Config, readConfig } from './config.ts'
import { runCommand } from './run-command.ts'
import { openStore } from './store/open-store.ts'
import { type AuditVerdict, verifyWithHeads } from './verify-heads.ts'

/**
 * SE6: `npm run verify:audit -- [FILE …]` reads the whole chain of DATA_DIR, or of DATABASE_URL, and compares it with the
 * signed heads in DATA_DIR and in the files named; exit code 1 when it is not what was signed.
 */
await runCommand(async () => {
  const config = readConfig(process.env)
  const heads = await allHeads(config, process.argv.slice(2))
  const publicKey = await publicKeyOf(config)
  const store = await openStore(config.data, () => v7())
  try {
    const verdict = await store.read((reader) => verifyWithHeads(reader, heads, publicKey))
    for (const line of inWords(verdict)) console.log(line)
  } finally {
    await store.close()
  }
})

async function allHeads({ audit }: Config, files: readonly string[]): Promise<AuditHead[]> {
  const heads = await readHeads(audit.headsFile, { mayBeMissing: true })
  for (const file of files) heads.push(...(await readHeads(file)))
  return heads
}

/** Where the key is not, as on another machine, heads are compared among themselves. */
async function publicKeyOf({ audit }: Config): Promise<string | undefined> {
  if (audit.mayMakeKey && !existsSync(audit.keyFile)) return undefined
  return (await openAuditKey(audit.keyFile, { mayMake: false })).publicKey
}

/** What an operator reads; throws what is wrong. */
function inWords(verdict: AuditVerdict): string[] {
  if (!verdict.ok) throw new Error(problemInWords(verdict))
  const { rows, agreed, superseded } = verdict
  const lines = [`The audit chain is whole: ${rows} rows.`]
  if (agreed > 0) lines.push(`It agrees with all signed heads: ${agreed}.`)
  else lines.push('No signed head was there to compare it with.')
  if (superseded > 0) {
    lines.push(
      `${superseded} heads stand for rows that a restored backup did not have. If nobody restored one, rows were cut.`,
    )
  }
  return lines
}

function problemInWords(verdict: Exclude<AuditVerdict, { ok: true }>): string {
  switch (verdict.because) {
    case 'changed':
      return `The audit chain is broken at row ${verdict.row}.`
    case 'cut':
      return `Rows of the audit chain were cut: row ${verdict.row} is missing, up to row ${verdict.head.no} at least.`
    case 'rewritten':
      return `The audit chain was written anew: between row ${verdict.row} and row ${verdict.head.no} it is not what was signed.`
    case 'not-signed':
      return `The head of row ${verdict.head.no} is not signed with the key of this server.`
    case 'other-server':
      return `The head of row ${verdict.head.no} is of another server.`
  }
}
