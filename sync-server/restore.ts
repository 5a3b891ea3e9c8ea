import { v7 } from 'uuid'
import { readConfig } from './config.ts'
import { fileArgument, runCommand } from './run-command.ts'
import { restore } from './sqlite-copy.ts'

/** GC2: `npm run restore -- FILE` puts a copy in the place of the database of DATA_DIR; the server must not run. */
await runCommand(async () => {
  const file = fileArgument('npm run restore -- FILE')
  const { data } = readConfig(process.env)
  if (!('folder' in data)) {
    throw new Error(
      'DATABASE_URL is set: put PostgreSQL back with pg_restore, then run `npm run new-epoch`.',
    )
  }
  const former = await restore(data.folder, file, { newId: () => v7(), now: Date.now() })
  console.log(`${file} is the database of ${data.folder} now.`)
  if (former !== undefined) console.log(`The former one is kept as ${former}.`)
  console.log('When the server runs again, the devices offer what they still have and pull anew.')
})
