import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { readConfig } from './config.ts'
import { allCommands } from './operator/all-commands.ts'
import type { OperatorCommand } from './operator/operator-command.ts'
import { otherPrograms, runOtherProgram } from './operator/other-programs.ts'
import { runCommand } from './run-command.ts'
import { type DataPlace, openStore } from './store/open-store.ts'
import { systemServices } from './system-services.ts'

/**
 * `npm run admin -- COMMAND` for operators at the machine of the server: works on DATA_DIR or DATABASE_URL, also while the
 * server runs. SE8: of a person it prints staff number and name alone, but for what is asked for by customer (SE7).
 */
await runCommand(async () => {
  const [name = 'help', ...values] = process.argv.slice(2)
  if (name === 'help') return say(help())
  const other = otherPrograms.find((one) => one.name === name)
  if (other !== undefined) {
    if (other.isFirst !== true) refuseMissing(readConfig(process.env).data)
    process.exitCode = runOtherProgram(other, values)
    return
  }
  const command = allCommands.find((one) => one.name === name)
  if (command === undefined) throw new Error(`There is no command ${name}.\n\n${help().join('\n')}`)
  if (values.length !== command.parameters.length) {
    throw new Error(`Usage: npm run admin -- ${usageOf(command)}`)
  }
  await runOnStore(command, values)
})

async function runOnStore(command: OperatorCommand, values: readonly string[]): Promise<void> {
  const { data } = readConfig(process.env)
  refuseMissing(data)
  const store = await openStore(data, () => v7())
  try {
    say(await command.run(systemServices(store), ...values))
  } finally {
    await store.close()
  }
}

/** A wrong DATA_DIR would be filled with an empty database, and everybody would seem to be gone. */
function refuseMissing(data: DataPlace): void {
  if (!('folder' in data) || existsSync(join(data.folder, 'branchbook.sqlite'))) return
  throw new Error(`There is no database in ${data.folder}: look at DATA_DIR and DATABASE_URL.`)
}

function help(): string[] {
  const lines: (readonly [string, string])[] = [
    ...allCommands.map((command) => [usageOf(command), command.says] as const),
    ...otherPrograms.map(({ name, parameters, says }) => [`${name} ${parameters}`, says] as const),
    ['help', 'this list'],
  ]
  const width = Math.max(...lines.map(([usage]) => usage.length))
  return [
    'npm run admin -- COMMAND, on the data of DATA_DIR or DATABASE_URL:',
    '',
    ...lines.map(([usage, says]) => `  ${usage.padEnd(width)}  ${says}`),
  ]
}

function usageOf({ name, parameters }: OperatorCommand): string {
  return [name, ...parameters].join(' ')
}

function say(lines: readonly string[]): void {
  for (const line of lines) console.log(line)
}
