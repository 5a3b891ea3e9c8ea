import { v7 } from 'uuid'
import { openAuditKey } from './audit-key.ts'
import { readConfig } from './config.ts'
import { exportHead } from './export-head.ts'
import { fileArgument, runCommand } from './run-command.ts'
import { openStore } from './store/open-store.ts'

/** SE6: `npm run export:audit-head -- FILE` adds the signed head of the audit chain to a file, also while the server runs. */
await runCommand(async () => {
  const file = fileArgument('npm run export:audit-head -- FILE')
  const { data, audit } = readConfig(process.env)
  const key = await openAuditKey(audit.keyFile, { mayMake: audit.mayMakeKey })
  const store = await openStore(data, () => v7())
  try {
    const head = await exportHead(store, key, file, Date.now())
    if (head === undefined) throw new Error('The audit chain has no row yet.')
    console.log(`${file} has the head of row ${head.no}, signed with the key ${head.publicKey}.`)
  } finally {
    await store.close()
  }
})
