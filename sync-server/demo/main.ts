import { civilDateInShanghai } from '#shared/domain/civil-date.ts'
import { passwordLength } from '#shared/protocol/session-message.ts'
import { readConfig } from '#server/config.ts'
import { generatePassword } from '#server/generated-password.ts'
import type { Services } from '#server/services.ts'
import { startServer } from '#server/start-server.ts'
import { readDemoOptions } from './demo-options.ts'
import { fillWithDemo } from './fill-with-demo.ts'

try {
  const options = readDemoOptions(process.argv.slice(2))
  const config = readConfig({ ...process.env, DATA_DIR: process.env['DATA_DIR'] ?? 'data/demo' })
  const { address, built } = await startServer(config, (services) => prepare(services, options))
  if (!built) console.log('The pages are not built yet: run `npm run build`, then start again.')
  console.log(`Branchbook 行伴 is ready: open ${address}`)
  console.log('Stop with Ctrl C.')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

async function prepare(
  services: Services,
  { seed, customers }: { seed: string; customers: number },
): Promise<void> {
  const { store, clock, randomBytes } = services
  const { filled, demo } = await store.read(async ({ staff, meta }) => ({
    filled: await staff.any(),
    demo: (await meta.get()).demo,
  }))
  if (filled && !demo) {
    throw new Error('This database holds a real branch; the demonstration keeps out of it.')
  }
  if (filled) {
    await printSignIns(services)
    console.log('The password was printed when the demonstration was filled, or is DEMO_PASSWORD.')
    return
  }
  const password = chosenPassword() ?? generatePassword(randomBytes)
  console.log(`Filling the demonstration with ${customers} invented customers …`)
  const today = civilDateInShanghai(clock())
  await fillWithDemo(services, { seed, customers, today, password })
  await printSignIns(services)
  console.log(`Password of everybody: ${password}`)
}

function chosenPassword(): string | undefined {
  const chosen = process.env['DEMO_PASSWORD']
  if (chosen === undefined || chosen === '') return undefined
  if (chosen.length >= passwordLength.minimum && chosen.length <= passwordLength.maximum) {
    return chosen
  }
  throw new Error(`DEMO_PASSWORD needs at least ${passwordLength.minimum} characters.`)
}

async function printSignIns({ store }: Services): Promise<void> {
  const colleagues = await store.read(({ staff }) => staff.all())
  console.log('')
  console.log('Sign in as (staff number, name, role):')
  for (const { staffNo, name, role } of colleagues) {
    console.log(`  ${staffNo}  ${name}  ${role}`)
  }
  console.log('')
}
