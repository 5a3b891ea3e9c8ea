import { readConfig } from './config.ts'
import { noteBackup } from './note-backup.ts'
import { fileArgument, runCommand } from './run-command.ts'
import { backUp } from './sqlite-copy.ts'

/** SE9: `npm run backup -- FILE` copies the database of DATA_DIR, also while the server runs. */
await runCommand(async () => {
  const file = fileArgument('npm run backup -- FILE')
  const { data } = readConfig(process.env)
  if (!('folder' in data)) throw new Error('DATABASE_URL is set: back PostgreSQL up with pg_dump.')
  await backUp(data.folder, file)
  await noteBackup(data.folder, file, Date.now())
  console.log(`The database of ${data.folder} was copied to ${file}, and the copy is whole.`)
})
