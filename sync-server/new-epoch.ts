import { v7 } from 'uuid'
import { readConfig } from './config.ts'
import { runCommand } from './run-command.ts'
import { startHistory } from './start-history.ts'
import { openStore } from './store/open-store.ts'

/**
 * GC2: `npm run new-epoch` is to be run once after a database was put back by other means than `npm run restore`, such as
 * pg_restore: devices notice, offer what they still have, and pull anew.
 */
await runCommand(async () => {
  const store = await openStore(readConfig(process.env).data, () => v7())
  try {
    const serverEpoch = await startHistory(store, { newId: () => v7(), now: Date.now() })
    console.log(`The database has a new history: ${serverEpoch}.`)
  } finally {
    await store.close()
  }
})
