import { parseArgs } from 'node:util'
import { v7 } from 'uuid'
import { askToTakeAlong } from './ask-operator.ts'
import { readConfig } from './config.ts'
import { runCommand } from './run-command.ts'
import { isPersonalDataCommand, runPersonalDataCommand } from './personal-data-commands.ts'
import { openStore } from './store/open-store.ts'
import { systemServices } from './system-services.ts'

/** SE7: `npm run personal-data -- COMMAND CUSTOMER [--reason TEXT] [--with-merged]`, on the database of DATA_DIR or DATABASE_URL. */
await runCommand(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { reason: { type: 'string' }, 'with-merged': { type: 'boolean', default: false } },
  })
  const [command = '', customer = '', ...more] = positionals
  if (!isPersonalDataCommand(command) || customer === '' || more.length > 0) {
    throw new Error(
      'Usage: npm run personal-data -- show-customer|erase-customer|erasure-status CUSTOMER [--reason TEXT] [--with-merged]',
    )
  }
  const { data } = readConfig(process.env)
  const store = await openStore(data, () => v7())
  try {
    const mayTakeAlong = values['with-merged'] ? async () => true : askToTakeAlong
    const order = { command, customer, reason: values.reason, data, mayTakeAlong }
    for (const line of await runPersonalDataCommand(systemServices(store), order)) {
      console.log(line)
    }
  } finally {
    await store.close()
  }
})
