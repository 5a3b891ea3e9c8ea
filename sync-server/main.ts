import { readConfig } from './config.ts'
import { startServer } from './start-server.ts'

try {
  await start()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

async function start(): Promise<void> {
  const { address, setupCode, built } = await startServer(readConfig(process.env))
  if (!built) console.log('The pages are not built yet: run `npm run build`, then start again.')
  console.log(`Branchbook 行伴 is ready: open ${address}`)
  if (setupCode !== undefined) {
    console.log('')
    console.log('Nothing is in here yet. To set it up, open the page and type this code:')
    console.log(`  set-up code: ${setupCode}`)
  }
  console.log('Stop with Ctrl C.')
}
