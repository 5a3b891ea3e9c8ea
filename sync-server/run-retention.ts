import { parseArgs } from 'node:util'
import { v7 } from 'uuid'
import { readConfig } from './config.ts'
import { runRetention } from './retention.ts'
import { runCommand } from './run-command.ts'
import { openStore } from './store/open-store.ts'
import { systemServices } from './system-services.ts'

/** SE7: `npm run retention -- [--dry-run]` takes out what has been kept for long enough, or counts it. */
await runCommand(async () => {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } })
  const dryRun = values['dry-run']
  const store = await openStore(readConfig(process.env).data, () => v7())
  try {
    const report = Object.entries(await runRetention(systemServices(store), { dryRun }))
    for (const [type, count] of report) console.log(`${count} ${type}`)
    if (report.length === 0) console.log('Nothing has been kept for longer than it has to be.')
    else console.log(dryRun ? 'This would be erased; nothing was changed.' : 'This was erased.')
  } finally {
    await store.close()
  }
})
