import { v7 } from 'uuid'
import { verifyAuditChain } from './audit-chain.ts'
import { readConfig } from './config.ts'
import { openSqliteStore } from './store/sqlite/open-sqlite-store.ts'

/** SE6: `node sync-server/verify-audit.ts` reads the whole chain of DATA_DIR; exit code 1 when it is broken. */
const { dataFolder } = readConfig(process.env)
const store = await openSqliteStore({ folder: dataFolder, newId: () => v7() })
const verdict = await store.read(({ audit }) => verifyAuditChain(audit))
await store.close()
if (verdict.ok) {
  console.log(`The audit chain is whole: ${verdict.rows} rows.`)
} else {
  console.error(`The audit chain is broken at row ${verdict.brokenAt}.`)
  process.exitCode = 1
}
