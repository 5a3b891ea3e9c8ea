import { v7 } from 'uuid'
import { verifyAuditChain } from './audit-chain.ts'
import { readConfig } from './config.ts'
import { openStore } from './store/open-store.ts'

/** SE6: `node sync-server/verify-audit.ts` reads the whole chain of DATA_DIR, or of DATABASE_URL; exit code 1 when it is broken. */
try {
  await verify()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function verify(): Promise<void> {
  const store = await openStore(readConfig(process.env).data, () => v7())
  try {
    const verdict = await store.read(({ audit }) => verifyAuditChain(audit))
    if (!verdict.ok) throw new Error(`The audit chain is broken at row ${verdict.brokenAt}.`)
    console.log(`The audit chain is whole: ${verdict.rows} rows.`)
  } finally {
    await store.close()
  }
}
